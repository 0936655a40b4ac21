using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Datasets on a server.</summary>
internal sealed class HttpDatasetStore(HttpConnection server) : IDatasetStore
{
    /// <remarks>Reachable below /ajax-api only.</remarks>
    public Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Post, "/ajax-api/2.0/mlflow/experiments/search-datasets", new SearchDatasetsRequest(experimentIds),
            (SearchDatasetsResponse answer) => answer.ToSummaries(), cancellationToken);
}
