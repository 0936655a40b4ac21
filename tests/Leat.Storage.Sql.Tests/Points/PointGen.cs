using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

/// <summary>Points as runs log them, and as nobody should.</summary>
internal static class PointGen
{
    /// <summary>Few different numbers, so that points repeat and share steps, plus the limits of the range.</summary>
    private static readonly Gen<long> Nasty = Gen.OneOf(
        Gen.Long[0, 5],
        Gen.OneOf<long>(long.MinValue, long.MinValue + 1, -1, 0, 1, 127, 128, long.MaxValue - 1, long.MaxValue),
        Gen.Long);

    private static readonly Gen<double> NastyValue = Gen.OneOf(
        Gen.OneOf<double>(0, double.NaN, double.MaxValue, -double.MaxValue, double.Epsilon, 1, 0.1, -0.25, 1e15, 1e300),
        Gen.Double.Select(MetricValues.Canonical),
        Gen.Float.Select(value => MetricValues.Canonical(value)),
        Gen.Int[-20_000, 20_000].Select(value => value / 10_000.0));

    public static Gen<MetricPoint> Point { get; } =
        Gen.Select(Nasty, Nasty, NastyValue, (step, timestampMs, value) => new MetricPoint(step, timestampMs, value));

    /// <summary>Points in any order, with repeats.</summary>
    public static Gen<MetricPoint[]> Unsorted { get; } = Point.Array[0, 400];

    /// <summary>Points as in a block: in order, each once.</summary>
    public static Gen<MetricPoint[]> Block { get; } = Gen.OneOf(
        Point.Array[1, 300].Select(points => new MetricSeriesModel(points).Points),
        Training);

    /// <summary>Points of several series, mixed.</summary>
    public static Gen<TailPoint[]> Commit { get; } =
        Gen.Select(
            Gen.OneOf(Gen.Long[1, 5], Gen.Long[1, 100_000]), Point,
            (name, point) => new TailPoint(name, point)).Array[1, 200];

    /// <summary>Short series of a run by the numbers of their names; some share their times, like series logged together.</summary>
    public static Gen<SortedDictionary<long, List<MetricPoint>>> Bundle { get; } =
        Gen.Select(Gen.OneOf(Gen.Long[1, 30], Gen.Long[1, long.MaxValue]), Point.Array[1, 70], Gen.Bool).Array[1, 12].Select(Bundled);

    private static SortedDictionary<long, List<MetricPoint>> Bundled((long Name, MetricPoint[] Points, bool IsTogether)[] drawn)
    {
        var series = new SortedDictionary<long, List<MetricPoint>>();
        foreach (var (name, points, isTogether) in drawn)
        {
            var times = isTogether && series.Count > 0 ? series.Values.Last() : null;
            var own = times is null ? points : [.. times.Zip(points, (time, point) => time with { Value = point.Value })];
            series[name] = [.. new MetricSeriesModel(own).Points.Take(MetricBundleCodec.MaxPointsPerSeries)];
        }

        return series;
    }

    /// <summary>A metric as training loops log it: regular steps, jittered clock, one kind of value.</summary>
    private static Gen<MetricPoint[]> Training =>
        Gen.Select(Gen.Int[1, 2048], Gen.Int[0, 1_000], Gen.Int[1, 3], Gen.Int[0, 5_000])
            .Select((count, seed, stepWidth, jitterMs) => Train(count, seed, stepWidth, jitterMs));

    private static MetricPoint[] Train(int count, int seed, int stepWidth, int jitterMs)
    {
        var random = new Random(seed);
        var kind = seed % 4;
        return [.. Enumerable.Range(0, count).Select(i => new MetricPoint(
            (long)i * stepWidth,
            1_700_000_000_000 + (i * 100L) + random.Next(jitterMs + 1),
            kind switch
            {
                0 => random.NextDouble(),
                1 => Math.Exp(-i / 500.0),
                2 => Math.Round(random.NextDouble(), 4),
                _ => random.Next(30) == 0 ? double.NaN : (float)random.NextDouble(),
            }))];
    }
}
