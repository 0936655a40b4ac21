using System.Globalization;
using Leat.Core;

namespace Leat.SearchBench;

/// <summary>Fills a store with runs to be searched: 10 params, 10 metrics and 5 tags each, in one experiment, beside experiments of others.</summary>
/// <remarks>
/// Values are drawn from a fixed seed and independent of each other, so that conditions multiply: <c>params.half</c> holds one of two
/// values, <c>params.hundredth</c> one of a hundred, and <c>params.few</c> is <c>yes</c> for 500 runs whatever the size.
/// <c>metrics.accuracy</c> and <c>metrics.loss</c> are uniform in [0, 1), <c>metrics.rounded</c> has 101 values, one run in ten has
/// <c>metrics.sparse</c>.
/// </remarks>
internal sealed class SearchData
{
    /// <summary>Runs with <c>params.few = 'yes'</c>.</summary>
    public const int FewCount = 500;

    /// <summary>Experiments with <see cref="RunsBeside"/> runs like those of the large one.</summary>
    public const int ExperimentsBeside = 10;

    private const int RunsBeside = 1_000;

    /// <summary>Experiments with a single run.</summary>
    private const int OtherExperiments = 10_000;

    private const int RunsPerLoad = 1_000;
    private const int CallsAtOnce = 32;
    private const long FirstStartMs = 1_700_000_000_000;
    private const int Seed = 42;

    private readonly ITrackingStore _store;
    private readonly Random _random;
    private readonly string _experiment;
    private readonly int _runs;

    private SearchData(ITrackingStore store, string experiment, int runs, int seed) =>
        (_store, _experiment, _runs, _random) = (store, experiment, runs, new Random(seed));

    /// <summary>Adds what a store lacks.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runs">How many runs the large experiment has.</param>
    /// <returns>The large experiment, then those beside it.</returns>
    public static async Task<IReadOnlyList<string>> MakeAsync(ITrackingStore store, int runs)
    {
        var found = new List<string> { await FillAsync(store, $"search {runs}", runs, Seed) };
        for (var i = 1; i <= ExperimentsBeside; i++)
            found.Add(await FillAsync(store, $"beside {i}", RunsBeside, Seed + i));
        if (await store.Experiments.FindExperimentByNameAsync($"other {OtherExperiments}") is null)
            await AddOthersAsync(store);
        return found;
    }

    /// <summary>An experiment gets its name when it is full, so that an interrupted load is not taken for a whole one.</summary>
    private static async Task<string> FillAsync(ITrackingStore store, string name, int runs, int seed)
    {
        if (await store.Experiments.FindExperimentByNameAsync(name) is { } full)
            return full.ExperimentId;
        var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create($"{name}, begun {Guid.NewGuid():N}"));
        await new SearchData(store, experiment, runs, seed).LoadAsync();
        await store.Experiments.RenameExperimentAsync(experiment, name);
        return experiment;
    }

    private static async Task AddOthersAsync(ITrackingStore store)
    {
        var others = new string[OtherExperiments];
        await Parallel.ForAsync(0, OtherExperiments, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce }, async (i, cancellationToken) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"other {i + 1}");
            others[i] = (await store.Experiments.FindExperimentByNameAsync(name, cancellationToken))?.ExperimentId
                ?? await store.Experiments.CreateExperimentAsync(NewExperiment.Create(name), cancellationToken);
        });
        foreach (var some in others.Chunk(RunsPerLoad))
            await store.Bulk.LoadAsync([.. some.Select(id => new SearchData(store, id, 1, int.Parse(id, CultureInfo.InvariantCulture)).MakeRun(1, isOneOfFew: false))]);
    }

    private async Task LoadAsync()
    {
        var few = FewRuns();
        foreach (var some in Enumerable.Range(1, _runs).Chunk(RunsPerLoad))
            await _store.Bulk.LoadAsync([.. some.Select(number => MakeRun(number, few.Contains(number)))]);
    }

    private BulkRun MakeRun(long number, bool isOneOfFew)
    {
        // Ascending ids keep their unique index cheap; no search here uses them.
        var runId = string.Create(CultureInfo.InvariantCulture, $"{long.Parse(_experiment, CultureInfo.InvariantCulture):x8}{number:x8}{_random.NextInt64():x16}");
        var user = $"user{_random.Next(20)}";
        var startMs = FirstStartMs + (number * 1000) + _random.Next(5000);
        var name = $"{Pick("bold", "calm", "keen", "wise")}-{Pick("crane", "finch", "otter", "wolf")}-{number % 1000}";
        return new BulkRun(new RunInfo(runId, _experiment, name, user, RunStatus.Finished, startMs, startMs + 60_000, "", LifecycleStage.Active))
        {
            Params = [.. Params(isOneOfFew, number).Select(entry => new Param(entry.Key, entry.Value))],
            Tags = [.. Tags(user, name).Select(entry => new Tag(entry.Key, entry.Value))],
            Metrics = [.. Metrics().Select(entry => new BulkSeries(entry.Key, [new MetricPoint(99, startMs, entry.Value)]))],
        };
    }

    private HashSet<long> FewRuns()
    {
        var few = new HashSet<long>();
        while (few.Count < Math.Min(FewCount, _runs))
            few.Add(_random.NextInt64(1, _runs + 1));
        return few;
    }

    private IEnumerable<(string Key, string Value)> Params(bool isOneOfFew, long number) =>
    [
        ("half", Pick("a", "b")),
        ("hundredth", $"v{_random.Next(100)}"),
        ("few", isOneOfFew ? "yes" : "no"),
        ("optimizer", Pick("adam", "sgd", "rmsprop", "lion")),
        ("learning_rate", Text(Math.Pow(10, -1 - (_random.NextDouble() * 4)))),
        ("batch_size", Pick("16", "32", "64", "128")),
        ("depth", Text(_random.Next(1, 50))),
        ("seed", Text(number)),
        ("data", $"s3://bucket/projects/vision/datasets/2024/train/with/a/long/common/prefix/part-{_random.Next(1000)}.parquet"),
        ("note", $"try {_random.Next(100_000)} of the sweep"),
    ];

    private IEnumerable<(string Key, string Value)> Tags(string user, string name) =>
    [
        ("mlflow.user", user),
        ("mlflow.runName", name),
        ("mlflow.source.name", Pick("train.py", "tune.py", "notebook.ipynb")),
        ("team", $"team{_random.Next(10)}"),
        ("stage", _random.Next(100) == 0 ? "gold" : "raw"),
    ];

    private IEnumerable<(string Key, double Value)> Metrics() =>
    [
        ("accuracy", _random.NextDouble()),
        ("loss", _random.NextDouble()),
        ("rounded", _random.Next(101) / 100.0),
        ("auc", _random.Next(1000) == 0 ? double.NaN : _random.NextDouble()),
        _random.Next(10) == 0 ? ("sparse", _random.NextDouble()) : ("epoch", _random.Next(100)),
        ("val_accuracy", _random.NextDouble()),
        ("val_loss", _random.NextDouble()),
        ("f1", _random.NextDouble()),
        ("recall", _random.NextDouble()),
        ("grad_norm", _random.NextDouble()),
    ];

    private string Pick(params ReadOnlySpan<string> values) => values[_random.Next(values.Length)];

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
