using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Leat.Storage.Sql.Writes;

/// <summary>Metrics of this process's write queues, under the meter <c>Leat.Storage</c>.</summary>
/// <remarks>A batch is measured once, however large it is; waiting commands are counted only while somebody listens.</remarks>
internal static class WriteMeter
{
    private static readonly Meter Meter = new("Leat.Storage");

    private static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>(
        "leat.store.writes.waiting", description: "Writes that wait for their commit.");

    private static readonly Counter<long> Written = Meter.CreateCounter<long>(
        "leat.store.writes", description: "Writes answered, stored or refused. By commits: how many share one.");

    private static readonly Histogram<double> Commit = Meter.CreateHistogram<double>(
        "leat.store.commit.duration", "s", "Time of a transaction, from its first write to its commit.");

    /// <summary>The start time of a transaction.</summary>
    public static long Now() => Stopwatch.GetTimestamp();

    public static void Queued() => Waiting.Add(1);

    public static void Taken(int writes)
    {
        Waiting.Add(-writes);
        Written.Add(writes);
    }

    public static void Committed(long since) => Commit.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
}
