using System.Buffers;
using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Histories;

/// <summary>Reads one series for a chart, opening as few blocks as possible.</summary>
/// <remarks>
/// <list type="number">
/// <item>The bounds of all blocks tell which are in range.</item>
/// <item>In a long series, blocks that lie entirely in one bucket are opened only if they hold its smallest or largest value.</item>
/// <item>The other blocks are decoded as columns; tail points are merged into the blocks they fall into.</item>
/// </list>
/// </remarks>
internal sealed class ThinnedSeries(SqlSession session, SeriesKey series, ThinnedHistoryQuery query, CancellationToken cancellationToken)
{
    /// <summary>Up to this size every block is opened, so that every NaN is seen; that takes under 0.2 s. Above it, a NaN among numbers may
    /// be missed in a block that is not opened.</summary>
    internal const long MostPointsAllOpened = 4_000_000;

    /// <summary>Blocks per query.</summary>
    private const int BlocksPerQuery = 64;

    private readonly bool _byTime = query.Axis == HistoryAxis.Time;

    /// <summary>The points to draw and the total number; null if none is in range.</summary>
    /// <param name="name">What the caller calls the series.</param>
    /// <param name="tail">Its points that are in no block, in any order, including repeats.</param>
    public async Task<ThinnedHistory?> ReadAsync(SeriesName name, List<MetricPoint> tail)
    {
        // 1. Find what is in range, if the caller does not have it.
        MetricMerge.SortDistinct(tail, static (a, b) => MetricValues.CompareByStep(a, b));
        var blocks = await MetricBlockRow.ReadInfosAsync(session, series, cancellationToken).ConfigureAwait(false);
        var version = SeriesVersion.Of(blocks, tail);
        if (query.Known.TryGetValue(name, out var known) && known == version)
            return new ThinnedHistory(name.RunId, name.Key, [], Total: 0) { Version = version, IsUnchanged = true };
        if (await FindRangeAsync(blocks, tail).ConfigureAwait(false) is not var (first, last))
            return null;
        var thinner = new HistoryThinner(query.Axis, first, last, query.MaxPoints);
        blocks.RemoveAll(block => !MayHold(block.Info, first, last));

        // 2. Decide which blocks to open.
        var opened = blocks.Sum(block => (long)block.Info.Count) > MostPointsAllOpened ? ChooseOpened(blocks, tail, thinner) : null;

        // 3. Read them.
        await ReadBlocksAsync(blocks, opened, tail, thinner).ConfigureAwait(false);
        return thinner.Total == 0 ? null : new ThinnedHistory(name.RunId, name.Key, thinner.Take(), thinner.Total) { Version = version };
    }

    /// <summary>The first and last step or timestamp requested; null if there are none.</summary>
    private async Task<(long First, long Last)?> FindRangeAsync(List<MetricBlockRow> blocks, List<MetricPoint> tail)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var point in tail)
        {
            var x = _byTime ? point.TimestampMs : point.Step;
            (first, last) = (Math.Min(first, x), Math.Max(last, x));
        }

        foreach (var block in blocks)
        {
            var (low, high) = await BoundsAsync(block).ConfigureAwait(false);
            (first, last) = (Math.Min(first, low), Math.Max(last, high));
        }

        first = Math.Max(first, query.Start ?? long.MinValue);
        last = Math.Min(last, query.End ?? long.MaxValue);
        return first <= last ? (first, last) : null;
    }

    /// <summary>Smallest and largest step or timestamp of a block, which must be opened for that only if its times do not ascend.</summary>
    private async ValueTask<(long Low, long High)> BoundsAsync(MetricBlockRow block)
    {
        if (!_byTime)
            return (block.Info.FirstStep, block.Info.LastStep);
        if (block.Info.TimeAscends)
            return (block.Info.FirstTimestampMs, block.Info.LastTimestampMs);
        var points = new List<MetricPoint>();
        await MetricBlockRow.ReadPointsAsync(session, series, block.Ordinal, points).ConfigureAwait(false);
        return (points.Min(point => point.TimestampMs), points.Max(point => point.TimestampMs));
    }

    private bool MayHold(in MetricBlockInfo info, long first, long last) => _byTime
        ? !info.TimeAscends || (info.FirstTimestampMs <= last && info.LastTimestampMs >= first)
        : info.FirstStep <= last && info.LastStep >= first;

    /// <summary>The ordinals of the blocks to open.</summary>
    private HashSet<long> ChooseOpened(List<MetricBlockRow> blocks, List<MetricPoint> tail, HistoryThinner thinner)
    {
        var opened = new HashSet<long> { blocks[0].Ordinal, blocks[^1].Ordinal };
        var extremes = new Dictionary<int, (MetricBlockRow Least, MetricBlockRow Greatest)>();
        foreach (var block in blocks)
        {
            if (WhollyIn(block.Info, thinner) is not { } bucket || HoldsAny(block, tail))
                opened.Add(block.Ordinal);
            else if (!extremes.TryGetValue(bucket, out var found))
                extremes.Add(bucket, (block, block));
            else
                extremes[bucket] = (Least(found.Least, block), Greatest(found.Greatest, block));
        }

        opened.UnionWith(extremes.Values.SelectMany(found => new[] { found.Least.Ordinal, found.Greatest.Ordinal }));
        return opened;
    }

    private int? WhollyIn(in MetricBlockInfo info, HistoryThinner thinner)
    {
        if (_byTime && !info.TimeAscends)
            return null;
        var first = thinner.BucketOf(_byTime ? info.FirstTimestampMs : info.FirstStep);
        return first == thinner.BucketOf(_byTime ? info.LastTimestampMs : info.LastStep) ? first : null;
    }

    private static bool HoldsAny(MetricBlockRow block, List<MetricPoint> tail) =>
        tail.Exists(point => block.StartsAtOrBefore(point) && block.EndsAtOrAfter(point));

    private static MetricBlockRow Least(MetricBlockRow a, MetricBlockRow b) =>
        (b.Info.Min ?? double.PositiveInfinity) < (a.Info.Min ?? double.PositiveInfinity) ? b : a;

    private static MetricBlockRow Greatest(MetricBlockRow a, MetricBlockRow b) =>
        (b.Info.Max ?? double.NegativeInfinity) > (a.Info.Max ?? double.NegativeInfinity) ? b : a;

    private async Task ReadBlocksAsync(List<MetricBlockRow> blocks, HashSet<long>? opened, List<MetricPoint> tail, HistoryThinner thinner)
    {
        var scratch = ArrayPool<long>.Shared.Rent(3 * MetricBlockCodec.MaxPointsPerBlock);
        try
        {
            var late = 0;
            var before = session.Share?.Used ?? 0;
            for (var i = 0; i < blocks.Count;)
            {
                var count = CountTogether(blocks, opened, i);
                if (count == 0)
                {
                    thinner.AddUnseen(blocks[i++].Info.Count);
                    continue;
                }

                var stored = await MetricBlockRow.ReadBlocksAsync(session, series, blocks[i].Ordinal, count, cancellationToken).ConfigureAwait(false);
                foreach (var block in stored)
                    late = AddBlock(block, tail, late, scratch, thinner);
                session.Share?.Keep(before, 0);
                i += count;
            }

            thinner.Add(CollectionsMarshal.AsSpan(tail)[late..]);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(scratch);
        }
    }

    /// <summary>How many consecutive blocks from here on are to be opened.</summary>
    private static int CountTogether(List<MetricBlockRow> blocks, HashSet<long>? opened, int from)
    {
        var count = 0;
        while (count < BlocksPerQuery && from + count < blocks.Count && opened?.Contains(blocks[from + count].Ordinal) != false)
            count++;
        return count;
    }

    /// <summary>Adds a block and the tail points that belong before its end.</summary>
    /// <returns>The index of the first remaining tail point.</returns>
    private int AddBlock(StoredBlock block, List<MetricPoint> tail, int late, Span<long> scratch, HistoryThinner thinner)
    {
        var before = late;
        while (late < tail.Count && block.Row.First.CompareTo(BlockOrder.Of(tail[late])) > 0)
            late++;
        thinner.Add(CollectionsMarshal.AsSpan(tail)[before..late]);
        if (late == tail.Count || !block.Row.EndsAtOrAfter(tail[late]))
        {
            thinner.Add(MetricBlockCodec.DecodeColumns(block.Data, scratch), sorted: !_byTime || block.Row.Info.TimeAscends);
            return late;
        }

        // A tail point after the block's last point, but with the same step and time, may also be in the next block.
        var points = new List<MetricPoint>(MetricBlockCodec.MaxPointsPerBlock);
        MetricBlockCodec.Decode(block.Data, points);
        var end = late;
        while (end < tail.Count && MetricValues.CompareByStep(tail[end], points[^1]) <= 0)
            end++;
        thinner.Add(CollectionsMarshal.AsSpan(MetricMerge.Merge(points, tail.GetRange(late, end - late))));
        return end;
    }
}
