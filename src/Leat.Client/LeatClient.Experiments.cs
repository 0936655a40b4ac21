using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Client;

public sealed partial class LeatClient
{
    /// <summary>Creates an experiment and returns its id.</summary>
    /// <param name="name">1 to 500 characters, unique over active and deleted experiments.</param>
    /// <param name="artifactLocation">The URI below which artifacts go; null for the store's default.</param>
    /// <param name="tags">Tags from the start.</param>
    /// <param name="cancellationToken">Ends the call; the experiment may have been created anyway.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken, perhaps by a deleted
    /// experiment. <see cref="ErrorCode.InvalidParameterValue"/>: a value that is not allowed.</exception>
    public Task<string> CreateExperimentAsync(
        string name,
        string? artifactLocation = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        CancellationToken cancellationToken = default) =>
        Store.Experiments.CreateExperimentAsync(
            NewExperiment.Create(name, artifactLocation, tags.ToTags(), Store.Features.Limits), cancellationToken);

    /// <summary>The experiment with this id, deleted or not.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.</exception>
    public Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Store.Experiments.GetExperimentAsync(experimentId, cancellationToken);

    /// <summary>The experiment with this name, deleted or not; null if there is none.</summary>
    public Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default) =>
        Store.Experiments.FindExperimentByNameAsync(name, cancellationToken);

    /// <summary>The active experiment with this name, created if there is none.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted, or the name
    /// is not allowed.</exception>
    /// <remarks>Programs that ask at the same moment get the same experiment.</remarks>
    public async Task<Experiment> GetOrCreateExperimentAsync(string name, CancellationToken cancellationToken = default)
    {
        var experiment = await FindExperimentByNameAsync(name, cancellationToken).ConfigureAwait(false)
            ?? await CreateOrFindAsync(name, cancellationToken).ConfigureAwait(false);
        return experiment.LifecycleStage == LifecycleStage.Active
            ? experiment
            : throw LeatException.InvalidParameter(
                $"Cannot set a deleted experiment '{name}' as the active experiment. You can restore the experiment, or "
                + "permanently delete the experiment to create a new one.");
    }

    /// <summary>The experiments that match, page by page as they are read.</summary>
    /// <param name="filter">Conditions in MLflow's filter language, for example <c>name LIKE 'iris%'</c>; null for all.</param>
    /// <param name="orderBy">Fields with an optional direction, for example <c>name ASC</c>; null for newest first.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="pageSize">How many are fetched at a time, 1 to 50,000. To limit the result, stop reading.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the filter or order is not valid.</exception>
    public async IAsyncEnumerable<Experiment> SearchExperimentsAsync(
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        ViewType view = ViewType.ActiveOnly,
        int pageSize = 1_000,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = new ExperimentQuery
        {
            Filter = ExperimentSearch.ParseFilter(filter),
            OrderBy = ExperimentSearch.ParseOrderBy(orderBy),
            View = view,
            MaxResults = pageSize,
        };
        do
        {
            var page = await Store.Experiments.SearchExperimentsAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var experiment in page.Items)
                yield return experiment;
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);
    }

    /// <summary>Gives an active experiment another name.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken.</exception>
    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        Store.Experiments.RenameExperimentAsync(experimentId, newName, cancellationToken);

    /// <summary>Deletes an active experiment with all its runs. Both can be restored.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such active experiment.</exception>
    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Store.Experiments.DeleteExperimentAsync(experimentId, cancellationToken);

    /// <summary>Restores a deleted experiment with all its runs.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such deleted experiment.</exception>
    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Store.Experiments.RestoreExperimentAsync(experimentId, cancellationToken);

    /// <summary>Sets a tag of an active experiment, replacing its value. Key up to 250, value up to 5,000 characters.</summary>
    public Task SetExperimentTagAsync(
        string experimentId, string key, string value, CancellationToken cancellationToken = default) =>
        Store.Experiments.SetExperimentTagAsync(experimentId, new Tag(key, value), cancellationToken);

    /// <summary>Removes a tag of an active experiment.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such tag.</exception>
    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        Store.Experiments.DeleteExperimentTagAsync(experimentId, key, cancellationToken);

    private async Task<Experiment> CreateOrFindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var id = await CreateExperimentAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await GetExperimentAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.ResourceAlreadyExists)
        {
            // Somebody else was faster.
            return await FindExperimentByNameAsync(name, cancellationToken).ConfigureAwait(false) ?? throw LeatException.AlreadyExists(exception.Message);
        }
    }
}
