namespace Leat.SearchBench;

/// <summary>One turn of a call, in milliseconds.</summary>
/// <param name="Http">Over HTTP, the answer's bytes read.</param>
/// <param name="Driver">The store's own statements by the database's driver, rows read and dropped.</param>
/// <param name="Hand">The same search as somebody who knows the data would write it, likewise; null if nobody did.</param>
internal sealed record SearchTimes(double Http, double Driver, double? Hand);

/// <summary>The turns of a call on one store.</summary>
/// <param name="Plan">The plan that was chosen last.</param>
/// <param name="Turns">Those that count; an odd number.</param>
internal sealed record MeasuredSearch(string Plan, IReadOnlyList<SearchTimes> Turns)
{
    /// <summary>The median of the turns; null where there is no value.</summary>
    public double? Median(Func<SearchTimes, double?> value) => Turns.Select(value).Order().ElementAt(Turns.Count / 2);

    /// <summary>The time over HTTP divided by that on another store in the same turn: other load on the machine affects both alike.</summary>
    public double HttpAgainst(MeasuredSearch other) =>
        Turns.Zip(other.Turns, (mine, others) => mine.Http / others.Http).Order().ElementAt(Turns.Count / 2);
}
