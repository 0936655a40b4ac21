using Leat.Core;
using Leat.Protocol;
using static Leat.Protocol.ProtocolJsonContext;

namespace Leat.Client;

/// <summary>Datasets on a server.</summary>
internal sealed class HttpDatasetStore(HttpConnection connection) : IDatasetStore
{
    public async Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        // Reachable below /ajax-api only.
        var call = new HttpCall<SearchDatasetsResponse>(
                HttpMethod.Post, "/ajax-api/2.0/mlflow/experiments/search-datasets", Default.SearchDatasetsResponse)
            .WithBody(new SearchDatasetsRequest(experimentIds), Default.SearchDatasetsRequest);
        return (await connection.SendAsync(call, cancellationToken).ConfigureAwait(false)).ToSummaries();
    }
}
