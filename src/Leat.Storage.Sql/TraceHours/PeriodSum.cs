namespace Leat.Storage.Sql.TraceHours;

/// <summary>A period, added up from shorter ones.</summary>
/// <param name="period">Since 1970, in lengths.</param>
/// <param name="length">How many hours it has.</param>
/// <param name="partLength">How many hours its parts have.</param>
internal sealed class PeriodSum(long period, int length, int partLength)
{
    public long Period => period;

    public int Length => length;

    public int PartLength => partLength;

    public HourFigures Traces { get; } = new(HourFigures.OfTraces);

    public HourFigures Spans { get; } = new(HourFigures.OfSpans);

    /// <summary>Whether it has no parts.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Adds a part.</summary>
    /// <param name="part">Since 1970, in lengths of parts.</param>
    /// <param name="traces">Its traces.</param>
    /// <param name="spans">Its spans.</param>
    public void Add(long part, (byte[]? Sums, byte[]? Values) traces, (byte[]? Sums, byte[]? Values) spans)
    {
        IsEmpty = false;
        Traces.Add(traces.Sums, traces.Values, group => group);
        Spans.Add(spans.Sums, spans.Values, group => group with { Later = TracePeriods.PeriodOf((part + group.Later) * partLength, length) - period });
    }
}
