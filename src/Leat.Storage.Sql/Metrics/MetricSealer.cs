using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Moves one run's tail into sorted, deduplicated blocks, in one transaction.</summary>
/// <remarks>
/// <list type="number">
/// <item>Read the tail up to its last row.</item>
/// <item>Sort each series' points to the blocks they fall into; rewrite those blocks, and only those.</item>
/// <item>Delete exactly the rows that were read.</item>
/// </list>
/// Points of a run usually come in order, so that what is rewritten is the last block of each series.
/// </remarks>
internal sealed class MetricSealer(long run)
{
    /// <summary>Room left between the ordinals of neighbours, so that late points find a place without renumbering.</summary>
    private const long OrdinalGap = 1L << 20;

    public async ValueTask<int> SealAsync(WriteTransaction transaction)
    {
        await transaction.FlushAsync().ConfigureAwait(false);

        // 1. Read the tail.
        var (points, lastSeq) = await ReadTailAsync(transaction).ConfigureAwait(false);
        if (lastSeq is null)
            return 0;

        // 2. Series by series.
        foreach (var (name, series) in points)
            await SealSeriesAsync(transaction, name, series).ConfigureAwait(false);

        // 3. Delete what was read.
        return await transaction.WriteAsync("DELETE FROM metric_tail WHERE run = @p0 AND seq <= @p1", run, lastSeq).ConfigureAwait(false);
    }

    private async ValueTask<(SortedDictionary<long, List<MetricPoint>> Points, long? LastSeq)> ReadTailAsync(WriteTransaction transaction)
    {
        var all = new List<TailPoint>();
        long? lastSeq = null;
        var reader = await transaction.Session.QueryAsync(
            "SELECT seq, points FROM metric_tail WHERE run = @p0 ORDER BY seq", CancellationToken.None, run).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                lastSeq = reader.GetInt64(0);
                TailRowCodec.Decode((byte[])reader.GetValue(1), all);
            }
        }

        var points = new SortedDictionary<long, List<MetricPoint>>();
        foreach (var point in all)
        {
            if (!points.TryGetValue(point.NameId, out var series))
                points.Add(point.NameId, series = []);
            series.Add(point.Point);
        }

        return (points, lastSeq);
    }

    private async ValueTask SealSeriesAsync(WriteTransaction transaction, long name, List<MetricPoint> added)
    {
        added.Sort(static (a, b) => MetricValues.CompareByStep(a, b));
        var blocks = await MetricBlockRow.ReadInfosAsync(transaction.Session, new SeriesKey(run, name), CancellationToken.None).ConfigureAwait(false);
        var index = 0;
        while (index < added.Count)
        {
            var place = BlockPlace.Of(blocks, added, index);
            var merged = await MergeAsync(transaction, name, blocks, place, added).ConfigureAwait(false);
            await ReplaceAsync(transaction, name, blocks, place, merged).ConfigureAwait(false);
            index = place.End;

            // Ordinals and bounds have changed: look again, unless this was the end, as it nearly always is.
            if (index < added.Count)
                blocks = await MetricBlockRow.ReadInfosAsync(transaction.Session, new SeriesKey(run, name), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<List<MetricPoint>> MergeAsync(
        WriteTransaction transaction, long name, List<MetricBlockRow> blocks, BlockPlace place, List<MetricPoint> added)
    {
        var stored = new List<MetricPoint>();
        for (var i = place.FirstBlock; i < place.FirstBlock + place.BlockCount; i++)
            await MetricBlockRow.ReadPointsAsync(transaction.Session, new SeriesKey(run, name), blocks[i].Ordinal, stored).ConfigureAwait(false);
        return MetricMerge.Merge(stored, added.GetRange(place.Begin, place.End - place.Begin));
    }

    /// <summary>Deletes the blocks of a place and writes the merged points in their stead.</summary>
    private async ValueTask ReplaceAsync(
        WriteTransaction transaction, long name, List<MetricBlockRow> blocks, BlockPlace place, List<MetricPoint> points)
    {
        for (var i = place.FirstBlock; i < place.FirstBlock + place.BlockCount; i++)
        {
            await transaction.WriteAsync(
                "DELETE FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal = @p2", run, name, blocks[i].Ordinal).ConfigureAwait(false);
        }

        var ranges = MetricMerge.Split(points.Count, atEnd: place.FirstBlock + place.BlockCount == blocks.Count);
        var ordinals = await OrdinalsAsync(transaction, name, blocks, place, ranges.Count).ConfigureAwait(false);
        for (var i = 0; i < ranges.Count; i++)
        {
            var block = CollectionsMarshal.AsSpan(points)[ranges[i]];
            var data = MetricBlockCodec.Encode(block);
            var info = MetricBlockInfo.Of(block);
            await transaction.WriteAsync(
                MetricBlockRow.Insert,
                run,
                name,
                ordinals[i],
                info.FirstStep,
                info.FirstTimestampMs,
                info.LastStep,
                info.LastTimestampMs,
                (long)info.Count,
                info.Min,
                info.Max,
                info.TimeAscends ? 1L : 0L,
                data).ConfigureAwait(false);
        }
    }

    /// <summary>Ordinals for new blocks between those that stay before and after their place.</summary>
    private async ValueTask<long[]> OrdinalsAsync(
        WriteTransaction transaction, long name, List<MetricBlockRow> blocks, BlockPlace place, int count)
    {
        var next = place.FirstBlock + place.BlockCount;
        var before = place.FirstBlock > 0 ? blocks[place.FirstBlock - 1].Ordinal : (long?)null;
        var after = next < blocks.Count ? blocks[next].Ordinal : (long?)null;
        if (after is null)
            return [.. Enumerable.Range(1, count).Select(i => (before ?? 0) + (i * OrdinalGap))];
        var low = before ?? after.Value - ((count + 1) * OrdinalGap);
        var gap = (after.Value - low) / (count + 1);
        if (gap > 0)
            return [.. Enumerable.Range(1, count).Select(i => low + (i * gap))];

        // No room left: move what comes after out of the way, last first, so that no two ordinals ever meet.
        for (var i = blocks.Count - 1; i >= next; i--)
        {
            var moved = blocks[i].Ordinal + ((count + 1) * OrdinalGap);
            await transaction.WriteAsync(
                "UPDATE metric_blocks SET ordinal = @p3 WHERE run = @p0 AND name = @p1 AND ordinal = @p2",
                run, name, blocks[i].Ordinal, moved).ConfigureAwait(false);
        }

        return [.. Enumerable.Range(1, count).Select(i => low + (i * OrdinalGap))];
    }
}
