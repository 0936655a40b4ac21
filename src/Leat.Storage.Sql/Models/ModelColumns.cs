using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Models;

/// <summary>The columns of a logged model <c>g</c> without its tags, params and metrics.</summary>
internal static class ModelColumns
{
    public const string All =
        "g.id, g.model_id, g.experiment_id, g.name, g.artifact_uri, g.created_ms, g.updated_ms, g.status, g.model_type, g.source_run_id";

    public static (long Key, LoggedModel Model) Read(SqlRow row) => (
        row.NextInt64(),
        new LoggedModel(
            ModelId: row.NextText(),
            ExperimentId: row.NextExperimentId(),
            Name: row.NextText(),
            ArtifactUri: row.NextText(),
            CreationTimestampMs: row.NextInt64(),
            LastUpdatedTimestampMs: row.NextInt64(),
            Status: (LoggedModelStatus)row.NextInt32(),
            ModelType: row.NextText(),
            SourceRunId: row.NextText(),
            Tags: [],
            Params: [],
            Metrics: []));
}
