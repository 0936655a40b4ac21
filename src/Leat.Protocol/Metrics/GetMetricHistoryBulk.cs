using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /ajax-api/2.0/mlflow/metrics/get-history-bulk</c>.</summary>
/// <param name="RunIds">1 to 100 runs; the field is repeated.</param>
/// <param name="MetricKey">Which metric.</param>
/// <param name="MaxResults">The most points of all runs together.</param>
[Needs("run_id", "metric_key")]
internal sealed record GetMetricHistoryBulkRequest(
    [property: System.Text.Json.Serialization.JsonPropertyName("run_id")] IReadOnlyList<string>? RunIds,
    string? MetricKey,
    [property: DefaultValue(GetMetricHistoryBulkRequest.MaxPageSize)] long? MaxResults = null) : IWireRequest<GetMetricHistoryBulkRequest>
{
    public static GetMetricHistoryBulkRequest Decode(WireFields fields) => new(
        fields.GetStrings("run_id"), fields.GetString("metric_key"), fields.GetInt64("max_results", min: 0));

    /// <summary>The most that one answer may hold.</summary>
    public const int MaxPageSize = 25_000;
}

/// <summary>Answer of <c>metrics/get-history-bulk</c>.</summary>
/// <param name="Metrics">Left out never, unlike other lists.</param>
internal sealed record GetMetricHistoryBulkResponse(IEnumerable<BulkMetricMessage>? Metrics)
{
    /// <summary>The histories as they travel, mapped as they are read.</summary>
    public static GetMetricHistoryBulkResponse From(string key, IReadOnlyList<RunMetricHistory> histories) =>
        new(histories.SelectMany(history => history.Points.Select(point =>
            new BulkMetricMessage(key, history.RunId, point.Step, point.TimestampMs, point.Value))));

    /// <summary>The histories that a server sent.</summary>
    public IReadOnlyList<RunMetricHistory> ToHistories() => RunHistories.Group(
        (Metrics ?? []).Select(metric => (metric.RunId, metric.ToPoint())));
}

/// <summary>A point in the answer of <c>metrics/get-history-bulk</c>, its fields sorted by name.</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="RunId">The run.</param>
/// <param name="Step">Any 64-bit integer.</param>
/// <param name="Timestamp">Unix milliseconds, UTC.</param>
/// <param name="Value">Any double.</param>
internal sealed record BulkMetricMessage(string? Key, string? RunId, long? Step, long? Timestamp, double? Value)
{
    internal MetricPoint ToPoint() => new(Step ?? 0, Timestamp ?? 0, Value ?? 0);
}
