using System.Globalization;
using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Seals tails and merges blocks that late points have broken up, in short transactions beside other writers.</summary>
internal sealed class BlockCompaction(SqlDatabase database)
{
    private const int RunsAtATime = 1_000;

    /// <summary>Blocks rewritten in one step: some 30,000 points, two milliseconds.</summary>
    private const int BlocksAtATime = 16;

    /// <summary>Seals the tails that are there now.</summary>
    /// <returns>How many runs had one.</returns>
    public async Task<long> SealAsync(CancellationToken cancellationToken)
    {
        var runs = await ReadNumbersAsync("SELECT DISTINCT run FROM metric_tail", cancellationToken).ConfigureAwait(false);
        await WriteSlices.RunAsync(
            database.Writes,
            runs.Count,
            async (transaction, index) =>
            {
                await new MetricSealer(runs[index]).SealAsync(transaction).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return runs.Count;
    }

    /// <summary>Merges the blocks of series that have more than they need.</summary>
    /// <returns>How many series.</returns>
    public async Task<long> MergeAsync(CancellationToken cancellationToken)
    {
        var merged = 0L;
        for (var after = 0L; ;)
        {
            var runs = await ReadNumbersAsync(
                $"SELECT id FROM runs WHERE id > @p0 ORDER BY id LIMIT {RunsAtATime}", cancellationToken, after).ConfigureAwait(false);
            if (runs.Count == 0)
                return merged;
            var series = await FindBrokenUpAsync(after, runs[^1], cancellationToken).ConfigureAwait(false);
            await WriteSlices.RunAsync(
                database.Writes,
                series.Count,
                (transaction, index) => MergeStepAsync(transaction, series[index].Run, series[index].Name),
                cancellationToken).ConfigureAwait(false);
            merged += series.Count;
            after = runs[^1];
        }
    }

    private Task<List<(long Run, long Name)>> FindBrokenUpAsync(long after, long until, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var found = new List<(long, long)>();
                var reader = await session.QueryAsync(
                    """
                    SELECT run, name, COUNT(*), SUM(points) FROM metric_blocks WHERE run > @p0 AND run <= @p1
                    GROUP BY run, name HAVING COUNT(*) > 1
                    """,
                    cancellationToken,
                    after,
                    until).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        // A sum of integers is a decimal in some databases.
                        var points = Convert.ToInt64(reader.GetValue(3), CultureInfo.InvariantCulture);
                        if (reader.GetInt64(2) > (points + MetricBlockCodec.MaxPointsPerBlock - 1) / MetricBlockCodec.MaxPointsPerBlock)
                            found.Add((reader.GetInt64(0), reader.GetInt64(1)));
                    }
                }

                return found;
            },
            cancellationToken);

    /// <summary>Fills the first blocks that are not full from those behind them; true when the series' end is reached.</summary>
    private static async ValueTask<bool> MergeStepAsync(WriteTransaction transaction, long run, long name)
    {
        // A server that seals this run at the same time would rewrite the same blocks.
        if (transaction.Dialect.LockRow("runs") is { } lockRow)
            await transaction.Session.ScalarAsync(lockRow, run).ConfigureAwait(false);
        var blocks = await MetricBlockRow.ReadInfosAsync(transaction.Session, new SeriesKey(run, name), CancellationToken.None).ConfigureAwait(false);
        var first = blocks.FindIndex(block => block.Info.Count < MetricBlockCodec.MaxPointsPerBlock);
        if (first < 0 || first >= blocks.Count - 1)
            return true;
        var count = Math.Min(BlocksAtATime, blocks.Count - first);
        var points = new List<MetricPoint>(count * MetricBlockCodec.MaxPointsPerBlock);
        for (var i = first; i < first + count; i++)
            await MetricBlockRow.ReadPointsAsync(transaction.Session, new SeriesKey(run, name), blocks[i].Ordinal, points).ConfigureAwait(false);
        for (var i = first; i < first + count; i++)
        {
            await transaction.WriteAsync(
                "DELETE FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal = @p2", run, name, blocks[i].Ordinal).ConfigureAwait(false);
        }

        // Never more blocks than before, so that their ordinals do.
        var ranges = MetricMerge.Split(points.Count, atEnd: true);
        for (var i = 0; i < ranges.Count; i++)
            await InsertAsync(transaction, run, name, blocks[first + i].Ordinal, CollectionsMarshal.AsSpan(points)[ranges[i]]).ConfigureAwait(false);
        return first + count == blocks.Count;
    }

    private static ValueTask<int> InsertAsync(WriteTransaction transaction, long run, long name, long ordinal, ReadOnlySpan<MetricPoint> points)
    {
        var info = MetricBlockInfo.Of(points);
        return transaction.WriteAsync(
            MetricBlockRow.Insert,
            run,
            name,
            ordinal,
            info.FirstStep,
            info.FirstTimestampMs,
            info.LastStep,
            info.LastTimestampMs,
            (long)info.Count,
            info.Min,
            info.Max,
            info.TimeAscends ? 1L : 0L,
            MetricBlockCodec.Encode(points));
    }

    private Task<List<long>> ReadNumbersAsync(string sql, CancellationToken cancellationToken, params object?[] arguments) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var numbers = new List<long>();
                var reader = await session.QueryAsync(sql, cancellationToken, arguments).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        numbers.Add(reader.GetInt64(0));
                }

                return numbers;
            },
            cancellationToken);
}
