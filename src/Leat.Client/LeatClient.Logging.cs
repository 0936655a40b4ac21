using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Client;

public sealed partial class LeatClient
{
    /// <summary>MLflow's clients read histories in pages of this size.</summary>
    private const int HistoryPageSize = 25_000;

    /// <summary>Stores points, params and tags of one active run: all of them or none.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metrics">Up to 1,000 points in any order.</param>
    /// <param name="parameters">Up to 100 params, no key twice.</param>
    /// <param name="tags">Up to 100 tags; of equal keys the last counts. At most 1,000 entries of all kinds together.</param>
    /// <param name="cancellationToken">Ends the call; the batch may have been stored anyway. It may be sent again.</param>
    /// <returns>Completes when they are stored. A repeat of a stored point or param is accepted and kept once.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the run is deleted, a param has another value already, a limit is exceeded.</exception>
    public Task LogBatchAsync(
        string runId,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Param>? parameters = null,
        IReadOnlyList<Tag>? tags = null,
        CancellationToken cancellationToken = default) =>
        Store.Runs.LogAsync(LogBatch.Create(runId, metrics, parameters, tags, Store.Features.Limits), cancellationToken);

    /// <summary>Stores one point of a metric.</summary>
    /// <param name="runId">An active run.</param>
    /// <param name="key">Up to 250 characters.</param>
    /// <param name="value">Any double; infinities are kept as ± the largest double.</param>
    /// <param name="step">Where in training.</param>
    /// <param name="timestamp">Now if null.</param>
    /// <param name="link">The model or dataset it was measured on, if any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task LogMetricAsync(
        string runId,
        string key,
        double value,
        long step = 0,
        DateTimeOffset? timestamp = null,
        MetricLink? link = null,
        CancellationToken cancellationToken = default)
    {
        var metric = new Metric(key, value, timestamp?.ToUnixTimeMilliseconds() ?? NowMs, step, link);
        return Store.Runs.LogAsync(LogBatch.ForMetric(runId, metric), cancellationToken);
    }

    /// <summary>Stores a param. A stored param cannot be changed.</summary>
    /// <param name="runId">An active run.</param>
    /// <param name="key">Up to 250 characters.</param>
    /// <param name="value">Written as <see cref="ActiveRun.LogParam"/> writes it; cut at 6,000 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task LogParamAsync(string runId, string key, object? value, CancellationToken cancellationToken = default) =>
        Store.Runs.LogAsync(LogBatch.ForParam(runId, new Param(key, ValueText.Of(value)), Store.Features.Limits), cancellationToken);

    /// <summary>Sets a tag of a run, replacing its value.</summary>
    /// <param name="runId">An active run.</param>
    /// <param name="key">Up to 250 characters.</param>
    /// <param name="value">Written as <see cref="ActiveRun.LogParam"/> writes it; cut at 8,000 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task SetTagAsync(string runId, string key, object? value, CancellationToken cancellationToken = default) =>
        Store.Runs.LogAsync(LogBatch.ForTag(runId, new Tag(key, ValueText.Of(value)), Store.Features.Limits), cancellationToken);

    /// <summary>Removes a tag of an active run.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run or tag.</exception>
    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        Store.Runs.DeleteTagAsync(runId, key, cancellationToken);

    /// <summary>Links datasets to an active run. One that the run has already is left as it is.</summary>
    public Task LogInputsAsync(
        string runId, IReadOnlyList<DatasetInput> datasets, CancellationToken cancellationToken = default) =>
        Store.Runs.LogInputsAsync(LogInputs.Create(runId, datasets), cancellationToken);

    /// <summary>All points of a metric, ordered by timestamp, then step, then value, page by page as they are read; none for
    /// an unknown key.</summary>
    public async IAsyncEnumerable<MetricPoint> GetMetricHistoryAsync(
        string runId, string key, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            var page = await Store.Metrics
                .GetHistoryAsync(runId, key, HistoryPageSize, token, cancellationToken).ConfigureAwait(false);
            foreach (var point in page.Items)
                yield return point;
            token = page.NextPageToken;
        }
        while (token is not null);
    }

    /// <summary>The histories of one metric in several runs, by run id, cut after <paramref name="maxResults"/> points over all runs.</summary>
    /// <param name="runIds">1 to 100 runs; unknown ones add nothing.</param>
    /// <param name="key">The metric.</param>
    /// <param name="maxResults">1 to 25,000.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public Task<IReadOnlyList<RunMetricHistory>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds,
        string key,
        int maxResults = HistoryPageSize,
        CancellationToken cancellationToken = default) =>
        Store.Metrics.GetHistoryBulkAsync(runIds, key, maxResults, cancellationToken);

    /// <summary>The points of one metric in several runs at a sample of their steps: what a chart needs.</summary>
    /// <param name="runIds">1 to 100 runs; unknown ones add nothing.</param>
    /// <param name="key">The metric.</param>
    /// <param name="startStep">First step; give both steps or neither.</param>
    /// <param name="endStep">Last step, inclusive.</param>
    /// <param name="maxResults">About how many steps, 1 to 2,500.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public Task<IReadOnlyList<RunMetricHistory>> SampleMetricHistoriesAsync(
        IReadOnlyList<string> runIds,
        string key,
        long? startStep = null,
        long? endStep = null,
        int maxResults = 2_500,
        CancellationToken cancellationToken = default) =>
        Store.Metrics.GetHistoryBulkIntervalAsync(runIds, key, startStep, endStep, maxResults, cancellationToken);
}
