using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Histories;

/// <summary>Chooses the points that show the shape of a series: the first and last, plus the smallest and largest value in each bucket of
/// equal width along the axis.</summary>
/// <remarks>Points may come in any order, each once. NaN is neither smallest nor largest. A bucket with only NaN keeps one, so that a chart
/// shows its gap. A NaN among numbers is kept while there is room, and the first NaN of the series always is.</remarks>
internal sealed class HistoryThinner
{
    /// <summary>In addition to two per bucket: the first point, the last, and one NaN.</summary>
    private const int PointsBesideBuckets = 3;

    /// <summary>A single bucket over the whole range of int64 would have a width that does not fit 64 bits.</summary>
    private const int LeastBuckets = 2;

    private readonly bool _byTime;
    private readonly long _first;
    private readonly ulong _span;
    private readonly ulong _width;
    private readonly int _maxPoints;
    private readonly Bucket[] _buckets;
    private List<MetricPoint>? _all = [];

    /// <param name="axis">What first and last refer to.</param>
    /// <param name="first">The first step or timestamp in range.</param>
    /// <param name="last">The last one, not before the first.</param>
    /// <param name="maxPoints">Maximum number of points to choose, at least 7.</param>
    public HistoryThinner(HistoryAxis axis, long first, long last, int maxPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPoints, PointsBesideBuckets + (2 * LeastBuckets));
        _byTime = axis == HistoryAxis.Time;
        _first = first;
        _span = (ulong)last - (ulong)first;
        _maxPoints = maxPoints;
        _buckets = new Bucket[(maxPoints - PointsBesideBuckets) / 2];
        _width = (_span / (ulong)_buckets.Length) + 1;
    }

    /// <summary>Number of points in range.</summary>
    public long Total { get; private set; }

    /// <summary>The bucket of a step or timestamp; null if out of range.</summary>
    public int? BucketOf(long x)
    {
        var offset = (ulong)x - (ulong)_first;
        return offset <= _span ? (int)(offset / _width) : null;
    }

    /// <summary>Adds some points.</summary>
    /// <param name="columns">Steps, timestamps and values side by side.</param>
    /// <param name="sorted">Whether they are in the order of the axis, which is faster.</param>
    public void Add(in MetricColumns columns, bool sorted)
    {
        var axis = _byTime ? columns.TimestampsMs : columns.Steps;
        KeepAll(columns, axis);
        for (var i = 0; i < axis.Length;)
        {
            if (BucketOf(axis[i]) is not { } index)
            {
                i++;
                continue;
            }

            var start = i;
            var begin = (ulong)index * _width;
            var reach = Math.Min(_width - 1, _span - begin);
            do
                i++;
            while (i < axis.Length && (ulong)axis[i] - (ulong)_first - begin <= reach);
            AddToBucket(ref _buckets[index], columns, start, i, sorted);
        }
    }

    /// <summary>Adds points one by one, in any order.</summary>
    public void Add(ReadOnlySpan<MetricPoint> points)
    {
        Span<long> numbers = stackalloc long[2];
        Span<double> value = stackalloc double[1];
        foreach (ref readonly var point in points)
        {
            (numbers[0], numbers[1], value[0]) = (point.Step, point.TimestampMs, point.Value);
            Add(new MetricColumns(numbers[..1], numbers[1..], value), sorted: true);
        }
    }

    /// <summary>Counts points of one bucket that need not be read, because other points of it have smaller and larger values.</summary>
    public void AddUnseen(long count)
    {
        Total += count;
        _all = Total > _maxPoints ? null : _all;
    }

    /// <summary>The chosen points in the order of the axis.</summary>
    public List<MetricPoint> Take()
    {
        Comparison<MetricPoint> order = _byTime
            ? static (a, b) => MetricValues.CompareByTime(a, b)
            : static (a, b) => MetricValues.CompareByStep(a, b);
        var chosen = _all ?? Choose(order);
        MetricMerge.SortDistinct(chosen, order);
        return chosen;
    }

    private void KeepAll(in MetricColumns columns, ReadOnlySpan<long> axis)
    {
        for (var i = 0; i < axis.Length; i++)
        {
            if ((ulong)axis[i] - (ulong)_first > _span)
                continue;
            Total++;
            _all?.Add(columns[i]);
            if (Total <= _maxPoints)
                continue;

            // Too many to keep; from here on they are only counted.
            _all = null;
            Total += CountInRange(axis[(i + 1)..]);
            return;
        }
    }

    private long CountInRange(ReadOnlySpan<long> axis)
    {
        if (axis.Length == 0)
            return 0;
        var count = 0L;
        foreach (var x in axis)
            count += (ulong)x - (ulong)_first <= _span ? 1 : 0;
        return count;
    }

    private void AddToBucket(ref Bucket bucket, in MetricColumns columns, int start, int end, bool sorted)
    {
        var values = columns.Values;
        var (min, max) = bucket.HasNumber ? (bucket.Min.Value, bucket.Max.Value) : (double.PositiveInfinity, double.NegativeInfinity);
        var (minAt, maxAt, nanAt) = (-1, -1, -1);
        for (var i = start; i < end; i++)
        {
            var value = values[i];
            if (value < min)
                (min, minAt) = (value, i);
            if (value > max)
                (max, maxAt) = (value, i);
            if (double.IsNaN(value) && nanAt < 0)
                nanAt = i;
        }

        if (minAt >= 0)
            bucket.Min = columns[minAt];
        if (maxAt >= 0)
            bucket.Max = columns[maxAt];
        bucket.HasNumber |= minAt >= 0 || maxAt >= 0;
        if (nanAt >= 0 && !bucket.HasNan)
            (bucket.Nan, bucket.HasNan) = (columns[nanAt], true);
        if (sorted)
        {
            bucket.AddEnds(columns[start], _byTime);
            bucket.AddEnds(columns[end - 1], _byTime);
            return;
        }

        for (var i = start; i < end; i++)
            bucket.AddEnds(columns[i], _byTime);
    }

    private List<MetricPoint> Choose(Comparison<MetricPoint> order)
    {
        var used = _buckets.Where(bucket => bucket.IsUsed).ToList();
        var chosen = new List<MetricPoint>(_maxPoints) { used[0].First, used[^1].Last };
        foreach (var bucket in used)
        {
            if (bucket.HasNumber)
                chosen.AddRange([bucket.Min, bucket.Max]);
            else
                chosen.Add(bucket.Nan);
        }

        MetricMerge.SortDistinct(chosen, order);
        var room = _maxPoints - chosen.Count;
        chosen.AddRange(used.Where(bucket => bucket.HasNumber && bucket.HasNan).Select(bucket => bucket.Nan).Take(room));
        return chosen;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Bucket
    {
        public MetricPoint Min;
        public MetricPoint Max;
        public MetricPoint Nan;
        public MetricPoint First;
        public MetricPoint Last;
        public bool HasNumber;
        public bool HasNan;
        public bool IsUsed;

        public void AddEnds(in MetricPoint point, bool byTime)
        {
            if (!IsUsed)
                (First, Last, IsUsed) = (point, point, true);
            else if (Compare(point, First, byTime) < 0)
                First = point;
            else if (Compare(point, Last, byTime) > 0)
                Last = point;
        }

        private static int Compare(in MetricPoint a, in MetricPoint b, bool byTime) =>
            byTime ? MetricValues.CompareByTime(a, b) : MetricValues.CompareByStep(a, b);
    }
}
