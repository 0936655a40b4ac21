using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/create</c>.</summary>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="UserId">Who starts it; empty if left out.</param>
/// <param name="RunName">Drawn at random if left out.</param>
/// <param name="StartTime">Unix milliseconds, UTC; 0, not now, if left out.</param>
/// <param name="Tags">Tags from the start.</param>
[Needs("experiment_id")]
internal sealed record CreateRunRequest(
    string? ExperimentId,
    string? UserId = null,
    string? RunName = null,
    long? StartTime = null,
    IReadOnlyList<TagMessage>? Tags = null) : IWireRequest<CreateRunRequest>
{
    public static CreateRunRequest Decode(WireFields fields)
    {
        var experimentId = fields.GetString("experiment_id");
        var startTime = fields.GetInt64("start_time");
        var runName = fields.GetString("run_name");
        return new CreateRunRequest(
            experimentId,
            fields.GetString("user_id"),
            runName,
            startTime,
            fields.GetMessages("tags", TagMessage.Decode));
    }

    public static CreateRunRequest From(NewRun run) => new(
        run.ExperimentId, run.UserId, run.RunName, run.StartTimeMs, run.Tags.ToMessages(TagMessage.From));

    public NewRun ToCommand() =>
        NewRun.Create(ExperimentId, RunName, UserId, StartTime ?? 0, Tags.ToEntities(tag => tag.ToEntity()));
}

/// <summary>Answer of <c>runs/create</c>.</summary>
/// <param name="Run">The new run.</param>
internal sealed record CreateRunResponse(RunMessage? Run)
{
    /// <summary>The run as this call answers it: without <c>outputs</c>, as MLflow 3.6 does.</summary>
    public static CreateRunResponse From(Run run) => new(RunMessage.From(run) with { Outputs = null });

    public Run ToEntity() => Answers.Require(Run, "run").ToEntity();
}
