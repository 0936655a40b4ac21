using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Protocol;
using static Leat.Protocol.ProtocolJsonContext;

namespace Leat.Client;

/// <summary>Metric histories on a server.</summary>
internal sealed class HttpMetricStore(HttpConnection connection) : IMetricStore
{
    private const string Root = "/api/2.0/mlflow/metrics";

    /// <summary>MLflow's own server answers a request without a page size with an empty page, so one is always sent.</summary>
    private const int PageSize = 25_000;

    public async Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        var page = await GetPageAsync(runId, key, maxResults ?? PageSize, pageToken, cancellationToken).ConfigureAwait(false);
        if (maxResults is not null || page.NextPageToken is null)
            return page;
        var points = new List<MetricPoint>(page.Items);
        while (page.NextPageToken is not null)
        {
            page = await GetPageAsync(runId, key, PageSize, page.NextPageToken, cancellationToken).ConfigureAwait(false);
            points.AddRange(page.Items);
        }

        return new Page<MetricPoint>(points, null);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> StreamHistoryAsync(
        string runId, string key, long offset = 0, long? limit = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var token = offset == 0 ? null : PageToken.FromOffset(offset);
        for (var left = limit ?? long.MaxValue; left > 0;)
        {
            var page = await GetPageAsync(runId, key, (int)Math.Min(left, PageSize), token, cancellationToken).ConfigureAwait(false);
            if (page.Items.Count > 0)
                yield return page.Items.ToArray();
            if (page.NextPageToken is null)
                yield break;
            token = page.NextPageToken;
            left -= page.Items.Count;
        }
    }

    /// <remarks>Asks run by run: the call for many (<c>get-history-bulk</c>) answers NaN as a bare word, which is no JSON.</remarks>
    public async Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        var histories = new List<RunMetricHistory>();
        foreach (var runId in runIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var left = maxResults - histories.Sum(history => history.Points.Count);
            if (left <= 0)
                break;
            var page = await GetPageAsync(runId, key, left, null, cancellationToken).ConfigureAwait(false);
            if (page.Items.Count > 0)
                histories.Add(new RunMetricHistory(runId, page.Items));
        }

        return histories;
    }

    public async Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkIntervalAsync(
        IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int maxResults,
        CancellationToken cancellationToken = default)
    {
        var query = new Query().Add("run_ids", runIds).Add("metric_key", key)
            .Add("start_step", startStep).Add("end_step", endStep).Add("max_results", maxResults);
        var call = new HttpCall<GetMetricHistoryBulkIntervalResponse>(
            HttpMethod.Get, $"{Root}/get-history-bulk-interval{query}", Default.GetMetricHistoryBulkIntervalResponse);
        return (await connection.SendAsync(call, cancellationToken).ConfigureAwait(false)).ToHistories();
    }

    public async Task<IReadOnlyList<ThinnedHistory>> GetThinnedHistoriesAsync(
        ThinnedHistoryQuery query, CancellationToken cancellationToken = default)
    {
        var call = new HttpCall<GetThinnedHistoriesResponse>(
            HttpMethod.Post, "/api/leat/1.0/metrics/history", Default.GetThinnedHistoriesResponse)
            .WithBody(GetThinnedHistoriesRequest.From(query), Default.GetThinnedHistoriesRequest);
        return (await connection.SendAsync(call, cancellationToken).ConfigureAwait(false)).ToHistories();
    }

    private async Task<Page<MetricPoint>> GetPageAsync(
        string runId, string key, int maxResults, string? pageToken, CancellationToken cancellationToken)
    {
        var query = new Query().Add("run_id", runId).Add("metric_key", key)
            .Add("max_results", maxResults).Add("page_token", pageToken);
        var call = new HttpCall<GetMetricHistoryResponse>(
            HttpMethod.Get, $"{Root}/get-history{query}", Default.GetMetricHistoryResponse);
        return (await connection.SendAsync(call, cancellationToken).ConfigureAwait(false)).ToPage();
    }
}
