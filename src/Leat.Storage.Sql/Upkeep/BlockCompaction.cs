using Leat.Core;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Seals tails, merges blocks that late points have broken up, and bundles short series, in short transactions beside other
/// writers.</summary>
internal sealed class BlockCompaction(SqlDatabase database)
{
    private const int RunsAtATime = 1_000;

    /// <summary>Blocks rewritten in one step: some 30,000 points, two milliseconds.</summary>
    private const int BlocksAtATime = 16;

    private static readonly string BrokenUp =
        $"""
        SELECT run, name FROM metric_blocks WHERE run > @p0 AND run <= @p1
        GROUP BY run, name HAVING (COUNT(*) - 1) * {MetricBlockCodec.MaxPointsPerBlock} >= SUM(points)
        """;

    /// <summary>Short series in blocks, as older programs left them. Those whose times do not ascend with their steps stay in blocks: a history
    /// being read by time takes its tail and bundle from one state of the database and its blocks from a later one.</summary>
    private static readonly string ShortInBlocks =
        $"""
        SELECT run, name FROM metric_blocks WHERE run > @p0 AND run <= @p1
        GROUP BY run, name HAVING COUNT(*) = 1 AND SUM(points) <= {MetricBundleCodec.MaxPointsPerSeries} AND MIN(time_ascends) = 1
        """;

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

    /// <summary>Merges the blocks of series that have more than they need, and bundles the short series that have one.</summary>
    /// <returns>How many series.</returns>
    public async Task<long> MergeAsync(CancellationToken cancellationToken)
    {
        var merged = 0L;
        for (var after = 0L; ;)
        {
            var runs = await ReadNumbersAsync(
                $"SELECT id FROM runs WHERE id > @p0 {database.Syntax.First(RunsAtATime, "id")}", cancellationToken, after).ConfigureAwait(false);
            if (runs.Count == 0)
                return merged;
            var brokenUp = await FindSeriesAsync(BrokenUp, after, runs[^1], cancellationToken).ConfigureAwait(false);
            await WriteSlices.RunAsync(
                database.Writes, brokenUp.Count, (transaction, index) => MergeStepAsync(transaction, brokenUp[index]), cancellationToken).ConfigureAwait(false);
            var shortSeries = await FindSeriesAsync(ShortInBlocks, after, runs[^1], cancellationToken).ConfigureAwait(false);
            var byRun = shortSeries.GroupBy(series => series.Run).ToList();
            await WriteSlices.RunAsync(
                database.Writes, byRun.Count, (transaction, index) => BundleAsync(transaction, byRun[index]), cancellationToken).ConfigureAwait(false);
            merged += brokenUp.Count + shortSeries.Count;
            after = runs[^1];
        }
    }

    private Task<List<SeriesKey>> FindSeriesAsync(string sql, long after, long until, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(
            session => session.ReadAsync(sql, [after, until], row => new SeriesKey(row.NextInt64(), row.NextInt64()), cancellationToken).AsTask(),
            cancellationToken);

    /// <summary>Moves the blocks of some series of one run into its bundle, as far as they fit.</summary>
    private static async ValueTask<bool> BundleAsync(WriteTransaction transaction, IGrouping<long, SeriesKey> seriesOfRun)
    {
        await LockAsync(transaction, seriesOfRun.Key).ConfigureAwait(false);
        var bundle = await MetricBundle.ReadAsync(transaction.Session, seriesOfRun.Key).ConfigureAwait(false);
        foreach (var series in seriesOfRun)
        {
            var blocks = await MetricBlockRow.ReadInfosAsync(transaction.Session, series, CancellationToken.None).ConfigureAwait(false);
            if (blocks is not [{ Info.TimeAscends: true } only])
                continue;
            var points = new List<MetricPoint>();
            await MetricBlockRow.ReadPointsAsync(transaction.Session, series, only.Ordinal, points).ConfigureAwait(false);
            if (!bundle.HasRoomFor(points))
                continue;
            bundle.Put(series.Name, points);
            await NewBlock.ReplaceAsync(transaction, series, [only.Ordinal], [], []).ConfigureAwait(false);
        }

        await bundle.SaveAsync(transaction).ConfigureAwait(false);
        return true;
    }

    /// <summary>Keeps a server that is sealing this run from rewriting the same blocks.</summary>
    private static async ValueTask LockAsync(WriteTransaction transaction, long run) =>
        await transaction.Session.LockRowAsync("runs", run).ConfigureAwait(false);

    /// <summary>Fills the first blocks that are not full from those after them; true when the end of the series is reached.</summary>
    private static async ValueTask<bool> MergeStepAsync(WriteTransaction transaction, SeriesKey series)
    {
        await LockAsync(transaction, series.Run).ConfigureAwait(false);
        var blocks = await MetricBlockRow.ReadInfosAsync(transaction.Session, series, CancellationToken.None).ConfigureAwait(false);
        var first = blocks.FindIndex(block => block.Info.Count < MetricBlockCodec.MaxPointsPerBlock);
        if (first < 0 || first >= blocks.Count - 1)
            return true;
        var count = Math.Min(BlocksAtATime, blocks.Count - first);
        var points = new List<MetricPoint>(count * MetricBlockCodec.MaxPointsPerBlock);
        for (var i = first; i < first + count; i++)
            await MetricBlockRow.ReadPointsAsync(transaction.Session, series, blocks[i].Ordinal, points).ConfigureAwait(false);

        // There are never more blocks than before, so their ordinals suffice.
        var ordinals = blocks.GetRange(first, count).ConvertAll(block => block.Ordinal);
        await NewBlock.ReplaceAsync(transaction, series, ordinals, NewBlock.Of(points, atEnd: true), ordinals).ConfigureAwait(false);
        return first + count == blocks.Count;
    }

    private Task<List<long>> ReadNumbersAsync(string sql, CancellationToken cancellationToken, params object?[] arguments) =>
        database.Readers.ReadAsync(
            session => session.ReadAsync(sql, arguments, row => row.NextInt64(), cancellationToken).AsTask(), cancellationToken);
}
