using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Client;

public sealed partial class LeatClient
{
    /// <summary>Creates a run and nothing more: no context tags, no background logging. See <see cref="StartRunAsync"/> for those.</summary>
    /// <param name="experimentId">An active experiment.</param>
    /// <param name="name">Need not be unique; drawn at random if null.</param>
    /// <param name="tags">Tags from the start.</param>
    /// <param name="startTime">Now if null.</param>
    /// <param name="cancellationToken">Ends the call; the run may have been created anyway.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is deleted, or a value is not allowed.</exception>
    public Task<Run> CreateRunAsync(
        string experimentId,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        DateTimeOffset? startTime = null,
        CancellationToken cancellationToken = default) =>
        CreateRunAsync(experimentId, name, tags.ToTags(), startTime?.ToUnixTimeMilliseconds() ?? NowMs, cancellationToken);

    /// <summary>The run with its latest metrics, params, tags and inputs, deleted or not.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.</exception>
    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Store.Runs.GetRunAsync(runId, cancellationToken);

    /// <summary>Changes attributes of an active run; null leaves one as it is.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is deleted.</exception>
    public Task<RunInfo> UpdateRunAsync(
        string runId,
        RunStatus? status = null,
        string? name = null,
        DateTimeOffset? endTime = null,
        CancellationToken cancellationToken = default) =>
        Store.Runs.UpdateRunAsync(
            new RunUpdate(runId) { Status = status, RunName = name, EndTimeMs = endTime?.ToUnixTimeMilliseconds() },
            cancellationToken);

    /// <summary>Ends a run: sets its status and end time.</summary>
    /// <param name="runId">An active run.</param>
    /// <param name="status">Usually finished, failed or killed.</param>
    /// <param name="endTime">Now if null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RunInfo> SetTerminatedAsync(
        string runId,
        RunStatus status = RunStatus.Finished,
        DateTimeOffset? endTime = null,
        CancellationToken cancellationToken = default) =>
        UpdateRunAsync(runId, status, null, endTime ?? Options.TimeProvider.GetUtcNow(), cancellationToken);

    /// <summary>Deletes a run; it can be restored. Deleting it again changes nothing.</summary>
    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Store.Runs.DeleteRunAsync(runId, cancellationToken);

    /// <summary>Restores a run. Restoring an active one changes nothing.</summary>
    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Store.Runs.RestoreRunAsync(runId, cancellationToken);

    /// <summary>The runs that match, page by page as they are read.</summary>
    /// <param name="experimentIds">Experiments to search; an empty list finds no runs.</param>
    /// <param name="filter">Conditions in MLflow's filter language, for example <c>metrics.accuracy > 0.9 AND params.depth = '6'</c>;
    /// null for all.</param>
    /// <param name="orderBy">Fields with an optional direction, for example <c>metrics.accuracy DESC</c>; null for newest first.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="pageSize">How many are fetched at a time, 1 to 50,000. To limit the result, stop reading.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the filter or order is not valid.</exception>
    public async IAsyncEnumerable<Run> SearchRunsAsync(
        IReadOnlyList<string> experimentIds,
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        ViewType view = ViewType.ActiveOnly,
        int pageSize = RunQuery.DefaultPageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = new RunQuery
        {
            ExperimentIds = experimentIds,
            Filter = RunSearch.ParseFilter(filter),
            OrderBy = RunSearch.ParseOrderBy(orderBy),
            View = view,
            MaxResults = pageSize,
        };
        do
        {
            var page = await Store.Runs.SearchRunsAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var run in page.Items)
                yield return run;
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);
    }

    /// <summary>The datasets that runs of these experiments used, distinct by (name, digest, context), at most 1,000.</summary>
    /// <param name="experimentIds">1 to 20 experiments.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) =>
        Store.Datasets.SearchDatasetsAsync(experimentIds, cancellationToken);

    private Task<Run> CreateRunAsync(
        string experimentId, string? name, IReadOnlyList<Tag> tags, long startTimeMs, CancellationToken cancellationToken)
    {
        var user = tags.FirstOrDefault(tag => tag.Key == RunTags.User).Value;
        return Store.Runs.CreateRunAsync(
            NewRun.Create(experimentId, name, user ?? "unknown", startTimeMs, tags), cancellationToken);
    }
}
