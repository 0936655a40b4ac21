using System.Collections.Concurrent;
using Leat.Core;

namespace Leat.Client.Tests.Fakes;

/// <summary>An in-memory store that records each call and behaves as a test requests.</summary>
internal sealed class FakeStore : ITrackingStore, IExperimentStore, IRunStore
{
    private readonly ConcurrentDictionary<string, Experiment> _experiments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FakeRun> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<LogBatch> _batches = new();
    private int _nextId;

    public FakeStore() => Add(Experiment.DefaultId, Experiment.DefaultName, LifecycleStage.Active);

    /// <summary>Runs before a batch is stored; may wait, or throw to reject it.</summary>
    public Func<LogBatch, CancellationToken, Task> BeforeLog { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs before a run is created.</summary>
    public Func<NewRun, Task> BeforeCreate { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before an experiment is created.</summary>
    public Action<NewExperiment> BeforeCreateExperiment { get; set; } = _ => { };

    /// <summary>All batches received, including rejected ones, in order.</summary>
    public IReadOnlyCollection<LogBatch> Batches => _batches;

    public IEnumerable<FakeRun> StoredRuns => _runs.Values;

    public bool IsDisposed { get; private set; }

    public IExperimentStore Experiments => this;

    public IRunStore Runs => this;

    public IMetricStore Metrics => throw new NotSupportedException();

    public IDatasetStore Datasets => throw new NotSupportedException();

    public StoreFeatures Features { get; init; } = new();

    public FakeRun this[string runId] => _runs[runId];

    public Experiment Add(string id, string name, LifecycleStage stage) =>
        _experiments[id] = new Experiment(id, name, "memory:/" + id, stage, 0, 0, []);

    public Task<string> CreateExperimentAsync(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        BeforeCreateExperiment(experiment);
        if (_experiments.Values.Any(e => e.Name == experiment.Name))
            throw LeatException.AlreadyExists($"Experiment(name={experiment.Name}) already exists.");
        return Task.FromResult(Add(NextId(), experiment.Name, LifecycleStage.Active).ExperimentId);
    }

    public Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _experiments.TryGetValue(experimentId, out var experiment)
            ? Task.FromResult(experiment)
            : throw LeatException.DoesNotExist($"No Experiment with id={experimentId} exists");

    public Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(_experiments.Values.FirstOrDefault(e => e.Name == name));

    public async Task<Run> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        await BeforeCreate(run);
        var info = new RunInfo(
            "run" + NextId(), run.ExperimentId, run.RunName, run.UserId, RunStatus.Running, run.StartTimeMs, null,
            "memory:/artifacts", LifecycleStage.Active);
        var stored = _runs[info.RunId] = new FakeRun(info);
        stored.Apply(LogBatch.Create(info.RunId, tags: run.Tags));
        return stored.ToRun();
    }

    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Require(runId).ToRun());

    public Task<RunInfo> UpdateRunAsync(RunUpdate update, CancellationToken cancellationToken = default) =>
        Task.FromResult(Require(update.RunId).Update(update));

    public async Task LogAsync(LogBatch batch, CancellationToken cancellationToken = default)
    {
        _batches.Enqueue(batch);
        await BeforeLog(batch, cancellationToken);
        Require(batch.RunId).Apply(batch);
    }

    public Task LogInputsAsync(LogInputs inputs, CancellationToken cancellationToken = default)
    {
        Require(inputs.RunId).Inputs.AddRange(inputs.Datasets);
        return Task.CompletedTask;
    }

    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        Require(runId).Delete();
        return Task.CompletedTask;
    }

    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Pages of two, so that tests cover more than one page.</summary>
    public Task<Page<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        var offset = (int)PageToken.ToOffset(query.PageToken);
        var all = _runs.Values.OrderBy(run => run.Info.RunId, StringComparer.Ordinal).ToList();
        var items = all.Skip(offset).Take(2).Select(run => run.ToRun()).ToList();
        var next = offset + items.Count < all.Count ? PageToken.FromOffset(offset + items.Count) : null;
        return Task.FromResult(new Page<Run>(items, next));
    }

    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Page<Experiment>> SearchExperimentsAsync(
        ExperimentQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private FakeRun Require(string runId) => _runs.TryGetValue(runId, out var run)
        ? run
        : throw LeatException.DoesNotExist($"Run with id={runId} not found");

    private string NextId() => Interlocked.Increment(ref _nextId).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
