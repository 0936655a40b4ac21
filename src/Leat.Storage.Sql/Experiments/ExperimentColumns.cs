using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Experiments;

/// <summary>The columns of an experiment <c>e</c> without its tags.</summary>
internal static class ExperimentColumns
{
    public const string All = "e.id, e.name, e.artifact_location, e.stage, e.created_ms, e.updated_ms";

    public static Experiment Read(SqlRow row) => new(
        ExperimentId: row.NextExperimentId(),
        Name: row.NextText(),
        ArtifactLocation: row.NextText(),
        LifecycleStage: (LifecycleStage)row.NextInt32(),
        CreationTimeMs: row.NextInt64(),
        LastUpdateTimeMs: row.NextInt64(),
        Tags: []);
}
