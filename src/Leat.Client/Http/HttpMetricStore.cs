using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Metric histories on a server.</summary>
internal sealed class HttpMetricStore(HttpConnection server) : IMetricStore
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

    /// <remarks>Asks run by run: the bulk call (<c>get-history-bulk</c>) answers NaN as a bare word, which is not JSON.</remarks>
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

    public Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkIntervalAsync(
        IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int maxResults,
        CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Get, $"{Root}/get-history-bulk-interval",
            new GetMetricHistoryBulkIntervalRequest(runIds, key, startStep, endStep, maxResults),
            (GetMetricHistoryBulkIntervalResponse answer) => answer.ToHistories(), cancellationToken);

    public Task<IReadOnlyList<ThinnedHistory>> GetThinnedHistoriesAsync(
        ThinnedHistoryQuery query, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Post, "/api/leat/1.0/metrics/history", GetThinnedHistoriesRequest.From(query),
            (GetThinnedHistoriesResponse answer) => answer.ToHistories(), cancellationToken);

    private Task<Page<MetricPoint>> GetPageAsync(
        string runId, string key, int maxResults, string? pageToken, CancellationToken cancellationToken) => server.SendAsync(
            Verb.Get, $"{Root}/get-history", new GetMetricHistoryRequest(runId, key, pageToken, maxResults),
            (GetMetricHistoryResponse answer) => answer.ToPage(), cancellationToken);
}
