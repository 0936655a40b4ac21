using System.Collections.Frozen;
using Leat.Core;
using Leat.Core.Search;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>What can be asked: MLflow's fields of queries and mutations, and what a run has here that its message has not.</summary>
internal static class GraphQlSchema
{
    /// <summary>Most runs of one page. The answer is built as a whole, unlike that of <c>runs/search</c>.</summary>
    private const int MaxRuns = 1_000;

    private static readonly GraphQlRoot SearchRuns = GraphQlRoot.Of<SearchRunsRequest, SearchRunsResponse>("mlflowSearchRuns", SearchRunsAsync);

    /// <summary>The fields of queries.</summary>
    public static FrozenDictionary<string, GraphQlRoot> Queries { get; } = ByName(
        GraphQlRoot.Of<GetExperimentRequest, GetExperimentResponse>("mlflowGetExperiment", ExperimentEndpoints.GetAsync),
        GraphQlRoot.Of<GetRunRequest, GetRunResponse>("mlflowGetRun", RunEndpoints.GetAsync),
        SearchRuns,
        GraphQlRoot.Of<ListArtifactsRequest, ListArtifactsResponse>("mlflowListArtifacts", ArtifactEndpoints.ListAsync),
        GraphQlRoot.Of<SearchModelVersionsRequest, SearchModelVersionsResponse>("mlflowSearchModelVersions", ModelVersionEndpoints.SearchAsync),
        GraphQlRoot.Of<GetMetricHistoryBulkIntervalRequest, GetMetricHistoryBulkIntervalResponse>(
            "mlflowGetMetricHistoryBulkInterval", MetricEndpoints.GetBulkIntervalAsync));

    /// <summary>The fields of mutations: nothing changes, but MLflow has these here.</summary>
    public static FrozenDictionary<string, GraphQlRoot> Mutations { get; } = ByName(
        GraphQlRoot.Of<SearchDatasetsRequest, SearchDatasetsResponse>("mlflowSearchDatasets", DatasetEndpoints.SearchAsync), SearchRuns);

    /// <summary>The experiment of a run.</summary>
    public static async Task<ExperimentMessage> ExperimentOfAsync(RunMessage run, RpcContext call) =>
        ExperimentMessage.From(await call.Store.Experiments.GetExperimentAsync(run.Info!.ExperimentId!, call.Cancellation));

    /// <summary>The versions of registered models that a run made, the latest page of them.</summary>
    public static async Task<IReadOnlyList<ModelVersionMessage>> VersionsOfAsync(RunMessage run, RpcContext call)
    {
        var query = new SearchModelVersionsRequest(Filter: $"run_id = '{run.Info!.RunId}'").ToQuery();
        var page = await call.Store.Registry.SearchModelVersionsAsync(query, call.Cancellation);
        return [.. page.Items.Select(ModelVersionMessage.From)];
    }

    private static async Task<SearchRunsResponse> SearchRunsAsync(SearchRunsRequest request, RpcContext call)
    {
        var query = request.ToQuery(FilterLanguage.Mlflow);
        if (query.MaxResults > MaxRuns)
            throw LeatException.InvalidParameter($"Invalid value {query.MaxResults} for parameter 'maxResults' supplied. It must be at most {MaxRuns}; use nextPageToken, or runs/search for larger pages.");
        return SearchRunsResponse.From(await call.Store.Runs.SearchRunsAsync(query, call.Cancellation));
    }

    private static FrozenDictionary<string, GraphQlRoot> ByName(params GraphQlRoot[] roots) =>
        roots.ToFrozenDictionary(root => root.Name, StringComparer.Ordinal);
}
