using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/metrics/get-history-bulk-interval</c>.</summary>
/// <param name="RunIds">1 or more runs; the field is repeated.</param>
/// <param name="MetricKey">Which metric.</param>
/// <param name="StartStep">First step wanted; never without end_step.</param>
/// <param name="EndStep">Last step wanted, inclusive.</param>
/// <param name="MaxResults">About how many steps to take of each run.</param>
internal sealed record GetMetricHistoryBulkIntervalRequest(
    [property: Limits(most: GetMetricHistoryBulkIntervalRequest.MaxRuns)] IReadOnlyList<string>? RunIds,
    string? MetricKey,
    long? StartStep = null,
    long? EndStep = null,
    [property: Limits(1, GetMetricHistoryBulkIntervalRequest.MaxPageSize), DefaultValue(GetMetricHistoryBulkIntervalRequest.MaxPageSize)]
    int? MaxResults = null) : IWireRequest<GetMetricHistoryBulkIntervalRequest>
{
    public static GetMetricHistoryBulkIntervalRequest Decode(WireFields fields)
    {
        var runIds = fields.RequireStrings("run_ids");
        if (runIds.Count > MaxRuns)
        {
            throw RequestFaults.Described(
                $"GetMetricHistoryBulkInterval request must specify at most {MaxRuns} run_ids. Received {runIds.Count} run_ids.");
        }

        var key = fields.RequireString("metric_key");
        var startStep = fields.GetInt64("start_step");
        var endStep = fields.GetInt64("end_step");
        var maxResults = fields.GetInt64("max_results");
        if (maxResults is < 1 or > MaxPageSize)
            throw RequestFaults.Described($"max_results must be between 1 and {MaxPageSize}.");
        return new GetMetricHistoryBulkIntervalRequest(runIds, key, startStep, endStep, (int?)maxResults);
    }

    /// <summary>The most runs of one call.</summary>
    public const int MaxRuns = 100;

    /// <summary>The most steps of one call.</summary>
    public const int MaxPageSize = 2_500;
}

/// <summary>Answer of <c>metrics/get-history-bulk-interval</c>.</summary>
/// <param name="Metrics">Each with its run; left out when there are none.</param>
internal sealed record GetMetricHistoryBulkIntervalResponse(IEnumerable<MetricMessage>? Metrics)
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
