using System.Data.Common;
using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Sql.Traces;

/// <summary>The columns of a trace <c>t</c> without its tags, metadata and assessments.</summary>
internal static class TraceColumns
{
    public const string All =
        """
        t.id, t.trace_id, t.experiment_id, t.timestamp_ms, t.duration_ms, t.state, t.client_request_id, t.request_preview, t.response_preview
        """;

    public static (long Key, TraceInfo Info) Read(DbDataReader reader) => (
        reader.GetInt64(0),
        new TraceInfo(
            TraceId: reader.GetString(1),
            ExperimentId: reader.GetInt64(2).ToString(CultureInfo.InvariantCulture),
            RequestTimeMs: reader.GetInt64(3),
            ExecutionDurationMs: reader.IsDBNull(4) ? null : reader.GetInt64(4),
            State: (TraceState)reader.GetInt64(5),
            Metadata: [],
            Tags: [],
            Assessments: [])
        {
            ClientRequestId = TextAt(reader, 6),
            RequestPreview = TextAt(reader, 7),
            ResponsePreview = TextAt(reader, 8),
        });

    public static string? TextAt(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
