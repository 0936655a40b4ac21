using BenchmarkDotNet.Attributes;
using Leat.Core;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;

namespace Leat.Benchmarks.Metrics;

/// <summary>The largest bundle, whose series were all logged together: written, read whole, and the last of its series read.</summary>
[MemoryDiagnoser]
public class MetricBundleBenchmarks
{
    private const int Series = MetricBundle.MaxPoints / MetricBundleCodec.MaxPointsPerSeries;
    private const int Points = Series * MetricBundleCodec.MaxPointsPerSeries;

    private readonly SortedDictionary<long, List<MetricPoint>> _series = [];
    private byte[] _bundle = [];

    [GlobalSetup]
    public void Setup()
    {
        var noisy = TrainingSeries.Of(SeriesKind.Noisy);
        for (var i = 0; i < Series; i++)
        {
            _series.Add(i + 1, [.. Enumerable.Range(0, MetricBundleCodec.MaxPointsPerSeries).Select(step =>
                noisy[step] with { Value = noisy[(i * MetricBundleCodec.MaxPointsPerSeries) + step].Value })]);
        }

        _bundle = MetricBundleCodec.Encode(_series);
    }

    [Benchmark]
    [Points(Points)]
    public int Encode() => MetricBundleCodec.Encode(_series).Length;

    [Benchmark]
    [Points(Points)]
    public int DecodeAll() => MetricBundleCodec.Decode(_bundle).Count;

    [Benchmark]
    public int DecodeTheLastSeries()
    {
        var points = new List<MetricPoint>(MetricBundleCodec.MaxPointsPerSeries);
        MetricBundleCodec.Decode(_bundle, Series, points);
        return points.Count;
    }
}
