namespace Leat.Core;

/// <summary>Reads datasets that runs used. Safe for concurrent use.</summary>
public interface IDatasetStore
{
    /// <summary>The distinct (dataset, context) pairs of these experiments, at most 1,000.</summary>
    /// <param name="experimentIds">1 to 20 experiments.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default);
}
