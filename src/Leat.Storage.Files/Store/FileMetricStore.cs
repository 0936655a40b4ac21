using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Histories, each as new as its files.</summary>
internal sealed class FileMetricStore(FileIndex index) : IMetricStore
{
    private IMetricStore Inner => index.Store.Metrics;

    public async Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        await index.FollowRunAsync(runId, cancellationToken).ConfigureAwait(false);
        return await Inner.GetHistoryAsync(runId, key, maxResults, pageToken, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> StreamHistoryAsync(
        string runId, string key, long offset = 0, long? limit = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await index.FollowRunAsync(runId, cancellationToken).ConfigureAwait(false);
        await foreach (var chunk in Inner.StreamHistoryAsync(runId, key, offset, limit, cancellationToken).ConfigureAwait(false))
            yield return chunk;
    }

    public async Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        await FollowAsync(runIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetHistoryBulkAsync(runIds, key, maxResults, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkIntervalAsync(
        IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int maxResults, CancellationToken cancellationToken = default)
    {
        await FollowAsync(runIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetHistoryBulkIntervalAsync(runIds, key, startStep, endStep, maxResults, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ThinnedHistory>> GetThinnedHistoriesAsync(ThinnedHistoryQuery query, CancellationToken cancellationToken = default)
    {
        await FollowAsync(query.RunIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetThinnedHistoriesAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ThinnedHistory> StreamThinnedHistoriesAsync(
        ThinnedHistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await FollowAsync(query.RunIds, cancellationToken).ConfigureAwait(false);
        await foreach (var history in Inner.StreamThinnedHistoriesAsync(query, cancellationToken).ConfigureAwait(false))
            yield return history;
    }

    private async Task FollowAsync(IEnumerable<string> runIds, CancellationToken cancellationToken)
    {
        foreach (var id in runIds.Distinct(StringComparer.Ordinal))
            await index.FollowRunAsync(id, cancellationToken).ConfigureAwait(false);
    }
}
