using BenchmarkDotNet.Attributes;
using Leat.Benchmarks.Metrics;
using Leat.Core;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sqlite;

namespace Leat.Benchmarks.Stores;

/// <summary>A store thins a million points to 2,000, compared with decoding the same blocks in memory.</summary>
[MemoryDiagnoser]
public class ThinnedHistoryBenchmarks
{
    private readonly List<MetricPoint> _decoded = new(TrainingSeries.Points);
    private readonly string _folder = Directory.CreateTempSubdirectory("leat-bench-").FullName;
    private byte[][] _blocks = [];
    private ITrackingStore _store = null!;
    private ThinnedHistoryQuery _query = null!;

    [Params(SeriesKind.Noisy, SeriesKind.FourDecimals)]
    public SeriesKind Kind { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        var points = TrainingSeries.Of(Kind);
        _blocks = TrainingSeries.Encode(points);
        _store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = Path.Combine(_folder, "bench.db") });
        var run = (await _store.Runs.CreateRunAsync(NewRun.Create("0", "r"))).Info.RunId;
        foreach (var batch in points.Chunk(LogRules.MaxMetricsPerBatch))
            await _store.Runs.LogAsync(LogBatch.Create(run, [.. batch.Select(point => new Metric("m", point.Value, point.TimestampMs, point.Step))]));
        _query = ThinnedHistoryQuery.Create([run], ["m"], HistoryAxis.Step, null, null);

        // Ending the run seals what is left. Reads are faster once everything is in blocks; the runner's warm-up comes first.
        await _store.Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished });
    }

    [Benchmark(Baseline = true)]
    [Points(TrainingSeries.Points)]
    public int DecodeBlocks()
    {
        _decoded.Clear();
        foreach (var block in _blocks)
            MetricBlockCodec.Decode(block, _decoded);
        return _decoded.Count;
    }

    [Benchmark]
    [Points(TrainingSeries.Points)]
    public async Task<int> ThinFromStore() => (await _store.Metrics.GetThinnedHistoriesAsync(_query))[0].Points.Count;

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
