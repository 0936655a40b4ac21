using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Where some new points of a series belong: the blocks to rewrite with them (possibly none), and the range of points.</summary>
/// <param name="FirstBlock">Index of the first block to rewrite, or of the block before which new ones are inserted.</param>
/// <param name="BlockCount">Number of adjacent blocks to rewrite.</param>
/// <param name="Begin">Index of the first point.</param>
/// <param name="End">Index after the last point; always greater than <paramref name="Begin"/>.</param>
internal readonly record struct BlockPlace(int FirstBlock, int BlockCount, int Begin, int End)
{
    /// <summary>The place of the point at <paramref name="begin"/> and of the following points that belong to the same place.</summary>
    /// <param name="blocks">All blocks of the series, in order.</param>
    /// <param name="added">New points in the same order.</param>
    /// <param name="begin">The first point not placed yet.</param>
    public static BlockPlace Of(List<MetricBlockRow> blocks, List<MetricPoint> added, int begin)
    {
        var point = added[begin];
        var last = LastStartingAtOrBefore(blocks, point);
        if (last < 0)
        {
            // Before everything: in the first block if that has room, otherwise in a block of their own.
            var joins = blocks.Count > 0 && blocks[0].Info.Count < MetricBlockCodec.MaxPointsPerBlock;
            return new BlockPlace(0, joins ? 1 : 0, begin, EndBefore(blocks, joins ? 1 : 0, added, begin));
        }

        // Blocks may share a (step, timestamp) at their boundary: a point with that position may be in any of them.
        var first = last;
        while (first > 0 && blocks[first - 1].EndsAtOrAfter(point))
            first--;
        if (last == blocks.Count - 1 && !blocks[last].EndsAtOrAfter(point) && blocks[last].Info.Count >= MetricBlockCodec.MaxPointsPerBlock)
            return new BlockPlace(blocks.Count, 0, begin, added.Count);
        return new BlockPlace(first, last - first + 1, begin, EndBefore(blocks, last + 1, added, begin));
    }

    /// <summary>Index after the last point before the block at <paramref name="next"/>.</summary>
    private static int EndBefore(List<MetricBlockRow> blocks, int next, List<MetricPoint> added, int begin)
    {
        if (next >= blocks.Count)
            return added.Count;
        var end = begin + 1;
        while (end < added.Count && !blocks[next].StartsAtOrBefore(added[end]))
            end++;
        return end;
    }

    private static int LastStartingAtOrBefore(List<MetricBlockRow> blocks, in MetricPoint point)
    {
        var (low, high) = (0, blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (blocks[middle].StartsAtOrBefore(point))
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
