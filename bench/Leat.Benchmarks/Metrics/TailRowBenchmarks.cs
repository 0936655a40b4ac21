using BenchmarkDotNet.Attributes;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Benchmarks.Metrics;

/// <summary>The commits of a run: one point, and a batch of 1,000 points of ten metrics, interleaved.</summary>
[MemoryDiagnoser]
public class TailRowBenchmarks
{
    private const int Batch = 1_000;
    private const int Names = 10;

    private readonly List<TailPoint> _decoded = new(Batch);
    private readonly List<MetricPoint> _series = new(Batch);
    private TailPoint[] _points = [];
    private byte[] _row = [];

    [GlobalSetup]
    public void Setup()
    {
        var series = TrainingSeries.Of(SeriesKind.Noisy);
        _points = [.. Enumerable.Range(0, Batch).Select(i => new TailPoint(i % Names, series[i / Names]))];
        _row = TailRowCodec.Encode(_points);
    }

    [Benchmark]
    [Points(1)]
    public int EncodeOne() => TailRowCodec.Encode(_points.AsSpan(0, 1)).Length;

    [Benchmark]
    [Points(Batch)]
    public int EncodeBatch() => TailRowCodec.Encode(_points).Length;

    [Benchmark]
    [Points(Batch)]
    public int DecodeBatch()
    {
        _decoded.Clear();
        TailRowCodec.Decode(_row, _decoded);
        return _decoded.Count;
    }

    [Benchmark]
    [Points(Batch / Names)]
    public int DecodeOneSeriesOfTen()
    {
        _series.Clear();
        TailRowCodec.Decode(_row, nameId: 3, _series);
        return _series.Count;
    }
}
