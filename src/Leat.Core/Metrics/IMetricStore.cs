namespace Leat.Core;

/// <summary>Reads metric histories. Safe for concurrent use.</summary>
public interface IMetricStore
{
    /// <summary>One page of a metric's history, ordered by timestamp, then step, then value; empty for an unknown run or key.</summary>
    /// <param name="runId">The run, deleted or not.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="maxResults">Page size, at least 1; null for the whole history.</param>
    /// <param name="pageToken">The token of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default);

    /// <summary>A metric's history, ordered by timestamp, then step, then value, piece by piece: whatever its length, only a small
    /// part of it is in memory. Nothing for an unknown run or key.</summary>
    /// <param name="runId">The run, deleted or not.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="offset">How many points to leave out at the beginning.</param>
    /// <param name="limit">How many points to read at most; null for all that follow.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Pieces of one or more points. A piece is valid until the next is asked for. What was logged before the call is
    /// there, once and in order, whatever is logged meanwhile; of that, some may be there too.</returns>
    IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> StreamHistoryAsync(
        string runId, string key, long offset = 0, long? limit = null, CancellationToken cancellationToken = default);

    /// <summary>The histories of one metric in several runs, each ordered by timestamp, then step, then value, runs by id;
    /// cut when <paramref name="maxResults"/> points are reached over all runs. Unknown runs add nothing.</summary>
    Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default);

    /// <summary>The points of one metric in several runs at a sample of their steps, runs in the order given, points by step,
    /// then timestamp, then value. Unknown runs add nothing.</summary>
    /// <param name="runIds">1 to 100 runs.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="startStep">First step wanted, or null for 0.</param>
    /// <param name="endStep">Last step wanted, inclusive, or null for the largest.</param>
    /// <param name="maxResults">About how many steps to sample, 1 to 2,500.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkIntervalAsync(
        IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int maxResults,
        CancellationToken cancellationToken = default);

    /// <summary>The shapes of several series, for charts. In the order of the runs, then of the keys; unknown runs and keys, and
    /// series without points in the range, add nothing.</summary>
    Task<IReadOnlyList<ThinnedHistory>> GetThinnedHistoriesAsync(ThinnedHistoryQuery query, CancellationToken cancellationToken = default);
}
