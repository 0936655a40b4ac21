using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/metrics/get-history-bulk-interval</c>.</summary>
/// <param name="RunIds">1 to 100 runs.</param>
/// <param name="MetricKey">Which metric.</param>
/// <param name="StartStep">First step wanted; never without <paramref name="EndStep"/>.</param>
/// <param name="EndStep">Last step wanted, inclusive.</param>
/// <param name="MaxResults">About how many steps to sample, 1 to 2,500, which is also the default.</param>
public sealed record GetMetricHistoryBulkIntervalRequest(
    IReadOnlyList<string>? RunIds, string? MetricKey, long? StartStep = null, long? EndStep = null, int? MaxResults = null)
{
    /// <summary>The most runs of one call.</summary>
    public const int MaxRuns = 100;

    /// <summary>The most steps of one call.</summary>
    public const int MaxPageSize = 2_500;
}

/// <summary>Answer of <c>metrics/get-history-bulk-interval</c>.</summary>
/// <param name="Metrics">Each with its run; left out when there are none.</param>
public sealed record GetMetricHistoryBulkIntervalResponse(IEnumerable<MetricMessage>? Metrics)
{
    /// <summary>The histories as they travel, mapped as they are read.</summary>
    public static GetMetricHistoryBulkIntervalResponse From(string key, IReadOnlyList<RunMetricHistory> histories) =>
        new(histories.All(history => history.Points.Count == 0) ? null : Flatten(key, histories));

    /// <summary>The histories that a server sent.</summary>
    public IReadOnlyList<RunMetricHistory> ToHistories() => RunHistories.Group(
        (Metrics ?? []).Select(metric => (metric.RunId, metric.ToPoint())));

    private static IEnumerable<MetricMessage> Flatten(string key, IReadOnlyList<RunMetricHistory> histories) =>
        histories.SelectMany(history => history.Points.Select(point =>
            new MetricMessage(key, point.Value, point.TimestampMs, point.Step, RunId: history.RunId)));
}
