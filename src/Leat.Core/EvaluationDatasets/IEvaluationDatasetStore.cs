namespace Leat.Core;

/// <summary>Keeps evaluation datasets and their records. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>An unknown dataset is <see cref="ErrorCode.ResourceDoesNotExist"/> unless a method says otherwise.</remarks>
public interface IEvaluationDatasetStore
{
    /// <summary>The most records that one page holds.</summary>
    const int MaxRecordsPerPage = 10_000;

    /// <summary>Creates a dataset without records.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.</exception>
    Task<EvaluationDataset> CreateDatasetAsync(NewEvaluationDataset dataset, CancellationToken cancellationToken = default);

    /// <summary>The dataset with its tags and experiments.</summary>
    Task<EvaluationDataset> GetDatasetAsync(string datasetId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a dataset for good, with its records; one that is not there changes nothing.</summary>
    Task DeleteDatasetAsync(string datasetId, CancellationToken cancellationToken = default);

    /// <summary>One page of the datasets that match.</summary>
    Task<Page<EvaluationDataset>> SearchDatasetsAsync(EvaluationDatasetQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sets tags, replacing their values.</summary>
    Task SetTagsAsync(string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag; one that is not there, or a dataset that is not, changes nothing.</summary>
    Task DeleteTagAsync(string datasetId, string key, CancellationToken cancellationToken = default);

    /// <summary>Writes records, all or none: those with new inputs are added, others merged into the record that has their inputs.</summary>
    Task<EvaluationDatasetUpsert> UpsertRecordsAsync(
        string datasetId, NewEvaluationDatasetRecords records, CancellationToken cancellationToken = default);

    /// <summary>One page of the records, oldest first, those of one call in the order in which they were sent. None for an unknown dataset.</summary>
    /// <param name="datasetId">Whose records.</param>
    /// <param name="maxResults">1 or more; a page holds <see cref="MaxRecordsPerPage"/> at most.</param>
    /// <param name="pageToken">The token of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<Page<EvaluationDatasetRecord>> GetRecordsAsync(
        string datasetId, long maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>The experiments that a dataset is part of, by number. None for an unknown dataset.</summary>
    Task<IReadOnlyList<string>> GetExperimentIdsAsync(string datasetId, CancellationToken cancellationToken = default);

    /// <summary>Makes a dataset part of experiments; those that it is part of already stay.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: also for an experiment that is not there.</exception>
    Task<EvaluationDataset> AddToExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default);

    /// <summary>Takes a dataset out of experiments; those that it is not part of change nothing.</summary>
    Task<EvaluationDataset> RemoveFromExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default);
}
