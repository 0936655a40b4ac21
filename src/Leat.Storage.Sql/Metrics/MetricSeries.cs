using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Reads one series: its blocks and what of it is still in the tail, merged.</summary>
internal sealed class MetricSeries(SqlSession session, long run, long name, CancellationToken cancellationToken)
{
    /// <summary>All points, by step, then timestamp, then value; identical ones once.</summary>
    public async Task<List<MetricPoint>> ReadAsync()
    {
        var stored = new List<MetricPoint>();
        var reader = await session.QueryAsync(
            "SELECT data FROM metric_blocks WHERE run = @p0 AND name = @p1 ORDER BY ordinal", cancellationToken, run, name).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                MetricBlockCodec.Decode((byte[])reader.GetValue(0), stored);
        }

        var tail = await ReadTailAsync().ConfigureAwait(false);
        return tail.Count == 0 ? stored : MetricMerge.Merge(stored, tail);
    }

    /// <summary>Some points by timestamp, then step, then value, and whether more follow.</summary>
    /// <param name="offset">How many points to skip.</param>
    /// <param name="limit">How many to take.</param>
    public async Task<(List<MetricPoint> Points, bool More)> ReadByTimeAsync(long offset, int limit)
    {
        var blocks = await MetricBlockRow.ReadInfosAsync(session, run, name, cancellationToken).ConfigureAwait(false);
        if (TimesAscend(blocks) && (await ReadTailAsync().ConfigureAwait(false)).Count == 0)
            return await ReadSliceAsync(blocks, offset, limit).ConfigureAwait(false);

        var all = await ReadAsync().ConfigureAwait(false);
        all.Sort(static (a, b) => MetricValues.CompareByTime(a, b));
        if (offset >= all.Count)
            return ([], false);
        var count = (int)Math.Min(limit, all.Count - offset);
        return (all.GetRange((int)offset, count), offset + count < all.Count);
    }

    /// <summary>With times ascending over all blocks, the order by step is the order by time: only the blocks of the page are opened.</summary>
    private async Task<(List<MetricPoint> Points, bool More)> ReadSliceAsync(List<MetricBlockRow> blocks, long offset, int limit)
    {
        var points = new List<MetricPoint>();
        var skip = offset;
        var index = 0;
        for (; index < blocks.Count && points.Count < skip + limit; index++)
        {
            var count = blocks[index].Info.Count;
            if (points.Count == 0 && skip >= count)
                skip -= count;
            else
                await MetricBlockRow.ReadPointsAsync(session, run, name, blocks[index].Ordinal, points).ConfigureAwait(false);
        }

        if (skip >= points.Count)
            return ([], false);
        var taken = (int)Math.Min(limit, points.Count - skip);
        var more = index < blocks.Count || skip + taken < points.Count;
        return (points.GetRange((int)skip, taken), more);
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

    private async Task<List<MetricPoint>> ReadTailAsync()
    {
        var tail = new List<MetricPoint>();
        var reader = await session.QueryAsync("SELECT points FROM metric_tail WHERE run = @p0", cancellationToken, run).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                TailRowCodec.Decode((byte[])reader.GetValue(0), name, tail);
        }

        return tail;
    }
}
