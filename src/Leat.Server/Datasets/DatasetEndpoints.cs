using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The search for datasets that runs used; pages only, as in MLflow.</summary>
internal static class DatasetEndpoints
{
    public static void MapDatasets(this RpcRoutes routes) =>
        routes.Group("/mlflow/experiments", "Datasets", place: RpcPlace.AjaxOnly)
            .Map<SearchDatasetsRequest, SearchDatasetsResponse>(Post, "/search-datasets", SearchAsync);

    public static async Task<SearchDatasetsResponse> SearchAsync(SearchDatasetsRequest request, RpcContext call)
    {
        if (request.ExperimentIds is not { Count: > 0 } ids)
            throw LeatException.InvalidParameter("SearchDatasets request must specify at least one experiment_id.");
        if (ids.Count > SearchDatasetsRequest.MaxExperiments)
        {
            throw LeatException.InvalidParameter(
                $"SearchDatasets request cannot specify more than {SearchDatasetsRequest.MaxExperiments} experiment_ids. "
                + $"Received {ids.Count} experiment_ids.");
        }

        return SearchDatasetsResponse.From(await call.Store.Datasets.SearchDatasetsAsync(ids, call.Cancellation));
    }
}
