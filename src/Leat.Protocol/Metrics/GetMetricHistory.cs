using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/metrics/get-history</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="MetricKey">Which metric.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
/// <param name="MaxResults">The most to answer in one page; the whole history if left out.</param>
internal sealed record GetMetricHistoryRequest(
    string? RunId, string? MetricKey, string? PageToken = null, int? MaxResults = null) : IWireRequest<GetMetricHistoryRequest>
{
    public static GetMetricHistoryRequest Decode(WireFields fields)
    {
        var runId = fields.RequireString("run_id", alias: "run_uuid");
        var key = fields.RequireString("metric_key");
        var pageToken = fields.GetString("page_token");
        return new GetMetricHistoryRequest(runId, key, pageToken, fields.GetInt32("max_results"));
    }
}

/// <summary>Answer of <c>metrics/get-history</c>.</summary>
/// <param name="Metrics">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record GetMetricHistoryResponse(
    IReadOnlyList<MetricMessage>? Metrics,
    [property: MayBeLeftOut] string? NextPageToken)
{
    /// <summary>The page as it travels.</summary>
    /// <param name="key">The metric's name.</param>
    /// <param name="page">Its points.</param>
    public static GetMetricHistoryResponse From(string key, Page<MetricPoint> page) => new(
        page.Items.ToMessages(point => new MetricMessage(key, point.Value, point.TimestampMs, point.Step)),
        page.NextPageToken);

    public Page<MetricPoint> ToPage() => new(
        Metrics.ToEntities(metric => metric.ToPoint()), Answers.PageToken(NextPageToken));
}
