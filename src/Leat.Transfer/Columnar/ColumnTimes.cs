namespace Leat.Transfer.Columnar;

/// <summary>Turns times into those of columns, which begin with the year 1 and end with the year 9999.</summary>
internal sealed class ColumnTimes
{
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>How many times were left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>A time.</summary>
    /// <param name="timeMs">Unix milliseconds UTC; null if there is none.</param>
    public DateTime? Of(long? timeMs)
    {
        if (timeMs is not { } time)
            return null;
        if (time >= First && time <= Last)
            return DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime;
        LeftOut++;
        return null;
    }
}
