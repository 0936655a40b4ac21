using BenchmarkDotNet.Attributes;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Benchmarks.Metrics;

/// <summary>A million points into blocks and back.</summary>
[MemoryDiagnoser]
public class MetricBlockBenchmarks
{
    private readonly List<MetricPoint> _decoded = new(TrainingSeries.Points);
    private MetricPoint[] _points = [];
    private byte[][] _blocks = [];

    [ParamsAllValues]
    public SeriesKind Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _points = TrainingSeries.Of(Kind);
        _blocks = TrainingSeries.Encode(_points);
    }

    [Benchmark]
    [Points(TrainingSeries.Points)]
    public int Encode() => TrainingSeries.Encode(_points).Length;

    [Benchmark]
    [Points(TrainingSeries.Points)]
    public int Decode()
    {
        _decoded.Clear();
        foreach (var block in _blocks)
            MetricBlockCodec.Decode(block, _decoded);
        return _decoded.Count;
    }
}
