using System.Runtime.CompilerServices;

namespace Leat.Core;

/// <summary>Reads metric histories. Safe for concurrent use.</summary>
public interface IMetricStore
{
    /// <summary>One page of a metric's history, ordered by timestamp, then step, then value; empty for an unknown run or key.</summary>
    /// <param name="runId">The run, deleted or not.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="maxResults">Page size, at least 1; null for the whole history.</param>
    /// <param name="pageToken">The token from the previous page, or null.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default);

    /// <summary>Streams a metric's history, ordered by timestamp, then step, then value. Only a small part of it is in memory at a time,
    /// whatever its length. Empty for an unknown run or key.</summary>
    /// <param name="runId">The run, deleted or not.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="offset">Number of points to skip at the start.</param>
    /// <param name="limit">Maximum number of points to read; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Chunks of one or more points. A chunk is valid until the next one is requested. Everything logged before the call is
    /// returned once and in order; points logged meanwhile may or may not be included.</returns>
    IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> StreamHistoryAsync(
        string runId, string key, long offset = 0, long? limit = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The histories of one metric in several runs, each ordered by timestamp, then step, then value, with runs by id. Stops
    /// after <paramref name="maxResults"/> points over all runs. Unknown runs are skipped.
    /// </summary>
    Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default);

    /// <summary>The points of one metric in several runs at sampled steps: runs in the order given, points by step, then timestamp, then
    /// value. Unknown runs are skipped.</summary>
    /// <param name="runIds">1 to 100 runs.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="startStep">First step, or null for 0.</param>
    /// <param name="endStep">Last step, inclusive, or null for the largest.</param>
    /// <param name="maxResults">Approximate number of steps to sample, 1 to 2,500.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkIntervalAsync(
        IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int maxResults,
        CancellationToken cancellationToken = default);

    /// <summary>Several series, thinned for charts, ordered by run, then key. Unknown runs and keys, and series without points in the
    /// range, are skipped.</summary>
    Task<IReadOnlyList<ThinnedHistory>> GetThinnedHistoriesAsync(ThinnedHistoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>The same series as they are read. Nothing is held between two of them; each is shown as of one moment, but not all as of the
    /// same moment.</summary>
    async IAsyncEnumerable<ThinnedHistory> StreamThinnedHistoriesAsync(
        ThinnedHistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var history in await GetThinnedHistoriesAsync(query, cancellationToken).ConfigureAwait(false))
            yield return history;
    }
}
