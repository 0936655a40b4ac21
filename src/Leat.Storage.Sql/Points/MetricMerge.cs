using System.Runtime.InteropServices;
using Leat.Core;

namespace Leat.Storage.Sql.Points;

/// <summary>Merges points of one series: in the order of <see cref="MetricValues.CompareByStep"/>, each once.</summary>
internal static class MetricMerge
{
    /// <summary>All points of both lists. Points are equal if step, timestamp and value are, with NaN equal to NaN.</summary>
    /// <param name="sortedA">In order, each once, as blocks hold them.</param>
    /// <param name="unsortedB">In any order, repeats allowed, as the tail holds them. The list is sorted by the call.</param>
    /// <returns>A new list.</returns>
    public static List<MetricPoint> Merge(List<MetricPoint> sortedA, List<MetricPoint> unsortedB)
    {
        Sort(unsortedB);
        ReadOnlySpan<MetricPoint> a = CollectionsMarshal.AsSpan(sortedA);
        ReadOnlySpan<MetricPoint> b = CollectionsMarshal.AsSpan(unsortedB);
        var merged = new List<MetricPoint>(a.Length + b.Length);
        while (a.Length > 0 && b.Length > 0)
        {
            ref readonly var least = ref b[0];
            // Usually the tail comes after the blocks, or after its own start, so whole stretches are taken at once.
            var before = CountBefore(a, least);
            merged.AddRange(a[..before]);
            a = a[before..];
            if (a.Length > 0)
                b = TakeUntil(merged, b, a[0]);
        }

        merged.AddRange(a);
        TakeAll(merged, b);
        return merged;
    }

    /// <summary>Splits a sorted series, or part of it, into blocks.</summary>
    /// <param name="count">Number of points to split.</param>
    /// <param name="atEnd">Whether they reach the end of the series: then blocks are filled, and the rest becomes a last block that can
    /// grow. Otherwise blocks get about equal sizes, because more points may fall among these.</param>
    public static List<Range> Split(int count, bool atEnd)
    {
        var blocks = (count + MetricBlockCodec.MaxPointsPerBlock - 1) / MetricBlockCodec.MaxPointsPerBlock;
        var ranges = new List<Range>(blocks);
        for (var (start, i) = (0, 0); i < blocks; i++)
        {
            var left = count - start;
            var size = atEnd ? Math.Min(left, MetricBlockCodec.MaxPointsPerBlock) : left / (blocks - i);
            ranges.Add(start..(start + size));
            start += size;
        }

        return ranges;
    }

    /// <summary>Sorts points by the given order and removes repeats.</summary>
    public static void SortDistinct(List<MetricPoint> points, Comparison<MetricPoint> order)
    {
        points.Sort(order);
        var span = CollectionsMarshal.AsSpan(points);
        var kept = 0;
        for (var i = 0; i < span.Length; i++)
        {
            if (kept == 0 || order(span[kept - 1], span[i]) != 0)
                span[kept++] = span[i];
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static void Sort(List<MetricPoint> points)
    {
        // Points usually arrive in order, and checking is cheaper than sorting sorted points.
        var span = CollectionsMarshal.AsSpan(points);
        for (var i = 1; i < span.Length; i++)
        {
            if (MetricValues.CompareByStep(span[i - 1], span[i]) <= 0)
                continue;
            span.Sort(static (a, b) => MetricValues.CompareByStep(a, b));
            return;
        }
    }

    /// <summary>How many points of <paramref name="sorted"/> come before <paramref name="point"/>.</summary>
    private static int CountBefore(ReadOnlySpan<MetricPoint> sorted, in MetricPoint point)
    {
        // Double first: stretches are often short, and should then not cost a binary search over everything.
        var reach = 1;
        while (reach < sorted.Length && MetricValues.CompareByStep(sorted[reach - 1], point) < 0)
            reach *= 2;
        var (low, high) = (reach / 2, Math.Min(reach, sorted.Length));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (MetricValues.CompareByStep(sorted[middle], point) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Takes points up to but excluding <paramref name="end"/>, drops those equal to it, and returns the rest.</summary>
    private static ReadOnlySpan<MetricPoint> TakeUntil(
        List<MetricPoint> merged, ReadOnlySpan<MetricPoint> sorted, in MetricPoint end)
    {
        var before = CountBefore(sorted, end);
        TakeAll(merged, sorted[..before]);
        sorted = sorted[before..];
        while (sorted.Length > 0 && MetricValues.CompareByStep(sorted[0], end) == 0)
            sorted = sorted[1..];
        return sorted;
    }

    private static void TakeAll(List<MetricPoint> merged, ReadOnlySpan<MetricPoint> sorted)
    {
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || MetricValues.CompareByStep(sorted[i - 1], sorted[i]) != 0)
                merged.Add(sorted[i]);
        }
    }
}
