using Leat.Core;

namespace Leat.Protocol;

/// <summary>An experiment as it travels.</summary>
/// <param name="ExperimentId">A number in decimal digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="ArtifactLocation">The URI below which the artifacts of its runs lie.</param>
/// <param name="LifecycleStage">Whether it is deleted.</param>
/// <param name="LastUpdateTime">Unix milliseconds, UTC.</param>
/// <param name="CreationTime">Unix milliseconds, UTC.</param>
/// <param name="Tags">Left out when empty.</param>
/// <param name="Workspace">The workspace that it is in; only on servers with workspaces.</param>
internal sealed record ExperimentMessage(
    string? ExperimentId,
    string? Name,
    string? ArtifactLocation,
    [property: WireEnum(nameof(EnumNames.LifecycleStage))] string? LifecycleStage,
    long? LastUpdateTime,
    long? CreationTime,
    IReadOnlyList<TagMessage>? Tags,
    [property: MayBeLeftOut] string? Workspace = null)
{
    public static ExperimentMessage From(Experiment experiment, string? workspace = null) => new(
        experiment.ExperimentId,
        experiment.Name,
        experiment.ArtifactLocation,
        experiment.LifecycleStage.WireName(),
        experiment.LastUpdateTimeMs,
        experiment.CreationTimeMs,
        experiment.Tags.ToMessages(TagMessage.From),
        workspace);

    /// <summary>The experiment that a server sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: it has no id.</exception>
    public Experiment ToEntity() => new(
        Answers.Require(ExperimentId, "experiment_id"),
        Name ?? "",
        ArtifactLocation ?? "",
        Answers.Stage(LifecycleStage),
        CreationTime ?? 0,
        LastUpdateTime ?? 0,
        Tags.ToEntities(tag => tag.ToEntity()));
}
