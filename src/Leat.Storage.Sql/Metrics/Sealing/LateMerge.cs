using Leat.Core;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Merges points into the blocks they fall into, anywhere in the series, and rewrites only those blocks.</summary>
/// <remarks>Reads the bounds of the blocks around a place, not of the whole series: a late point costs the same in a series of ten million
/// as in one of a thousand.</remarks>
internal sealed class LateMerge(WriteTransaction transaction, SeriesKey series)
{
    /// <summary>Number of blocks around a place whose bounds are read; more only if they all share its step and timestamp.</summary>
    private const int WindowSize = 64;

    /// <param name="added">Points in the order of <see cref="MetricValues.CompareByStep"/>.</param>
    public async ValueTask MergeAsync(List<MetricPoint> added) =>
        await MergeAsync(added, 0, static () => false).ConfigureAwait(false);

    /// <summary>Merges some of the points.</summary>
    /// <param name="added">Points in the order of <see cref="MetricValues.CompareByStep"/>.</param>
    /// <param name="from">Index of the first point not merged yet.</param>
    /// <param name="isOver">Whether to stop after the current block.</param>
    /// <returns>Index of the first remaining point.</returns>
    public async ValueTask<int> MergeAsync(List<MetricPoint> added, int from, Func<bool> isOver)
    {
        var index = from;
        while (index < added.Count)
        {
            var (blocks, isWhole) = await ReadWindowAsync(added[index]).ConfigureAwait(false);
            var place = BlockPlace.Of(blocks, added, index);
            var stored = new List<MetricPoint>();
            for (var i = place.FirstBlock; i < place.FirstBlock + place.BlockCount; i++)
                await MetricBlockRow.ReadPointsAsync(transaction.Session, series, blocks[i].Ordinal, stored).ConfigureAwait(false);
            var atEnd = isWhole && place.FirstBlock + place.BlockCount == blocks.Count;
            var merged = NewBlock.Of(MetricMerge.Merge(stored, added.GetRange(place.Begin, place.End - place.Begin)), atEnd);
            await ReplaceAsync(blocks, place, merged).ConfigureAwait(false);
            index = place.End;
            if (isOver())
                break;
        }

        return index;
    }

    /// <summary>The block before a point's place, the blocks of the place, and at least one after it, if they exist.</summary>
    /// <returns>The blocks, and whether the window reaches the end of the series.</returns>
    private async ValueTask<(List<MetricBlockRow> Blocks, bool ReachesEnd)> ReadWindowAsync(MetricPoint point)
    {
        const string before =
            "SELECT MAX(ordinal) FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal < @p2";
        var session = transaction.Session;
        var first = await BlockFinder.LastBeforeAsync(session, series, BlockOrder.Of(point), CancellationToken.None).ConfigureAwait(false);
        var from = first is null ? null
            : await session.ScalarAsync(before, series.Run, series.Name, first).ConfigureAwait(false) as long? ?? first;
        var blocks = await MetricBlockRow.ReadInfosAsync(session, series, from ?? long.MinValue, WindowSize, CancellationToken.None).ConfigureAwait(false);
        if (blocks.Count < WindowSize)
            return (blocks, true);
        return blocks[^1].StartsAtOrBefore(point)
            ? (await MetricBlockRow.ReadInfosAsync(session, series, CancellationToken.None).ConfigureAwait(false), true)
            : (blocks, false);
    }

    /// <summary>Replaces the blocks of a place.</summary>
    private async ValueTask ReplaceAsync(List<MetricBlockRow> blocks, BlockPlace place, List<NewBlock> merged)
    {
        var ordinals = await OrdinalsAsync(blocks, place, merged.Count).ConfigureAwait(false);
        var replaced = blocks.GetRange(place.FirstBlock, place.BlockCount).Select(block => block.Ordinal);
        await NewBlock.ReplaceAsync(transaction, series, replaced, merged, ordinals).ConfigureAwait(false);
    }

    /// <summary>Ordinals for new blocks, between those of the blocks before and after their place.</summary>
    private async ValueTask<IEnumerable<long>> OrdinalsAsync(List<MetricBlockRow> blocks, BlockPlace place, int count)
    {
        var next = place.FirstBlock + place.BlockCount;
        var before = place.FirstBlock > 0 ? blocks[place.FirstBlock - 1].Ordinal : (long?)null;
        var after = next < blocks.Count ? blocks[next].Ordinal : (long?)null;
        if (after is null)
            return NewBlock.OrdinalsAfter(before ?? 0, count);
        var low = before ?? after.Value - ((count + 1) * NewBlock.OrdinalGap);
        var gap = (after.Value - low) / (count + 1);
        if (gap == 0)
        {
            await MoveAwayAsync(after.Value, (count + 1) * NewBlock.OrdinalGap).ConfigureAwait(false);
            gap = NewBlock.OrdinalGap;
        }

        return Enumerable.Range(1, count).Select(i => low + (i * gap));
    }

    /// <summary>Shifts the following blocks, last first, so that ordinals never collide.</summary>
    private async ValueTask MoveAwayAsync(long from, long distance)
    {
        var blocks = await MetricBlockRow.ReadInfosAsync(transaction.Session, series, from, int.MaxValue, CancellationToken.None).ConfigureAwait(false);
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            await transaction.WriteAsync(
                "UPDATE metric_blocks SET ordinal = @p3 WHERE run = @p0 AND name = @p1 AND ordinal = @p2",
                series.Run,
                series.Name,
                blocks[i].Ordinal,
                blocks[i].Ordinal + distance).ConfigureAwait(false);
        }
    }
}
