using Leat.Core;
using Leat.Core.Search;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/runs</c>.</summary>
internal static class RunEndpoints
{
    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapRuns(this RpcRoutes routes)
    {
        var runs = routes.Group("/mlflow/runs", "Runs");
        runs.Map(Post, "/create", CreateAsync, Json.CreateRunRequest, Json.CreateRunResponse);
        runs.Map(Get, "/get", GetAsync, Json.GetRunRequest, Json.GetRunResponse);
        runs.Map(Post, "/update", UpdateAsync, Json.UpdateRunRequest, Json.UpdateRunResponse);
        runs.Map(Post, "/search", SearchAsync, Json.SearchRunsRequest, Json.SearchRunsResponse);
        runs.MapCommand("/delete", DeleteAsync, Json.DeleteRunRequest);
        runs.MapCommand("/restore", RestoreAsync, Json.RestoreRunRequest);
        routes.Group("/runs", "Runs", RpcCall.LeatVersion)
            .Map(Post, "/search", SearchByTreeAsync, Json.SearchRunsRequest, Json.SearchRunsResponse);
        runs.MapHotCommand("/log-metric", LogMetricReader.Read, LogAsync, Json.LogMetricRequest);
        runs.MapHotCommand("/log-batch", LogBatchReader.Read, LogAsync, Json.LogBatchRequest);
        runs.MapCommand("/log-parameter", LogParameterAsync, Json.LogParameterRequest);
        runs.MapCommand("/set-tag", SetTagAsync, Json.SetTagRequest);
        runs.MapCommand("/delete-tag", DeleteTagAsync, Json.DeleteTagRequest);
        runs.MapCommand("/log-inputs", LogInputsAsync, Json.LogInputsRequest);
    }

    private static async Task<CreateRunResponse> CreateAsync(
        CreateRunRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        CreateRunResponse.From(await store.Runs.CreateRunAsync(request.ToCommand(), cancellationToken));

    private static async Task<GetRunResponse> GetAsync(
        GetRunRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        new(RunMessage.From(await store.Runs.GetRunAsync(request.RunId!, cancellationToken)));

    private static async Task<UpdateRunResponse> UpdateAsync(
        UpdateRunRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        new(RunInfoMessage.From(await store.Runs.UpdateRunAsync(request.ToCommand(), cancellationToken)));

    private static async Task<SearchRunsResponse> SearchAsync(
        SearchRunsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        SearchRunsResponse.From(await store.Runs.SearchRunsAsync(request.ToQuery(), cancellationToken));

    private static async Task<SearchRunsResponse> SearchByTreeAsync(
        SearchRunsRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var query = request.ToQuery(FilterLanguage.Boolean);
        return SearchRunsResponse.From(await store.Runs.SearchRunsAsync(query, cancellationToken));
    }

    private static Task DeleteAsync(
        DeleteRunRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Runs.DeleteRunAsync(request.RunId!, cancellationToken);

    private static Task RestoreAsync(
        RestoreRunRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Runs.RestoreRunAsync(request.RunId!, cancellationToken);

    private static Task LogParameterAsync(
        LogParameterRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Runs.LogAsync(request.ToCommand(), cancellationToken);

    private static Task SetTagAsync(SetTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Runs.LogAsync(request.ToCommand(), cancellationToken);

    private static Task DeleteTagAsync(
        DeleteTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Runs.DeleteTagAsync(request.RunId!, request.Key!, cancellationToken);

    private static Task LogInputsAsync(
        LogInputsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Runs.LogInputsAsync(request.ToCommand(), cancellationToken);

    private static Task LogAsync(LogBatch batch, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Runs.LogAsync(batch, cancellationToken);
}
