using System.Globalization;
using Leat.Storage.Specification.Search;

namespace Leat.Core.Tests.Search;

/// <summary>Just enough of a store to play search scripts on the in-memory evaluator: entities in lists, nothing durable, one thread.
/// Anything the scripts do not need is missing.</summary>
internal sealed class EvaluatorStore(TimeProvider clock) : ITrackingStore, IExperimentStore, IRunStore
{
    private readonly List<Experiment> _experiments = [NewExperimentAt("0", "Default", [], 0)];
    private readonly List<Run> _runs = [];

    public IExperimentStore Experiments => this;

    public IRunStore Runs => this;

    public IMetricStore Metrics => throw NotNeeded();

    public IDatasetStore Datasets => throw NotNeeded();

    public StoreFeatures Features { get; } = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<string> CreateExperimentAsync(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        var id = _experiments.Count.ToString(CultureInfo.InvariantCulture);
        _experiments.Add(NewExperimentAt(id, experiment.Name, experiment.Tags, NowMs()));
        return Task.FromResult(id);
    }

    public Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Task.FromResult(_experiments.Single(experiment => experiment.ExperimentId == experimentId));

    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        SetExperimentStage(experimentId, LifecycleStage.Deleted);

    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        SetExperimentStage(experimentId, LifecycleStage.Active);

    public Task<Page<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default) =>
        Task.FromResult(InMemorySearch.Experiments(_experiments, query));

    public Task<Run> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        var id = Guid.NewGuid().ToString("N");
        var info = new RunInfo(
            id, run.ExperimentId, run.RunName, run.UserId, RunStatus.Running, run.StartTimeMs, null,
            $"mlflow-artifacts:/{run.ExperimentId}/{id}/artifacts", LifecycleStage.Active);
        _runs.Add(new Run(info, new RunData([], [], run.Tags), new RunInputs([])));
        return Task.FromResult(_runs[^1]);
    }

    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) => Task.FromResult(_runs[IndexOf(runId)]);

    public Task<RunInfo> UpdateRunAsync(RunUpdate update, CancellationToken cancellationToken = default)
    {
        var changed = Change(update.RunId, run => run with
        {
            Info = run.Info with
            {
                Status = update.Status ?? run.Info.Status,
                EndTimeMs = update.EndTimeMs ?? run.Info.EndTimeMs,
            },
        });
        return Task.FromResult(changed.Info);
    }

    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) => SetRunStage(runId, LifecycleStage.Deleted);

    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) => SetRunStage(runId, LifecycleStage.Active);

    public Task LogAsync(LogBatch batch, CancellationToken cancellationToken = default)
    {
        Change(batch.RunId, run => run with
        {
            Data = new RunData(
                [.. run.Data.Metrics.Concat(batch.Metrics).GroupBy(metric => metric.Key).Select(Latest)],
                [.. run.Data.Params, .. batch.Params],
                [.. run.Data.Tags.ExceptBy(batch.Tags.Select(tag => tag.Key), tag => tag.Key), .. batch.Tags]),
        });
        return Task.CompletedTask;
    }

    public Task LogInputsAsync(LogInputs inputs, CancellationToken cancellationToken = default)
    {
        Change(inputs.RunId, run => run with { Inputs = new RunInputs([.. run.Inputs.Datasets, .. inputs.Datasets]) });
        return Task.CompletedTask;
    }

    public Task<Page<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default) =>
        Task.FromResult(InMemorySearch.Runs(_runs, query));

    public Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default) => throw NotNeeded();

    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        throw NotNeeded();

    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) => throw NotNeeded();

    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        throw NotNeeded();

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) => throw NotNeeded();

    private static NotSupportedException NotNeeded() => new("No search script needs this.");

    private static Experiment NewExperimentAt(string id, string name, IReadOnlyList<Tag> tags, long timeMs) =>
        new(id, name, $"mlflow-artifacts:/{id}", LifecycleStage.Active, timeMs, timeMs, tags);

    private static Metric Latest(IEnumerable<Metric> points) =>
        points.Aggregate((current, next) => MetricValues.IsLater(Point(next), Point(current)) ? next : current);

    private static MetricPoint Point(Metric metric) => new(metric.Step, metric.TimestampMs, metric.Value);

    private long NowMs() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private int IndexOf(string runId) => _runs.FindIndex(run => run.Info.RunId == runId);

    private Run Change(string runId, Func<Run, Run> change) => _runs[IndexOf(runId)] = change(_runs[IndexOf(runId)]);

    private Task SetRunStage(string runId, LifecycleStage stage)
    {
        Change(runId, run => run with { Info = run.Info with { LifecycleStage = stage } });
        return Task.CompletedTask;
    }

    private Task SetExperimentStage(string experimentId, LifecycleStage stage)
    {
        var index = _experiments.FindIndex(experiment => experiment.ExperimentId == experimentId);
        _experiments[index] = _experiments[index] with { LifecycleStage = stage, LastUpdateTimeMs = NowMs() };
        foreach (var run in _runs.Where(run => run.Info.ExperimentId == experimentId).ToList())
            SetRunStage(run.Info.RunId, stage);
        return Task.CompletedTask;
    }
}
