using Leat.Core;

namespace Leat.Server;

/// <summary>Returns memory to the system after large requests: the runtime would keep it for a load that may never come again.</summary>
/// <remarks>A full collection takes some 50 ms in which nobody is answered, so it runs only after requests of many megabytes, and not before
/// they have ended. The later collections are for array pools, which release what has not been used for half a minute.</remarks>
internal sealed class MemoryRelief : IDisposable
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(25)];

    private readonly MemoryBudget _budget;
    private readonly Timer _timer;
    private int _step;

    public MemoryRelief(MemoryBudget budget)
    {
        _budget = budget;
        _timer = new Timer(_ => Collect());
        budget.LargeGivenBack += Begin;
    }

    public void Dispose()
    {
        _budget.LargeGivenBack -= Begin;
        _timer.Dispose();
    }

    /// <summary>Collects all garbage at once, after the runtime has found no room for something large: what is left lies scattered, and a second
    /// attempt would fail, too.</summary>
    public static void CollectNow() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private void Begin()
    {
        // Requests that follow each other closely share one round of collections.
        Volatile.Write(ref _step, 0);
        _timer.Change(Delays[0], Timeout.InfiniteTimeSpan);
    }

    private void Collect()
    {
        CollectNow();
        var next = Interlocked.Increment(ref _step);
        if (next < Delays.Length)
            _timer.Change(Delays[next], Timeout.InfiniteTimeSpan);
    }
}
