using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Points.Encoding;

namespace Leat.Storage.Sql.Points;

/// <summary>Series of a bundle with the same steps and timestamps, such as metrics that a program logs in one call.</summary>
internal sealed class BundleGroup
{
    private readonly List<MetricPoint> _times;
    private readonly List<(long Name, List<MetricPoint> Points)> _series = [];

    private BundleGroup(List<MetricPoint> times) => _times = times;

    /// <summary>Groups some series, ordered by the first name of each group.</summary>
    public static IEnumerable<BundleGroup> Of(SortedDictionary<long, List<MetricPoint>> series)
    {
        var groups = new OrderedDictionary<List<MetricPoint>, BundleGroup>(SameTimes.Instance);
        foreach (var (name, points) in series)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(name, 1);
            ArgumentOutOfRangeException.ThrowIfZero(points.Count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(points.Count, MetricBundleCodec.MaxPointsPerSeries);
            if (!groups.TryGetValue(points, out var group))
                groups.Add(points, group = new BundleGroup(points));
            group._series.Add((name, points));
        }

        return groups.Values;
    }

    public void Write(ByteWriter writer)
    {
        writer.Varint((ulong)_times.Count);
        IntegerColumn.Write(writer, [.. _times.Select(point => point.Step)]);
        IntegerColumn.Write(writer, [.. _times.Select(point => point.TimestampMs)]);
        writer.Varint((ulong)_series.Count);
        var before = 0L;
        foreach (var (name, points) in _series)
        {
            writer.Varint((ulong)(name - before));
            ValueColumn.Write(writer, CollectionsMarshal.AsSpan(points));
            before = name;
        }
    }

    /// <summary>Compares series by their steps and timestamps, ignoring values.</summary>
    private sealed class SameTimes : IEqualityComparer<List<MetricPoint>>
    {
        public static SameTimes Instance { get; } = new();

        public bool Equals(List<MetricPoint>? x, List<MetricPoint>? y) =>
            x!.Count == y!.Count && x.Zip(y).All(pair => BlockOrder.Of(pair.First) == BlockOrder.Of(pair.Second));

        public int GetHashCode([DisallowNull] List<MetricPoint> obj) =>
            HashCode.Combine(obj.Count, BlockOrder.Of(obj[0]), BlockOrder.Of(obj[^1]));
    }
}
