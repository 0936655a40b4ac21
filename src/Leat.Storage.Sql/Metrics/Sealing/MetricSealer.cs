using System.Diagnostics;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Moves one run's tail into sorted, deduplicated blocks.</summary>
/// <remarks>
/// <list type="number">
/// <item>Read the tail and, of each of its series, the last block, on a snapshot; sort, merge and encode there, where no writer waits.</item>
/// <item>Put the new blocks in place of the old, in transactions of some milliseconds. A series whose last block is another by
/// now, or that has points from further back, is merged inside the transaction.</item>
/// <item>Delete exactly the rows that were read.</item>
/// </list>
/// Until the last step the points are in tail and blocks, which every reader merges. So it may stop anywhere, and several
/// processes may seal the same run: what has been sealed already is merged away.
/// </remarks>
internal sealed class MetricSealer(long run)
{
    /// <summary>How long a transaction goes on taking series: others wait for the writer meanwhile.</summary>
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(15);

    /// <summary>Seals in a transaction that is open already, for upkeep that has the database to itself.</summary>
    public async ValueTask<int> SealAsync(WriteTransaction transaction)
    {
        await transaction.FlushAsync().ConfigureAwait(false);
        if (!await LockAsync(transaction).ConfigureAwait(false))
            return 0;
        var tail = await TailContent.ReadAsync(transaction.Session, run, CancellationToken.None).ConfigureAwait(false);
        foreach (var (name, points) in tail.Series)
            await new LateMerge(transaction, new SeriesKey(run, name)).MergeAsync(points).ConfigureAwait(false);
        return await tail.DeleteAsync(transaction).ConfigureAwait(false);
    }

    /// <summary>Seals in slices between which others write.</summary>
    public async Task SealInSlicesAsync(ReaderPool readers, WriteQueue writes, CancellationToken cancellationToken)
    {
        // 1. Read and encode.
        var (tail, plans) = await readers.ReadAsync(session => PlanAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false);

        // 2. Slice by slice.
        for (var next = 0; next < plans.Count;)
        {
            var from = next;
            next = await writes.WriteAsync(transaction => ApplyAsync(transaction, plans, from), cancellationToken).ConfigureAwait(false);
        }

        // 3. Delete what was read.
        if (tail.Rows > 0)
            await writes.WriteAsync(tail.DeleteAsync, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(TailContent Tail, List<SeriesPlan> Plans)> PlanAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var tail = await TailContent.ReadAsync(session, run, cancellationToken).ConfigureAwait(false);
        var plans = new List<SeriesPlan>(tail.Series.Count);
        foreach (var (name, points) in tail.Series)
            plans.Add(await SeriesPlan.MakeAsync(session, new SeriesKey(run, name), points).ConfigureAwait(false));
        return (tail, plans);
    }

    /// <returns>The index of the first series that is left.</returns>
    private async ValueTask<int> ApplyAsync(WriteTransaction transaction, List<SeriesPlan> plans, int from)
    {
        if (!await LockAsync(transaction).ConfigureAwait(false))
            return plans.Count;
        var begin = Stopwatch.GetTimestamp();
        var next = from;
        do
            await plans[next++].ApplyAsync(transaction).ConfigureAwait(false);
        while (next < plans.Count && Stopwatch.GetElapsedTime(begin) < SliceTime);
        return next;
    }

    /// <summary>Keeps other servers from sealing the run. False if it is gone: then so shall be its points.</summary>
    private async ValueTask<bool> LockAsync(WriteTransaction transaction) =>
        await transaction.Session.ScalarAsync(
            transaction.Dialect.LockRow("runs") ?? "SELECT id FROM runs WHERE id = @p0", run).ConfigureAwait(false) is not null;
}
