using System.Buffers;
using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Histories;

/// <summary>Reads what a sample of a series' steps needs: first only the steps, then the blocks that contain a chosen one.</summary>
internal sealed class SampledHistory(ReaderPool readers, SeriesKey series)
{
    /// <summary>Blocks per query: their steps are decoded as they arrive.</summary>
    private const int BlocksPerQuery = 64;

    private static readonly SqlTemplate BlocksWithin = new(syntax =>
        $"""
        SELECT ordinal, data FROM metric_blocks
        WHERE run = @p0 AND name = @p1 AND ordinal >= @p2 AND last_step >= @p3 AND first_step <= @p4 {syntax.First("@p5", "ordinal")}
        """);

    /// <summary>The steps in a range, plus the first and last step of the series if they are in it.</summary>
    public Task<(StepSet InRange, IReadOnlyList<long> Ends)> ReadStepsAsync(long start, long end, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            async session =>
            {
                var tail = (await MetricTail.ReadAsync(session, series, cancellationToken).ConfigureAwait(false)).ConvertAll(point => point.Step);
                tail.Sort();
                var steps = await ReadStepsOfBlocksAsync(session, start, end, cancellationToken).ConfigureAwait(false);
                var late = new StepSet();
                late.Append(CollectionsMarshal.AsSpan(tail.FindAll(step => step >= start && step <= end)));
                steps.UnionWith(late);
                var ends = await ReadEndsAsync(session, cancellationToken).ConfigureAwait(false);
                if (tail.Count > 0)
                    ends = ends is var (first, last) ? (Math.Min(first, tail[0]), Math.Max(last, tail[^1])) : (tail[0], tail[^1]);
                return (steps, WithinRange(ends, start, end));
            },
            cancellationToken);

    /// <summary>The points at the chosen steps, by step, then timestamp, then value, each once.</summary>
    public Task<List<MetricPoint>> ReadPointsAsync(List<long> chosen, CancellationToken cancellationToken) => readers.ReadAsync(
        async session =>
        {
            var tail = await MetricTail.ReadAsync(session, series, cancellationToken).ConfigureAwait(false);
            tail.RemoveAll(point => chosen.BinarySearch(point.Step) < 0);
            var kept = new List<MetricPoint>();
            var opened = new List<MetricPoint>(MetricBlockCodec.MaxPointsPerBlock);
            foreach (var block in await MetricBlockRow.ReadInfosAsync(session, series, cancellationToken).ConfigureAwait(false))
            {
                if (kept.Count >= StepSampling.MaxPointsPerRun)
                    break;
                if (!StepSampling.AnyWithin(chosen, block.Info.FirstStep, block.Info.LastStep))
                    continue;
                opened.Clear();
                await MetricBlockRow.ReadPointsAsync(session, series, block.Ordinal, opened).ConfigureAwait(false);
                StepSampling.Keep(CollectionsMarshal.AsSpan(opened), chosen, kept);
            }

            var merged = tail.Count == 0 ? kept : MetricMerge.Merge(kept, tail);
            merged.RemoveRange(Math.Min(merged.Count, StepSampling.MaxPointsPerRun), Math.Max(0, merged.Count - StepSampling.MaxPointsPerRun));
            return merged;
        },
        cancellationToken);

    private async Task<StepSet> ReadStepsOfBlocksAsync(SqlSession session, long start, long end, CancellationToken cancellationToken)
    {
        var steps = new StepSet();
        var scratch = ArrayPool<long>.Shared.Rent(MetricBlockCodec.MaxPointsPerBlock);
        try
        {
            var from = long.MinValue;
            var before = session.Share?.Used ?? 0;
            int rows;
            do
            {
                rows = await session.ReadEachAsync(
                    session.Syntax.TextOf(BlocksWithin),
                    [series.Run, series.Name, from, start, end, (long)BlocksPerQuery],
                    row =>
                    {
                        from = row.NextInt64() + 1;
                        steps.Append(Within(MetricBlockCodec.DecodeSteps(row.NextBytes(), scratch), start, end));
                    },
                    cancellationToken).ConfigureAwait(false);
                session.Share?.Keep(before, 0);
            }
            while (rows == BlocksPerQuery);
            return steps;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(scratch);
        }
    }

    private async Task<(long First, long Last)?> ReadEndsAsync(SqlSession session, CancellationToken cancellationToken)
    {
        const string sql =
            """
            SELECT first_step, last_step FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal IN (
              (SELECT MIN(ordinal) FROM metric_blocks WHERE run = @p0 AND name = @p1),
              (SELECT MAX(ordinal) FROM metric_blocks WHERE run = @p0 AND name = @p1))
            ORDER BY ordinal
            """;
        var blocks = await session.ReadAsync(
            sql, [series.Run, series.Name], row => (First: row.NextInt64(), Last: row.NextInt64()), cancellationToken).ConfigureAwait(false);
        return blocks.Count > 0 ? (blocks[0].First, blocks[^1].Last) : null;
    }

    private static IReadOnlyList<long> WithinRange((long First, long Last)? ends, long start, long end) =>
        ends is var (first, last) ? [.. new[] { first, last }.Where(step => step >= start && step <= end)] : [];

    private static ReadOnlySpan<long> Within(ReadOnlySpan<long> ascending, long start, long end)
    {
        while (ascending.Length > 0 && ascending[0] < start)
            ascending = ascending[1..];
        while (ascending.Length > 0 && ascending[^1] > end)
            ascending = ascending[..^1];
        return ascending;
    }
}
