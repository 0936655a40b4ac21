using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/model-versions</c>.</summary>
internal static class ModelVersionEndpoints
{
    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapModelVersions(this RpcRoutes routes)
    {
        var versions = routes.Group("/mlflow/model-versions", "Model versions");
        versions.Map(Post, "/create", CreateAsync, Json.CreateModelVersionRequest, Json.ModelVersionResponse);
        versions.Map(Get, "/get", GetAsync, Json.GetModelVersionRequest, Json.ModelVersionResponse);
        versions.Map(Patch, "/update", UpdateAsync, Json.UpdateModelVersionRequest, Json.ModelVersionResponse);
        versions.Map(
            Post, "/transition-stage", TransitionAsync, Json.TransitionModelVersionStageRequest, Json.ModelVersionResponse);
        versions.MapCommand(Delete, "/delete", DeleteAsync, Json.DeleteModelVersionRequest);
        versions.Map(Get, "/search", SearchAsync, Json.SearchModelVersionsRequest, Json.SearchModelVersionsResponse);
        versions.Map(
            Get,
            "/get-download-uri",
            GetDownloadUriAsync,
            Json.GetModelVersionDownloadUriRequest,
            Json.GetModelVersionDownloadUriResponse);
        versions.MapCommand("/set-tag", SetTagAsync, Json.SetModelVersionTagRequest);
        versions.MapCommand(Delete, "/delete-tag", DeleteTagAsync, Json.DeleteModelVersionTagRequest);
    }

    private static async Task<ModelVersionResponse> CreateAsync(
        CreateModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(await store.Registry.CreateModelVersionAsync(request.ToCommand(), cancellationToken));

    private static async Task<ModelVersionResponse> GetAsync(
        GetModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(
            await store.Registry.GetModelVersionAsync(request.Name!, request.ToVersion(), cancellationToken));

    private static async Task<ModelVersionResponse> UpdateAsync(
        UpdateModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(await store.Registry.UpdateModelVersionAsync(
            request.Name!, request.ToVersion(), request.Description, cancellationToken));

    private static async Task<ModelVersionResponse> TransitionAsync(
        TransitionModelVersionStageRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(await store.Registry.TransitionStageAsync(
            request.Name!, request.ToVersion(), request.ToStage(), request.ArchiveExistingVersions ?? false, cancellationToken));

    private static Task DeleteAsync(
        DeleteModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.DeleteModelVersionAsync(request.Name!, request.ToVersion(), cancellationToken);

    private static async Task<SearchModelVersionsResponse> SearchAsync(
        SearchModelVersionsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        SearchModelVersionsResponse.From(
            await store.Registry.SearchModelVersionsAsync(request.ToQuery(), cancellationToken));

    private static async Task<GetModelVersionDownloadUriResponse> GetDownloadUriAsync(
        GetModelVersionDownloadUriRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        new(await store.Registry.GetDownloadUriAsync(request.Name!, request.ToVersion(), cancellationToken));

    private static Task SetTagAsync(
        SetModelVersionTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.SetModelVersionTagAsync(request.Name!, request.ToVersion(), request.ToTag(), cancellationToken);

    private static Task DeleteTagAsync(
        DeleteModelVersionTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.DeleteModelVersionTagAsync(request.Name!, request.ToVersion(), request.Key!, cancellationToken);
}
