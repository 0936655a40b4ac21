using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Traces;

/// <summary>The columns of a trace <c>t</c> without its tags, metadata and assessments.</summary>
internal static class TraceColumns
{
    public const string All =
        """
        t.id, t.trace_id, t.experiment_id, t.timestamp_ms, t.duration_ms, t.state, t.client_request_id, t.request_preview, t.response_preview
        """;

    public static (long Key, TraceInfo Info) Read(SqlRow row) => (
        row.NextInt64(),
        new TraceInfo(
            TraceId: row.NextText(),
            ExperimentId: row.NextExperimentId(),
            RequestTimeMs: row.NextInt64(),
            ExecutionDurationMs: row.NextInt64OrNull(),
            State: (TraceState)row.NextInt64(),
            Metadata: [],
            Tags: [],
            Assessments: [])
        {
            ClientRequestId = row.NextTextOrNull(),
            RequestPreview = row.NextTextOrNull(),
            ResponsePreview = row.NextTextOrNull(),
        });
}
