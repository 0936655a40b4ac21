namespace Leat.Storage.Sql.Database;

/// <summary>Times for what is made: no two the same, so that what is made one after the other sorts so, even within a millisecond.</summary>
/// <remarks>Safe for concurrent use. Where more is made than there are milliseconds it runs ahead, up to a limit.</remarks>
internal sealed class StampClock(TimeProvider time)
{
    /// <summary>How far it runs ahead; then times repeat. Long enough for a thousand things made at once.</summary>
    internal const long MaxAheadMs = 1_000;

    private long _last = long.MinValue;

    /// <summary>Unix milliseconds, UTC.</summary>
    public long Next()
    {
        var last = Volatile.Read(ref _last);
        while (true)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();

            // A clock that was set back counts as it stands.
            var next = last < now || last > now + MaxAheadMs ? now : Math.Min(last + 1, now + MaxAheadMs);
            var seen = Interlocked.CompareExchange(ref _last, next, last);
            if (seen == last)
                return next;
            last = seen;
        }
    }
}
