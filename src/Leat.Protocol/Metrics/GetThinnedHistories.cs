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
/// <param name="Columns">What to tell of each point; all three if left out.</param>
/// <param name="Known">Versions of series that the caller has, by run and metric with a slash between: those that are unchanged come without
/// points.</param>
internal sealed record GetThinnedHistoriesRequest(
    [property: Limits(1, ThinnedHistoryQuery.MaxRuns)] IReadOnlyList<string>? RunIds,
    [property: Limits(1, ThinnedHistoryQuery.MaxKeys)] IReadOnlyList<string>? MetricKeys,
    [property: AllowedValues(GetThinnedHistoriesRequest.Step, GetThinnedHistoriesRequest.Time)]
    [property: DefaultValue(GetThinnedHistoriesRequest.Step)]
    string? XAxis = null,
    long? Start = null,
    long? End = null,
    [property: Limits(ThinnedHistoryQuery.LeastPoints, ThinnedHistoryQuery.MostPoints), DefaultValue(ThinnedHistoryQuery.DefaultPoints)]
    long? MaxPoints = null,
    [property: AllowedValues(GetThinnedHistoriesRequest.Step, GetThinnedHistoriesRequest.Time, GetThinnedHistoriesRequest.Value)]
    IReadOnlyList<string>? Columns = null,
    IReadOnlyDictionary<string, string>? Known = null) : IWireRequest<GetThinnedHistoriesRequest>
{
    private const string Step = "step";
    private const string Time = "time";
    private const string Value = "value";

    private static readonly SeriesColumn[] AllColumns = [SeriesColumn.Step, SeriesColumn.Time, SeriesColumn.Value];

    public static GetThinnedHistoriesRequest Decode(WireFields fields) => new(
        fields.RequireStrings("run_ids"),
        fields.RequireStrings("metric_keys"),
        fields.GetString("x_axis"),
        fields.GetInt64("start"),
        fields.GetInt64("end"),
        fields.GetInt64("max_points"),
        fields.GetStrings("columns"),
        fields.GetMap("known"));

    public static GetThinnedHistoriesRequest From(ThinnedHistoryQuery query) => new(
        query.RunIds,
        query.Keys,
        query.Axis == HistoryAxis.Time ? Time : Step,
        query.Start,
        query.End,
        query.MaxPoints,
        Known: query.Known.Count == 0 ? null : query.Known.ToDictionary(known => $"{known.Key.RunId}/{known.Key.Key}", known => known.Value));

    /// <summary>The name of a column.</summary>
    public static string NameOf(SeriesColumn column) => column switch
    {
        SeriesColumn.Step => Step,
        SeriesColumn.Time => Time,
        _ => Value,
    };

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
        var query = ThinnedHistoryQuery.Create(RunIds ?? [], MetricKeys ?? [], axis, Start, End, MaxPoints ?? ThinnedHistoryQuery.DefaultPoints);
        return Known is { Count: > 0 } ? query with { Known = Known.ToDictionary(known => ToName(known.Key), known => known.Value) } : query;
    }

    /// <summary>The columns, each once, in the order asked for.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an unknown one.</exception>
    public IReadOnlyList<SeriesColumn> ToColumns() => Columns is not { Count: > 0 } ? AllColumns : [.. Columns.Select(ToColumn).Distinct()];

    private static SeriesColumn ToColumn(string name) => name switch
    {
        Step => SeriesColumn.Step,
        Time => SeriesColumn.Time,
        Value => SeriesColumn.Value,
        _ => throw LeatException.InvalidParameter(
            $"Invalid value '{TextRules.Truncate(name, 100)}' in columns. It must be '{Step}', '{Time}' or '{Value}'."),
    };

    /// <summary>Ids of runs have no slash, names of metrics may.</summary>
    private static SeriesName ToName(string text) => text.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
        ? new SeriesName(text[..slash], text[(slash + 1)..])
        : throw LeatException.InvalidParameter(
            $"Invalid name '{TextRules.Truncate(text, 100)}' in known. It must be the id of a run and the name of a metric, with a slash between.");
}

/// <summary>Answer of <c>metrics/history</c>.</summary>
/// <param name="Series">Those that have points in the range, in the order of the runs, then of the metrics asked for.</param>
internal sealed record GetThinnedHistoriesResponse(IReadOnlyList<ThinnedHistoryMessage>? Series)
{
    public static GetThinnedHistoriesResponse From(IReadOnlyList<ThinnedHistory> histories, IReadOnlyList<SeriesColumn> columns) =>
        new(histories.ToMessages(history => ThinnedHistoryMessage.From(history, columns)));

    /// <summary>The histories that a server sent.</summary>
    public IReadOnlyList<ThinnedHistory> ToHistories() => Series.ToEntities(series => series.ToHistory());
}

/// <summary>A series to be drawn: columns of one length.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric.</param>
/// <param name="Total">How many points the series has in the range.</param>
/// <param name="Thinned">Whether points were left out.</param>
/// <param name="Steps">Any 64-bit integers.</param>
/// <param name="Timestamps">Unix milliseconds, UTC.</param>
/// <param name="Values">The measured values.</param>
/// <param name="Version">Changes whenever points are added to the series, in the range or not, and at times without a reason.</param>
/// <param name="Unchanged">True if the caller has this version: the series comes without points, and its total is 0.</param>
internal sealed record ThinnedHistoryMessage(
    string? RunId,
    string? Key,
    long? Total,
    bool? Thinned,
    IReadOnlyList<long>? Steps,
    IReadOnlyList<long>? Timestamps,
    IReadOnlyList<double>? Values,
    [property: MayBeLeftOut] string? Version,
    [property: MayBeLeftOut] bool? Unchanged)
{
    internal static ThinnedHistoryMessage From(ThinnedHistory history, IReadOnlyList<SeriesColumn> columns) => new(
        history.RunId,
        history.Key,
        history.Total,
        history.IsThinned,
        columns.Contains(SeriesColumn.Step) ? [.. history.Points.Select(point => point.Step)] : null,
        columns.Contains(SeriesColumn.Time) ? [.. history.Points.Select(point => point.TimestampMs)] : null,
        columns.Contains(SeriesColumn.Value) ? [.. history.Points.Select(point => point.Value)] : null,
        history.Version,
        history.IsUnchanged ? true : null);

    internal ThinnedHistory ToHistory()
    {
        var (steps, timestamps, values) = (Steps ?? [], Timestamps ?? [], Values ?? []);
        var count = Math.Min(steps.Count, Math.Min(timestamps.Count, values.Count));
        return new ThinnedHistory(
            Answers.Require(RunId, "run_id"),
            Answers.Require(Key, "key"),
            [.. Enumerable.Range(0, count).Select(i => new MetricPoint(steps[i], timestamps[i], values[i]))],
            Total ?? count)
        {
            Version = Version,
            IsUnchanged = Unchanged == true,
        };
    }
}
