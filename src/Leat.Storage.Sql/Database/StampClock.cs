namespace Leat.Storage.Sql.Database;

/// <summary>Creation times, no two of them the same, so that objects sort in the order of their creation even within a millisecond.</summary>
/// <remarks>Safe for concurrent use. If more than one object is created per millisecond, the clock runs ahead, up to a limit.</remarks>
internal sealed class StampClock(TimeProvider time)
{
    /// <summary>How far it may run ahead; beyond that, times repeat. Enough for a thousand objects created at once.</summary>
    internal const long MaxAheadMs = 1_000;

    private long _last = long.MinValue;

    /// <summary>Unix milliseconds, UTC.</summary>
    public long Next()
    {
        var last = Volatile.Read(ref _last);
        while (true)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();

            // If the system clock was set back by more than the limit, its time is taken as it is.
            var next = last < now || last > now + MaxAheadMs ? now : Math.Min(last + 1, now + MaxAheadMs);
            var seen = Interlocked.CompareExchange(ref _last, next, last);
            if (seen == last)
                return next;
            last = seen;
        }
    }
}
