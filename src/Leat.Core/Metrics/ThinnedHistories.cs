namespace Leat.Core;

/// <summary>The horizontal axis of a metric chart.</summary>
public enum HistoryAxis
{
    /// <summary>The step.</summary>
    Step,

    /// <summary>The timestamp.</summary>
    Time,
}

/// <summary>Which histories to draw, and how many points of each a screen can show.</summary>
/// <param name="RunIds">1 to <see cref="MaxRuns"/> runs, deleted or not.</param>
/// <param name="Keys">1 to <see cref="MaxKeys"/> metrics.</param>
/// <param name="Axis">What <paramref name="Start"/>, <paramref name="End"/> and the order of points refer to.</param>
/// <param name="Start">First step or timestamp; null for the first one stored.</param>
/// <param name="End">Last step or timestamp, inclusive; null for the last one stored.</param>
/// <param name="MaxPoints">Maximum points per series, <see cref="LeastPoints"/> to <see cref="MostPoints"/>.</param>
public sealed record ThinnedHistoryQuery(
    IReadOnlyList<string> RunIds, IReadOnlyList<string> Keys, HistoryAxis Axis, long? Start, long? End, int MaxPoints)
{
    /// <summary>Maximum runs per query.</summary>
    public const int MaxRuns = 100;

    /// <summary>Maximum metrics per query.</summary>
    public const int MaxKeys = 100;

    /// <summary>Points per series by default: two for each of a thousand screen columns.</summary>
    public const int DefaultPoints = 2_000;

    /// <summary>Minimum points per series: fewer could not hold the first, last, least and greatest value and the first NaN.</summary>
    public const int LeastPoints = 10;

    /// <summary>Maximum points per series: more than any screen has columns.</summary>
    public const int MostPoints = 20_000;

    /// <summary>Maximum points over all series, which keeps a response below about 50 MB.</summary>
    public const int MostPointsOfAll = 1_000_000;

    /// <summary>The versions of series that the caller has (<see cref="ThinnedHistory.Version"/>): of those that are unchanged no points are
    /// read.</summary>
    public IReadOnlyDictionary<SeriesName, string> Known { get; init; } = new Dictionary<SeriesName, string>();

    /// <summary>Creates a query within the limits.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a limit is exceeded, or the range ends before
    /// it starts.</exception>
    public static ThinnedHistoryQuery Create(
        IReadOnlyList<string> runIds, IReadOnlyList<string> keys, HistoryAxis axis, long? start, long? end, long maxPoints = DefaultPoints)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        ArgumentNullException.ThrowIfNull(keys);
        CheckCount("run_ids", runIds.Count, MaxRuns);
        CheckCount("metric_keys", keys.Count, MaxKeys);
        if (start > end)
            throw LeatException.InvalidParameter($"The range ends before it starts: start is {start}, end is {end}. Swap them.");
        if (maxPoints is < LeastPoints or > MostPoints)
            throw LeatException.InvalidParameter($"Invalid value {maxPoints} for max_points. It must be from {LeastPoints} to {MostPoints}.");
        var all = maxPoints * runIds.Count * keys.Count;
        return all <= MostPointsOfAll
            ? new ThinnedHistoryQuery(runIds, keys, axis, start, end, (int)maxPoints)
            : throw LeatException.InvalidParameter(
                $"{runIds.Count} runs, {keys.Count} metrics and {maxPoints} points of each can make {all} points; one answer holds "
                + $"{MostPointsOfAll} at most. Ask for fewer points of each, or in several calls.");
    }

    private static void CheckCount(string field, int count, int max)
    {
        if (count == 0 || count > max)
            throw LeatException.InvalidParameter($"{field} has {count} entries. It must have from 1 to {max}.");
    }
}

/// <summary>The points of a series that show its shape.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric.</param>
/// <param name="Points">In the order of the axis: either all points, or the least and greatest value of each section of the axis.</param>
/// <param name="Total">Number of points of the series in the range.</param>
public sealed record ThinnedHistory(string RunId, string Key, IReadOnlyList<MetricPoint> Points, long Total)
{
    /// <summary>Changes whenever points are added to the series, in the range or not; at times without a reason. Null if the store does not
    /// tell.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the caller has this version already. Then points and total are left out.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Whether points were left out.</summary>
    public bool IsThinned => Points.Count < Total;
}
