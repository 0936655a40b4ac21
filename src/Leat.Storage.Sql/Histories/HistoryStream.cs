using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Histories;

/// <summary>Reads one series by timestamp, then step, then value, in slices, each on its own snapshot: one long snapshot would keep SQLite
/// from emptying its log for as long as the client takes.</summary>
/// <remarks>
/// Sealing may rewrite blocks between two slices, so no slice depends on what another one saw:
/// <list type="number">
/// <item>The plan holds the tail at the start, the bounds of the blocks, and whether times ascend with them.</item>
/// <item>If they do, a slice is what lies between two of these bounds, in whichever blocks hold it by then. It finds all
/// the original points, because points never disappear and keep their relative order.</item>
/// <item>If they do not, a slice is the next batch of points by time after the last one, found in one pass over the series.</item>
/// </list>
/// </remarks>
internal sealed class HistoryStream(ReaderPool readers, SeriesKey series, long offset, long limit)
{
    /// <summary>Blocks read together: 131,072 points, usually less than 1 MiB in stored form.</summary>
    private const int BlocksPerSlice = 64;

    /// <summary>A pass over an unordered series costs 25 ns per point, so there are few passes, each with bounded memory (48 bytes per
    /// point).</summary>
    private const int MostPasses = 16;
    private const int LeastPointsOfPass = 1 << 18;
    private const int MostPointsOfPass = 1 << 20;

    /// <summary>Points of an unordered slice returned at a time.</summary>
    private const int PointsPerPiece = 8_192;

    private static readonly SqlTemplate Blocks = new(syntax =>
        $"""
        SELECT {MetricBlockRow.Columns}, data FROM metric_blocks
        WHERE run = @p0 AND name = @p1 AND ordinal >= @p2 AND (time_ascends = 0 OR last_ms >= @p3) {syntax.First("@p4", "ordinal")}
        """);

    public async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (plan, first) = await readers.ReadAsync(session => BeginAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false);
        var pieces = plan.Ascends ? ReadAscendingAsync(plan, first, cancellationToken) : ReadDisorderedAsync(plan, cancellationToken);
        var (skip, left) = (plan.Skip, limit);
        await foreach (var piece in pieces.ConfigureAwait(false))
        {
            var wanted = piece[(int)Math.Min(skip, piece.Length)..];
            skip -= piece.Length - wanted.Length;
            wanted = wanted[..(int)Math.Min(left, wanted.Length)];
            left -= wanted.Length;
            if (wanted.Length > 0)
                yield return wanted;
            if (left == 0)
                yield break;
        }
    }

    private async Task<(HistoryPlan Plan, HistorySlice First)> BeginAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var plan = await HistoryPlan.ReadAsync(session, series, offset, cancellationToken).ConfigureAwait(false);
        var slice = plan.Ascends && plan.Blocks.Count > 0 ? HistorySlice.First(plan.Blocks, SliceSize(plan)) : HistorySlice.None;
        await slice.ReadAsync(session, series, cancellationToken).ConfigureAwait(false);
        return (plan, slice);
    }

    /// <summary>Keeps a page from opening many more blocks than it needs.</summary>
    private int SliceSize(HistoryPlan plan)
    {
        var needed = ((Math.Min(limit, int.MaxValue) + plan.Skip) / MetricBlockCodec.MaxPointsPerBlock) + 2;
        return (int)Math.Min(BlocksPerSlice, needed);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> ReadAscendingAsync(
        HistoryPlan plan, HistorySlice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!slice.IsEmpty)
        {
            foreach (var stretch in slice.Stretches())
            {
                if (plan.Tail.IsAfter(stretch.Span[^1]))
                {
                    yield return stretch;
                    continue;
                }

                var merged = new List<MetricPoint>(stretch.Length + plan.Tail.Left.Length);
                plan.Tail.MergeInto(stretch.Span, merged);
                yield return merged.ToArray();
            }

            slice = slice.Next(plan.Blocks, BlocksPerSlice);
            if (!slice.IsEmpty)
            {
                var next = slice;
                await readers.ReadAsync(session => next.ReadAsync(session, series, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }

        if (plan.Tail.Left.Length > 0)
            yield return plan.Tail.Left.ToArray();
    }

    private async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> ReadDisorderedAsync(
        HistoryPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(
            Math.Clamp(plan.Points / MostPasses, LeastPointsOfPass, MostPointsOfPass),
            Math.Min(limit, MostPointsOfPass) + Math.Min(plan.Skip, MostPointsOfPass));
        MetricPoint? last = null;
        ReadOnlyMemory<MetricPoint> points;
        do
        {
            var smallest = new SmallestPoints(count, last);
            smallest.Offer(plan.Tail.Left);
            var after = last;
            await readers.ReadAsync(session => ScanAsync(session, smallest, after, cancellationToken), cancellationToken).ConfigureAwait(false);
            points = smallest.Take().ToArray();
            for (var left = points; left.Length > 0; left = left[Math.Min(left.Length, PointsPerPiece)..])
                yield return left[..Math.Min(left.Length, PointsPerPiece)];
            if (points.Length > 0)
                last = points.Span[^1];
        }
        while (points.Length == count);
    }

    /// <summary>Offers all points of the blocks that may be needed.</summary>
    private async Task<bool> ScanAsync(SqlSession session, SmallestPoints smallest, MetricPoint? after, CancellationToken cancellationToken)
    {
        var points = new List<MetricPoint>(MetricBlockCodec.MaxPointsPerBlock);
        var from = long.MinValue;
        int rows;
        do
        {
            rows = await session.ReadEachAsync(
                session.Syntax.TextOf(Blocks),
                [series.Run, series.Name, from, after?.TimestampMs ?? long.MinValue, (long)BlocksPerSlice],
                Offer,
                cancellationToken).ConfigureAwait(false);
        }
        while (rows == BlocksPerSlice);
        return true;

        void Offer(SqlRow row)
        {
            var block = MetricBlockRow.Read(row);
            from = block.Ordinal + 1;
            if (block.Info.TimeAscends && smallest.EndMs <= block.Info.FirstTimestampMs)
                return;
            points.Clear();
            MetricBlockCodec.Decode(row.NextBytes(), points);
            smallest.Offer(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points));
        }
    }
}
