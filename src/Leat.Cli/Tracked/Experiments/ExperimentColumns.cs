using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Experiments;

/// <summary>What commands show of an experiment.</summary>
internal static class ExperimentColumns
{
    public static IReadOnlyList<Column<Experiment>> All { get; } =
    [
        new("Experiment id", "experiment_id", experiment => experiment.ExperimentId),
        new("Name", "name", experiment => experiment.Name),
        new("Created", "creation_time", experiment => CellText.TimeOf(experiment.CreationTimeMs)),
        new("Updated", "last_update_time", experiment => CellText.TimeOf(experiment.LastUpdateTimeMs)),
        new("Stage", "lifecycle_stage", experiment => experiment.LifecycleStage.WireName()),
        new("Artifact location", "artifact_location", experiment => experiment.ArtifactLocation),
    ];
}
