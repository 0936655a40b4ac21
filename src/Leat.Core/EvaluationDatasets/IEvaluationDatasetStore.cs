namespace Leat.Core;

/// <summary>Stores evaluation datasets and their records. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>An unknown dataset gives <see cref="ErrorCode.ResourceDoesNotExist"/> unless a method says otherwise.</remarks>
public interface IEvaluationDatasetStore
{
    /// <summary>Maximum records per page.</summary>
    const int MaxRecordsPerPage = 10_000;

    /// <summary>Creates a dataset without records.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.</exception>
    Task<EvaluationDataset> CreateDatasetAsync(NewEvaluationDataset dataset, CancellationToken cancellationToken = default);

    /// <summary>The dataset with its tags and experiments.</summary>
    Task<EvaluationDataset> GetDatasetAsync(string datasetId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a dataset for good, with its records; does nothing if it does not exist.</summary>
    Task DeleteDatasetAsync(string datasetId, CancellationToken cancellationToken = default);

    /// <summary>One page of the matching datasets.</summary>
    Task<Page<EvaluationDataset>> SearchDatasetsAsync(EvaluationDatasetQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sets tags, replacing earlier values.</summary>
    Task SetTagsAsync(string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag; does nothing if the tag or the dataset does not exist.</summary>
    Task DeleteTagAsync(string datasetId, string key, CancellationToken cancellationToken = default);

    /// <summary>Writes records, all or none. Records with new inputs are added; others are merged into the record with the same inputs.</summary>
    Task<EvaluationDatasetUpsert> UpsertRecordsAsync(
        string datasetId, NewEvaluationDatasetRecords records, CancellationToken cancellationToken = default);

    /// <summary>One page of the records, oldest first; those of one call in the order they were sent. Empty for an unknown dataset.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="maxResults">At least 1; a page holds at most <see cref="MaxRecordsPerPage"/>.</param>
    /// <param name="pageToken">The token from the previous page, or null.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<Page<EvaluationDatasetRecord>> GetRecordsAsync(
        string datasetId, long maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>Deletes records for good; those that are not there are ignored.</summary>
    /// <returns>How many were deleted.</returns>
    Task<long> DeleteRecordsAsync(string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default);

    /// <summary>The experiments a dataset belongs to, by number. Empty for an unknown dataset.</summary>
    Task<IReadOnlyList<string>> GetExperimentIdsAsync(string datasetId, CancellationToken cancellationToken = default);

    /// <summary>Adds a dataset to experiments; those it already belongs to are unchanged.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: also for an unknown experiment.</exception>
    Task<EvaluationDataset> AddToExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default);

    /// <summary>Removes a dataset from experiments; those it does not belong to are ignored.</summary>
    Task<EvaluationDataset> RemoveFromExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default);
}
