namespace Leat.Transfer.TensorBoard;

/// <summary>Times of events. Writers give what they like: seconds as a rule, but ticks, NaN and negative numbers have been seen.</summary>
internal static class LogTime
{
    /// <summary>The end of the year 9999 in seconds.</summary>
    private const double Last = 253_402_300_799;

    private const double MsPerSecond = 1_000;

    /// <summary>Unix milliseconds; false if that is no time.</summary>
    public static bool TryGetMs(double wallTime, out long ms)
    {
        var isTime = wallTime is >= 0 and <= Last;
        ms = isTime ? (long)Math.Round(wallTime * MsPerSecond) : 0;
        return isTime;
    }
}
