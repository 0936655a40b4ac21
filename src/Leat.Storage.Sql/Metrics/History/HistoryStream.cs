using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Reads one series by timestamp, then step, then value, a slice at a time, each slice on a snapshot of its own: an open
/// snapshot would keep SQLite from emptying its log for as long as the client takes.</summary>
/// <remarks>
/// Sealing may rewrite blocks between two slices. No slice depends on what another saw:
/// <list type="number">
/// <item>The plan takes the tail as it is, the bounds of the blocks, and whether times ascend with them.</item>
/// <item>If they do, a slice is what lies between two of these bounds, in whatever blocks that is by now. All points of then are
/// found, since points never vanish and keep their order among each other.</item>
/// <item>If they do not, a slice is the next so many points by time after the last one, found in one pass over the series.</item>
/// </list>
/// </remarks>
internal sealed class HistoryStream(ReaderPool readers, SeriesKey series, long offset, long limit)
{
    /// <summary>Blocks that are read together: 131,072 points, mostly under 1 MiB as they are stored.</summary>
    private const int BlocksPerSlice = 64;

    /// <summary>A pass over a disordered series costs 25 ns a point: few passes, each of bounded memory (48 bytes a point).</summary>
    private const int MostPasses = 16;
    private const int LeastPointsOfPass = 1 << 18;
    private const int MostPointsOfPass = 1 << 20;

    /// <summary>Points of a disordered slice that are handed out together.</summary>
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

    /// <summary>A page opens few blocks more than it needs.</summary>
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

    /// <summary>Offers all points of the blocks that may be wanted.</summary>
    private async Task<bool> ScanAsync(SqlSession session, SmallestPoints smallest, MetricPoint? after, CancellationToken cancellationToken)
    {
        var points = new List<MetricPoint>(MetricBlockCodec.MaxPointsPerBlock);
        var from = long.MinValue;
        int rows;
        do
        {
            rows = 0;
            var reader = await session.QueryAsync(
                session.Syntax.TextOf(Blocks), cancellationToken, series.Run, series.Name, from, after?.TimestampMs ?? long.MinValue, (long)BlocksPerSlice).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                for (; await reader.ReadAsync(cancellationToken).ConfigureAwait(false); rows++)
                {
                    var block = MetricBlockRow.Read(reader);
                    from = block.Ordinal + 1;
                    if (block.Info.TimeAscends && smallest.EndMs <= block.Info.FirstTimestampMs)
                        continue;
                    points.Clear();
                    MetricBlockCodec.Decode((byte[])reader.GetValue(MetricBlockRow.DataColumn), points);
                    smallest.Offer(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points));
                }
            }
        }
        while (rows == BlocksPerSlice);
        return true;
    }
}
