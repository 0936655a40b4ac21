using System.Collections.Concurrent;
using Leat.Core;

namespace Leat.Durability.Tests.Databases;

/// <summary>Writers that log everything a run can have until told to stop, and a record of what was acknowledged.</summary>
internal sealed class RestartLoad : IDisposable
{
    private const int Steps = 5;
    private const string Model = "m";
    private readonly ITrackingStore _store;
    private readonly CancellationToken _cancellationToken;
    private readonly ConcurrentBag<string> _runs = [];
    private readonly ConcurrentBag<string> _experiments = [];
    private readonly ConcurrentBag<long> _versions = [];
    private readonly ConcurrentBag<string> _datasets = [];
    private readonly SemaphoreSlim _acknowledged = new(0);
    private readonly Task[] _writers;
    private volatile bool _over;

    private RestartLoad(ITrackingStore store, int writers, CancellationToken cancellationToken)
    {
        _store = store;
        _cancellationToken = cancellationToken;
        _writers = [.. Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer), cancellationToken))];
    }

    public int Runs => _runs.Count;

    /// <summary>How many rows of acknowledged data the tables must hold after the load; one more or less is an error.</summary>
    public IReadOnlyDictionary<string, int> Rows => new Dictionary<string, int>
    {
        ["runs"] = _runs.Count,
        ["params"] = _runs.Count * Steps,
        // The run's name is a tag too.
        ["tags"] = _runs.Count * (Steps + 1),
        ["inputs"] = _runs.Count,
        ["datasets"] = _datasets.Count,
        ["model_versions"] = _versions.Count,
        // Plus the default experiment.
        ["experiments"] = _experiments.Count + 1,
    };

    public static async Task<RestartLoad> StartAsync(ITrackingStore store, int writers, CancellationToken cancellationToken)
    {
        await store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(Model), cancellationToken);
        return new RestartLoad(store, writers, cancellationToken);
    }

    /// <summary>Waits until that many runs are acknowledged. A failed writer fails the wait.</summary>
    public async Task WhenRunsAsync(int count)
    {
        var failed = Task.WhenAny(_writers).Unwrap();
        while (Runs < count)
            await (await Task.WhenAny(_acknowledged.WaitAsync(_cancellationToken), failed));
    }

    /// <summary>Lets each writer finish its current work.</summary>
    public Task EndAsync()
    {
        _over = true;
        return Task.WhenAll(_writers);
    }

    /// <summary>Reads each run and version as a client does.</summary>
    public async Task ShouldBeInAsync(ITrackingStore store)
    {
        var steps = Enumerable.Range(0, Steps).ToList();
        foreach (var id in _runs)
        {
            var run = await store.Runs.GetRunAsync(id, _cancellationToken);
            run.Data.Params.Select(param => param.Key).ShouldBe(steps.Select(step => $"p{step}"), ignoreOrder: true);
            run.Data.Tags.Where(tag => tag.Key != "mlflow.runName").ShouldBe(steps.Select(step => new Tag($"t{step}", id)), ignoreOrder: true);
            run.Inputs.Datasets.Count.ShouldBe(1);
            (await store.Metrics.GetHistoryAsync(id, "m", cancellationToken: _cancellationToken)).Items
                .ShouldBe(steps.Select(step => new MetricPoint(step, step, step)));
        }

        _versions.Order().ShouldBe(Enumerable.Range(1, _versions.Count).Select(version => (long)version));
    }

    public void Dispose() => _acknowledged.Dispose();

    private async Task WriteAsync(int writer)
    {
        var dataset = new Dataset($"d{writer}", "1", "local", "{}");
        for (var i = 0; !_over; i++)
        {
            var run = (await _store.Runs.CreateRunAsync(NewRun.Create("0", $"w{writer}-{i}"), _cancellationToken)).Info.RunId;
            for (var step = 0; step < Steps; step++)
            {
                await _store.Runs.LogAsync(
                    LogBatch.Create(run, [new Metric("m", step, step, step)], [new Param($"p{step}", "v")], [new Tag($"t{step}", run)]),
                    _cancellationToken);
            }

            await _store.Runs.LogInputsAsync(LogInputs.Create(run, [new DatasetInput(dataset, [])]), _cancellationToken);
            if (i == 0)
                _datasets.Add(dataset.Name);
            _versions.Add((await UntilReachedAsync(() => _store.Registry.CreateModelVersionAsync(
                NewModelVersion.Create(Model, $"s3://b/{writer}/{i}"), _cancellationToken))).Version);
            _experiments.Add(await _store.Experiments.CreateExperimentAsync(NewExperiment.Create($"e{writer}-{i}"), _cancellationToken));
            _runs.Add(run);
            _acknowledged.Release();
        }
    }

    /// <summary>A version is read before it is written, and reads do not wait: they fail while the database is down.</summary>
    private async Task<T> UntilReachedAsync<T>(Func<Task<T>> action)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (LeatException refusal) when (refusal.Message.EndsWith("cannot be reached. Try again.", StringComparison.Ordinal))
            {
                await Task.Delay(50, _cancellationToken);
            }
        }
    }
}
