using Leat.Core;

namespace Leat.Client;

public sealed partial class LeatClient
{
    /// <summary>Starts a run that logs in the background, or resumes one.</summary>
    /// <param name="experimentId">The experiment of a new run; not used when <see cref="RunOptions.ExperimentId"/> or
    /// <see cref="RunOptions.RunId"/> is given.</param>
    /// <param name="name">Need not be unique; drawn at random if null. A resumed run is renamed.</param>
    /// <param name="options">What else to start it with.</param>
    /// <param name="cancellationToken">Ends the call; the run may have been created anyway.</param>
    /// <returns>The run; dispose it to end it. It does not become an active run: for that, use <see cref="Tracking"/>.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment, run or parent run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is deleted, or a value is not allowed.</exception>
    /// <remarks>A new run gets the tags <c>mlflow.user</c>, <c>mlflow.source.name</c>, <c>mlflow.source.type</c>,
    /// <c>mlflow.source.git.commit</c> (if the program lies in a work tree) and those of <c>MLFLOW_RUN_CONTEXT</c>.</remarks>
    public Task<ActiveRun> StartRunAsync(
        string experimentId, string? name = null, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RunOptions();
        return StartAsync(options.ExperimentId ?? experimentId, name, options, null, cancellationToken);
    }

    internal Task<ActiveRun> StartAsync(
        string experimentId, string? name, RunOptions options, RunScope? scope, CancellationToken cancellationToken) =>
        options.RunId is null
            ? StartNewAsync(experimentId, name, options, scope, cancellationToken)
            : ResumeAsync(options.RunId, name, options, scope, cancellationToken);

    private async Task<ActiveRun> StartNewAsync(
        string experimentId, string? name, RunOptions options, RunScope? scope, CancellationToken cancellationToken)
    {
        if (options.ParentRunId is not null)
            await CheckParentAsync(options.ParentRunId, cancellationToken).ConfigureAwait(false);
        var tags = RunContext.TagsFor(Options.Environment, GivenTags(options));
        var startTime = options.StartTime?.ToUnixTimeMilliseconds() ?? NowMs;
        var run = await CreateRunAsync(experimentId, name, tags, startTime, cancellationToken).ConfigureAwait(false);
        return new ActiveRun(this, run.Info, options.ParentRunId, scope);
    }

    private async Task<ActiveRun> ResumeAsync(
        string runId, string? name, RunOptions options, RunScope? scope, CancellationToken cancellationToken)
    {
        var run = await GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        if (run.Info.LifecycleStage == LifecycleStage.Deleted)
            throw LeatException.InvalidParameter($"Cannot start run with ID {runId} because it is in the deleted state.");
        if (options.ExperimentId is { } expected && expected != run.Info.ExperimentId)
        {
            throw LeatException.InvalidParameter(
                $"Cannot start run with ID {runId}: it belongs to experiment {run.Info.ExperimentId}, not to {expected}.");
        }

        var info = await UpdateRunAsync(runId, RunStatus.Running, name, null, cancellationToken).ConfigureAwait(false);
        if (GivenTags(options) is { Count: > 0 } tags)
            await LogBatchAsync(runId, tags: tags, cancellationToken: cancellationToken).ConfigureAwait(false);
        var parent = run.Data.Tags.FirstOrDefault(tag => tag.Key == RunRules.ParentRunIdTag).Value;
        return new ActiveRun(this, info with { ArtifactUri = run.Info.ArtifactUri }, parent, scope);
    }

    private async Task CheckParentAsync(string parentRunId, CancellationToken cancellationToken)
    {
        if (_activeRuns.Keys.Any(run => run.RunId == parentRunId))
            return;
        var parent = await GetRunAsync(parentRunId, cancellationToken).ConfigureAwait(false);
        if (parent.Info.LifecycleStage == LifecycleStage.Deleted)
        {
            throw LeatException.InvalidParameter(
                $"Cannot start run under parent run with ID {parentRunId} because it is in the deleted state.");
        }
    }

    private static List<Tag> GivenTags(RunOptions options)
    {
        List<Tag> tags = [.. options.Tags.ToTags()];
        if (options.ParentRunId is not null)
            tags.Add(new Tag(RunRules.ParentRunIdTag, options.ParentRunId));
        if (options.Description is null)
            return tags;
        if (tags.Exists(tag => tag.Key == RunTags.Description))
        {
            throw LeatException.InvalidParameter(
                $"Description is already set via the tag {RunTags.Description}: give one of them, not both.");
        }

        tags.Add(new Tag(RunTags.Description, options.Description));
        return tags;
    }
}
