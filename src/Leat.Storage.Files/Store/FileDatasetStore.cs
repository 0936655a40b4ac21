using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Datasets of runs.</summary>
internal sealed class FileDatasetStore(FileIndex index) : IDatasetStore
{
    public async Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(experimentIds, cancellationToken).ConfigureAwait(false);
        return await index.Store.Datasets.SearchDatasetsAsync(experimentIds, cancellationToken).ConfigureAwait(false);
    }
}
