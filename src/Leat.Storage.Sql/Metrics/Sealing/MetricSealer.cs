using System.Diagnostics;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Moves one run's tail into sorted, deduplicated blocks, and its short series into the run's bundle.</summary>
/// <remarks>
/// <list type="number">
/// <item>On a snapshot, where no writer waits: read the tail, the bundle and the last block of each series of the tail; sort, merge and
/// encode.</item>
/// <item>Replace the old blocks with the new ones, in transactions of a few milliseconds. A series whose last block has changed by then, or that
/// has earlier points, is merged inside the transactions.</item>
/// <item>Replace the bundle, and delete exactly the rows that were read. If the bundle has changed by then, start over.</item>
/// </list>
/// Until the last step the points are in the tail or bundle as well as in blocks, and every reader merges these. So sealing may stop anywhere, and
/// several processes may seal the same run: what is already sealed is deduplicated.
/// </remarks>
internal sealed class MetricSealer(long run)
{
    /// <summary>How long a transaction keeps taking series, while others wait for the writer.</summary>
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(15);

    /// <summary>Number of series that are read and written in one round trip each, if the driver can. Takes a few milliseconds; one round
    /// trip per series took most of a slice.</summary>
    private const int MaxTogether = 32;

    /// <summary>Seals within an open transaction, for upkeep that has the database to itself.</summary>
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

    /// <summary>Seals in slices, letting others write in between.</summary>
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
    /// <returns>False if another server changed the bundle meanwhile, so that sealing has to be planned again; each time that happens, the
    /// other server has sealed something.</returns>
    internal async Task<bool> ApplyAsync(SealingPlan plan, WriteQueue writes, CancellationToken cancellationToken)
    {
        // 2. Store the blocks in slices.
        for (var next = (Series: 0, Point: 0); next.Series < plan.LongSeries.Count;)
        {
            // Kept outside the transaction: if the database rolls it back, it is rerun from where it began.
            var from = next;
            next = await writes.WriteAsync(transaction => ApplyAsync(transaction, plan.LongSeries, from), cancellationToken).ConfigureAwait(false);
        }

        // 3. Store the bundle and delete what was read.
        return plan.Tail.Rows == 0
            || await writes.WriteAsync(transaction => FinishAsync(transaction, plan.Tail, plan.Bundle), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves the short series of a tail into the bundle if none of their points are in blocks.</summary>
    /// <returns>The other series, with their points from the bundle, and their last blocks.</returns>
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

    /// <returns>The index of the first remaining series, and of its first remaining point.</returns>
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

    /// <summary>Stores the next series while their points go to the end, up to <see cref="MaxTogether"/>.</summary>
    /// <returns>The number of series stored.</returns>
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

    /// <summary>Keeps other servers from sealing the run. False if the run is gone; its points then go too.</summary>
    private async ValueTask<bool> LockAsync(WriteTransaction transaction) =>
        await transaction.Session.ScalarAsync(
            transaction.Syntax.LockRow("runs") ?? "SELECT id FROM runs WHERE id = @p0", run).ConfigureAwait(false) is not null;
}
