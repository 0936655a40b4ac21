namespace Leat.Core;

/// <summary>A named collection of runs.</summary>
/// <param name="ExperimentId">A decimal number as text; <c>"0"</c> is the experiment that every store starts with.</param>
/// <param name="Name">Unique over active and deleted experiments, case-sensitive.</param>
/// <param name="ArtifactLocation">The URI below which the artifacts of its runs lie. Never changes.</param>
/// <param name="LifecycleStage">Active or deleted.</param>
/// <param name="CreationTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC. Moves on rename, delete and restore, not on tags or runs.</param>
/// <param name="Tags">In no particular order; keys are unique.</param>
public sealed record Experiment(
    string ExperimentId,
    string Name,
    string ArtifactLocation,
    LifecycleStage LifecycleStage,
    long CreationTimeMs,
    long LastUpdateTimeMs,
    IReadOnlyList<Tag> Tags)
{
    /// <summary>The id of the experiment that every store starts with.</summary>
    public const string DefaultId = "0";

    /// <summary>The name of the experiment that every store starts with.</summary>
    public const string DefaultName = "Default";
}
