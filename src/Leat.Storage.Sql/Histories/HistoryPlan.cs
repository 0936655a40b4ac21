using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Histories;

/// <summary>How to read a history in time order, decided from a first look at the series.</summary>
/// <param name="Tail">The points that were not sealed at that time.</param>
/// <param name="Blocks">The blocks at that time, from the first one needed. Only their bounds matter, because sealing may rewrite them
/// during the read.</param>
/// <param name="Ascends">Whether the blocks are also in time order.</param>
/// <param name="Points">Number of points in the blocks.</param>
/// <param name="Skip">Number of points to skip at the start.</param>
internal sealed record HistoryPlan(TailByTime Tail, List<MetricBlockRow> Blocks, bool Ascends, long Points, long Skip)
{
    /// <summary>Makes a plan for a series.</summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="series">The series.</param>
    /// <param name="offset">Number of points to skip at the start; whole blocks are skipped by their counts.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<HistoryPlan> ReadAsync(SqlSession session, SeriesKey series, long offset, CancellationToken cancellationToken)
    {
        // Read the tail first: without a snapshot, a point sealed in between is then seen twice instead of never.
        var tail = await MetricTail.ReadAsync(session, series, cancellationToken).ConfigureAwait(false);
        MetricMerge.SortDistinct(tail, static (a, b) => MetricValues.CompareByTime(a, b));
        var blocks = await MetricBlockRow.ReadInfosAsync(session, series, cancellationToken).ConfigureAwait(false);
        var points = blocks.Sum(block => (long)block.Info.Count);
        if (!TimesAscend(blocks))
            return new HistoryPlan(new TailByTime(tail), blocks, Ascends: false, points, offset);

        var (skipped, skip) = (0, offset);
        if (offset > 0)
        {
            await RemoveStoredAsync(session, series, blocks, tail).ConfigureAwait(false);
            (skipped, skip) = SkipBlocks(blocks, tail, offset);
        }

        var left = new TailByTime(tail);
        if (skipped > 0)
            left.SkipBefore(blocks[skipped].Info.FirstTimestampMs, blocks[skipped].Info.FirstStep);
        blocks.RemoveRange(0, skipped);
        return new HistoryPlan(left, blocks, Ascends: true, points, skip);
    }

    private static bool TimesAscend(List<MetricBlockRow> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!blocks[i].Info.TimeAscends || (i > 0 && blocks[i].Info.FirstTimestampMs < blocks[i - 1].Info.LastTimestampMs))
                return false;
        }

        return true;
    }

    /// <summary>How many blocks lie entirely before the offset, including tail points before their end, and how many points remain to be
    /// skipped.</summary>
    private static (int Blocks, long Skip) SkipBlocks(List<MetricBlockRow> blocks, List<MetricPoint> tail, long offset)
    {
        var (skipped, skip, before, tailBefore) = (0, offset, 0L, 0);
        for (var i = 0; i + 1 < blocks.Count; i++)
        {
            before += blocks[i].Info.Count;
            var next = blocks[i + 1].Info;
            while (tailBefore < tail.Count
                && (tail[tailBefore].TimestampMs, tail[tailBefore].Step).CompareTo((next.FirstTimestampMs, next.FirstStep)) < 0)
            {
                tailBefore++;
            }

            if (before + tailBefore > offset)
                break;

            // Blocks that share a time and step at their boundary stay together: for tail points with the same time and step, the value decides.
            if (blocks[i].Last == blocks[i + 1].First)
                continue;
            (skipped, skip) = (i + 1, offset - before - tailBefore);
        }

        return (skipped, skip);
    }

    /// <summary>Removes points from the tail that the blocks already contain, so that both can be counted. Only opens blocks that tail
    /// points fall into: none if all points are new.</summary>
    private static async ValueTask RemoveStoredAsync(SqlSession session, SeriesKey series, List<MetricBlockRow> blocks, List<MetricPoint> tail)
    {
        var stored = new HashSet<MetricPoint>();
        var opened = new List<MetricPoint>();
        foreach (var block in blocks)
        {
            var (first, last) = (block.Info.FirstTimestampMs, block.Info.LastTimestampMs);
            if (!FallsInto(tail, first, last))
                continue;
            opened.Clear();
            await MetricBlockRow.ReadPointsAsync(session, series, block.Ordinal, opened).ConfigureAwait(false);
            stored.UnionWith(opened.Where(point => tail.BinarySearch(point, ByTime) >= 0));
        }

        if (stored.Count > 0)
            tail.RemoveAll(stored.Contains);
    }

    private static readonly Comparer<MetricPoint> ByTime = Comparer<MetricPoint>.Create(static (a, b) => MetricValues.CompareByTime(a, b));

    private static bool FallsInto(List<MetricPoint> tail, long firstMs, long lastMs)
    {
        var (low, high) = (0, tail.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tail[middle].TimestampMs < firstMs)
                low = middle + 1;
            else
                high = middle;
        }

        return low < tail.Count && tail[low].TimestampMs <= lastMs;
    }
}
