using Leat.Core;

namespace Leat.Protocol;

/// <summary>Attributes of a run as they travel.</summary>
/// <param name="RunUuid">The same as <c>run_id</c>.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="RunName">A name for people; need not be unique.</param>
/// <param name="UserId">Who started it; may be empty.</param>
/// <param name="Status">How far it is.</param>
/// <param name="StartTime">Unix milliseconds, UTC.</param>
/// <param name="EndTime">Unix milliseconds, UTC; left out until it is set. As in MLflow, 0 counts as not set.</param>
/// <param name="ArtifactUri">Where its artifacts lie.</param>
/// <param name="LifecycleStage">Whether it is deleted.</param>
/// <param name="RunId">32 hexadecimal digits, or what a client chose.</param>
internal sealed record RunInfoMessage(
    string? RunUuid,
    string? ExperimentId,
    string? RunName,
    string? UserId,
    [property: WireEnum(nameof(EnumNames.RunStatus))] string? Status,
    long? StartTime,
    [property: MayBeLeftOut] long? EndTime,
    string? ArtifactUri,
    [property: WireEnum(nameof(EnumNames.LifecycleStage))] string? LifecycleStage,
    string? RunId)
{
    public static RunInfoMessage From(RunInfo info) => new(
        info.RunId,
        info.ExperimentId,
        info.RunName,
        info.UserId,
        info.Status.WireName(),
        info.StartTimeMs,
        info.EndTimeMs is 0 ? null : info.EndTimeMs,
        info.ArtifactUri,
        info.LifecycleStage.WireName(),
        info.RunId);

    /// <summary>The attributes that a server sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: no id, or a status that we do not know.</exception>
    public RunInfo ToEntity() => new(
        Answers.Require(RunId ?? RunUuid, "run_id"),
        Answers.Require(ExperimentId, "experiment_id"),
        RunName ?? "",
        UserId ?? "",
        ToStatus(Status),
        StartTime ?? 0,
        EndTime,
        ArtifactUri ?? "",
        Answers.Stage(LifecycleStage));

    private static RunStatus ToStatus(string? wireName) =>
        wireName is null ? RunStatus.Running
        : RunStatuses.TryParse(wireName, out var status) ? status
        : throw new LeatException(
            ErrorCode.InternalError, $"The server answered with a run status that is not known here: '{wireName}'.");
}
