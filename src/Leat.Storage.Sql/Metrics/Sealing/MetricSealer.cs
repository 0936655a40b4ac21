using System.Diagnostics;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Moves one run's tail into sorted, deduplicated blocks, and its short series into the run's bundle.</summary>
/// <remarks>
/// <list type="number">
/// <item>Read the tail, the bundle and, of each series of the tail, the last block, on a snapshot; sort, merge and encode there, where
/// no writer waits.</item>
/// <item>Put the new blocks in place of the old, in transactions of some milliseconds. A series whose last block is another by
/// now, or that has points from further back, is merged inside the transactions.</item>
/// <item>Put the new bundle in place of the old, and delete exactly the rows that were read. If the bundle is another by now, begin
/// again.</item>
/// </list>
/// Until the last step the points are in tail or bundle as well as in blocks, which every reader merges. So it may stop anywhere, and several
/// processes may seal the same run: what has been sealed already is merged away.
/// </remarks>
internal sealed class MetricSealer(long run)
{
    /// <summary>How long a transaction goes on taking series: others wait for the writer meanwhile.</summary>
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(15);

    /// <summary>Series that are looked at and written in one exchange each, where the driver can. Some milliseconds; a round trip for each
    /// series was most of a slice.</summary>
    private const int MaxTogether = 32;

    /// <summary>Seals in a transaction that is open already, for upkeep that has the database to itself.</summary>
    public async ValueTask<int> SealAsync(WriteTransaction transaction)
    {
        await transaction.FlushAsync().ConfigureAwait(false);
        if (!await LockAsync(transaction).ConfigureAwait(false))
            return 0;
        var tail = await TailContent.ReadAsync(transaction.Session, run, CancellationToken.None).ConfigureAwait(false);
        var bundle = await MetricBundle.ReadAsync(transaction.Session, run).ConfigureAwait(false);
        foreach (var (series, points, _) in await BundleAsync(transaction.Session, tail, bundle).ConfigureAwait(false))
            await new LateMerge(transaction, series).MergeAsync(points).ConfigureAwait(false);
        await bundle.SaveAsync(transaction).ConfigureAwait(false);
        return await tail.DeleteAsync(transaction).ConfigureAwait(false);
    }

    /// <summary>Seals in slices between which others write.</summary>
    public async Task SealInSlicesAsync(ReaderPool readers, WriteQueue writes, CancellationToken cancellationToken)
    {
        bool isSealed;
        do
        {
            var plan = await readers.ReadAsync(session => PlanAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false);
            isSealed = await ApplyAsync(plan, writes, cancellationToken).ConfigureAwait(false);
        }
        while (!isSealed);
    }

    /// <summary>Reads, merges and encodes on a snapshot.</summary>
    internal async Task<SealingPlan> PlanAsync(SqlSession session, CancellationToken cancellationToken)
    {
        // 1. Read and encode.
        var tail = await TailContent.ReadAsync(session, run, cancellationToken).ConfigureAwait(false);
        var bundle = await MetricBundle.ReadAsync(session, run).ConfigureAwait(false);
        var longSeries = await BundleAsync(session, tail, bundle).ConfigureAwait(false);
        var plans = longSeries.Select(series => new SeriesPlan(series.Series, series.Points, series.Last)).OrderBy(plan => plan.IsLate).ToList();
        bundle.Pack();
        return new SealingPlan(tail, bundle, plans);
    }

    /// <summary>Stores what was planned.</summary>
    /// <returns>False if another server changed the bundle meanwhile, so that it has to be planned anew; each such time the other has
    /// sealed something.</returns>
    internal async Task<bool> ApplyAsync(SealingPlan plan, WriteQueue writes, CancellationToken cancellationToken)
    {
        // 2. Slice by slice.
        for (var next = (Series: 0, Point: 0); next.Series < plan.LongSeries.Count;)
        {
            // Kept outside: a transaction that the database rolls back is run again from where it began.
            var from = next;
            next = await writes.WriteAsync(transaction => ApplyAsync(transaction, plan.LongSeries, from), cancellationToken).ConfigureAwait(false);
        }

        // 3. The bundle, and delete what was read.
        return plan.Tail.Rows == 0
            || await writes.WriteAsync(transaction => FinishAsync(transaction, plan.Tail, plan.Bundle), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts the short series of a tail into the bundle, where there are none of their points in blocks.</summary>
    /// <returns>The other series, with what the bundle held of them, and their last blocks.</returns>
    private async Task<List<(SeriesKey Series, List<MetricPoint> Points, StoredBlock? Last)>> BundleAsync(
        SqlSession session, TailContent tail, MetricBundle bundle)
    {
        var others = new List<(SeriesKey, List<MetricPoint>, StoredBlock?)>();
        var lastBlocks = await StoredBlock.ReadLastAsync(session, run, tail.Series.Keys).ConfigureAwait(false);
        foreach (var (name, added) in tail.Series)
        {
            var points = bundle.Take(name, added);
            var last = lastBlocks.GetValueOrDefault(name);
            if (last is null && bundle.HasRoomFor(points))
                bundle.Put(name, points);
            else
                others.Add((new SeriesKey(run, name), points, last));
        }

        return others;
    }

    private async ValueTask<bool> FinishAsync(WriteTransaction transaction, TailContent tail, MetricBundle bundle)
    {
        if (bundle.IsChanged && await LockAsync(transaction).ConfigureAwait(false))
        {
            if (!await bundle.IsStillStoredAsync(transaction.Session).ConfigureAwait(false))
                return false;
            await bundle.SaveAsync(transaction).ConfigureAwait(false);
        }

        await tail.DeleteAsync(transaction).ConfigureAwait(false);
        return true;
    }

    /// <returns>The index of the first series that is left, and of its first point.</returns>
    private async ValueTask<(int Series, int Point)> ApplyAsync(WriteTransaction transaction, List<SeriesPlan> plans, (int Series, int Point) from)
    {
        if (!await LockAsync(transaction).ConfigureAwait(false))
            return (plans.Count, 0);
        var begin = Stopwatch.GetTimestamp();
        bool IsOver() => Stopwatch.GetElapsedTime(begin) >= SliceTime;
        var (series, point) = from;
        do
        {
            var stored = point == 0 ? await StoreAtEndAsync(transaction, plans, series).ConfigureAwait(false) : 0;
            series += stored;
            if (stored > 0)
                continue;
            point = await plans[series].MergeAsync(transaction, point, IsOver).ConfigureAwait(false);
            if (point == plans[series].Points)
                (series, point) = (series + 1, 0);
        }
        while (series < plans.Count && !IsOver());
        return (series, point);
    }

    /// <summary>Stores the next series as long as their points go to the end, up to <see cref="MaxTogether"/>.</summary>
    /// <returns>How many were stored.</returns>
    private async ValueTask<int> StoreAtEndAsync(WriteTransaction transaction, List<SeriesPlan> plans, int first)
    {
        var next = plans.Skip(first).Take(MaxTogether).TakeWhile(plan => !plan.IsLate).ToList();
        var lastBlocks = await StoredBlock.ReadLastAsync(transaction.Session, run, next.Select(plan => plan.Name)).ConfigureAwait(false);
        var statements = new List<SqlStatement>();
        var stored = 0;
        for (; stored < next.Count; stored++)
        {
            if (next[stored].AtEndOf(lastBlocks.GetValueOrDefault(next[stored].Name)) is not { } replacement)
                break;
            statements.AddRange(replacement);
        }

        if (stored > 0)
            await transaction.WriteAllAsync(statements).ConfigureAwait(false);
        return stored;
    }

    /// <summary>Keeps other servers from sealing the run. False if it is gone: then so shall be its points.</summary>
    private async ValueTask<bool> LockAsync(WriteTransaction transaction) =>
        await transaction.Session.ScalarAsync(
            transaction.Dialect.LockRow("runs") ?? "SELECT id FROM runs WHERE id = @p0", run).ConfigureAwait(false) is not null;
}
