using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/leat/1.0/metrics/history</c>.</summary>
/// <param name="RunIds">Which runs.</param>
/// <param name="MetricKeys">Which metrics of each.</param>
/// <param name="XAxis">What start, end and the order of points refer to.</param>
/// <param name="Start">First step or timestamp wanted.</param>
/// <param name="End">Last step or timestamp wanted, inclusive.</param>
/// <param name="MaxPoints">The most points of one series.</param>
internal sealed record GetThinnedHistoriesRequest(
    [property: Limits(1, ThinnedHistoryQuery.MaxRuns)] IReadOnlyList<string>? RunIds,
    [property: Limits(1, ThinnedHistoryQuery.MaxKeys)] IReadOnlyList<string>? MetricKeys,
    [property: AllowedValues(GetThinnedHistoriesRequest.Step, GetThinnedHistoriesRequest.Time)]
    [property: DefaultValue(GetThinnedHistoriesRequest.Step)]
    string? XAxis = null,
    long? Start = null,
    long? End = null,
    [property: Limits(ThinnedHistoryQuery.LeastPoints, ThinnedHistoryQuery.MostPoints), DefaultValue(ThinnedHistoryQuery.DefaultPoints)]
    long? MaxPoints = null) : IWireRequest<GetThinnedHistoriesRequest>
{
    private const string Step = "step";
    private const string Time = "time";

    public static GetThinnedHistoriesRequest Decode(WireFields fields) => new(
        fields.RequireStrings("run_ids"),
        fields.RequireStrings("metric_keys"),
        fields.GetString("x_axis"),
        fields.GetInt64("start"),
        fields.GetInt64("end"),
        fields.GetInt64("max_points"));

    public static GetThinnedHistoriesRequest From(ThinnedHistoryQuery query) => new(
        query.RunIds, query.Keys, query.Axis == HistoryAxis.Time ? Time : Step, query.Start, query.End, query.MaxPoints);

    /// <summary>The query, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an unknown axis, or a limit is exceeded.</exception>
    public ThinnedHistoryQuery ToQuery()
    {
        var axis = XAxis switch
        {
            null or Step => HistoryAxis.Step,
            Time => HistoryAxis.Time,
            _ => throw LeatException.InvalidParameter($"Invalid value '{TextRules.Truncate(XAxis, 100)}' for x_axis. It must be '{Step}' or '{Time}'."),
        };
        return ThinnedHistoryQuery.Create(RunIds ?? [], MetricKeys ?? [], axis, Start, End, MaxPoints ?? ThinnedHistoryQuery.DefaultPoints);
    }
}

/// <summary>Answer of <c>metrics/history</c>.</summary>
/// <param name="Series">Those that have points in the range, in the order of the runs, then of the metrics asked for.</param>
internal sealed record GetThinnedHistoriesResponse(IReadOnlyList<ThinnedHistoryMessage>? Series)
{
    public static GetThinnedHistoriesResponse From(IReadOnlyList<ThinnedHistory> histories) =>
        new(histories.ToMessages(ThinnedHistoryMessage.From));

    /// <summary>The histories that a server sent.</summary>
    public IReadOnlyList<ThinnedHistory> ToHistories() => Series.ToEntities(series => series.ToHistory());
}

/// <summary>A series to be drawn: three columns of one length.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric.</param>
/// <param name="Total">How many points the series has in the range.</param>
/// <param name="Thinned">Whether points were left out.</param>
/// <param name="Steps">Any 64-bit integers.</param>
/// <param name="Timestamps">Unix milliseconds, UTC.</param>
/// <param name="Values">The measured values.</param>
internal sealed record ThinnedHistoryMessage(
    string? RunId,
    string? Key,
    long? Total,
    bool? Thinned,
    IReadOnlyList<long>? Steps,
    IReadOnlyList<long>? Timestamps,
    IReadOnlyList<double>? Values)
{
    internal static ThinnedHistoryMessage From(ThinnedHistory history) => new(
        history.RunId,
        history.Key,
        history.Total,
        history.IsThinned,
        [.. history.Points.Select(point => point.Step)],
        [.. history.Points.Select(point => point.TimestampMs)],
        [.. history.Points.Select(point => point.Value)]);

    internal ThinnedHistory ToHistory()
    {
        var (steps, timestamps, values) = (Steps ?? [], Timestamps ?? [], Values ?? []);
        var count = Math.Min(steps.Count, Math.Min(timestamps.Count, values.Count));
        return new ThinnedHistory(
            Answers.Require(RunId, "run_id"),
            Answers.Require(Key, "key"),
            [.. Enumerable.Range(0, count).Select(i => new MetricPoint(steps[i], timestamps[i], values[i]))],
            Total ?? count);
    }
}
