using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/model-versions</c>.</summary>
internal static class ModelVersionEndpoints
{
    public static void MapModelVersions(this RpcRoutes routes)
    {
        var versions = routes.Group("/mlflow/model-versions", "Model versions");
        versions.Map(Post, "/create", async (CreateModelVersionRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.CreateModelVersionAsync(request.ToCommand(call.Limits), call.Cancellation)));
        versions.Map(Get, "/get", async (GetModelVersionRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.GetModelVersionAsync(request.Name!, request.ToVersion(), call.Cancellation)));
        versions.Map(Patch, "/update", async (UpdateModelVersionRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.UpdateModelVersionAsync(
                request.Name!, request.ToVersion(), request.Description, call.Cancellation)));
        versions.Map(Post, "/transition-stage", async (TransitionModelVersionStageRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.TransitionStageAsync(
                request.Name!, request.ToVersion(), request.ToStage(), request.ArchiveExistingVersions ?? false, call.Cancellation)));
        versions.Map(Delete, "/delete", (DeleteModelVersionRequest request, RpcContext call) =>
            call.Store.Registry.DeleteModelVersionAsync(request.Name!, request.ToVersion(), call.Cancellation));
        versions.Map<SearchModelVersionsRequest, SearchModelVersionsResponse>(Get, "/search", SearchAsync);
        versions.Map(Get, "/get-download-uri", async (GetModelVersionDownloadUriRequest request, RpcContext call) =>
            new GetModelVersionDownloadUriResponse(await call.Store.Registry.GetDownloadUriAsync(request.Name!, request.ToVersion(), call.Cancellation)));
        versions.Map(Post, "/set-tag", (SetModelVersionTagRequest request, RpcContext call) =>
            call.Store.Registry.SetModelVersionTagAsync(request.Name!, request.ToVersion(), request.ToTag(), call.Cancellation));
        versions.Map(Delete, "/delete-tag", (DeleteModelVersionTagRequest request, RpcContext call) =>
            call.Store.Registry.DeleteModelVersionTagAsync(request.Name!, request.ToVersion(), request.Key!, call.Cancellation));
        routes.Group("/model-versions", "Model versions", place: RpcPlace.Pages, part: ServerPart.Files).Map(
            Get, "/get-artifact", DownloadAsync, RpcRequest.Query<GetModelVersionArtifactRequest>(), RpcAnswer.File);
    }

    public static async Task<SearchModelVersionsResponse> SearchAsync(SearchModelVersionsRequest request, RpcContext call) =>
        SearchModelVersionsResponse.From(await call.Store.Registry.SearchModelVersionsAsync(request.ToQuery(), call.Cancellation));

    private static async Task<FileAnswer> DownloadAsync(GetModelVersionArtifactRequest request, RpcContext call)
    {
        var path = ArtifactRequestPath.File(request.Path);
        return new FileAnswer(call.Artifacts.Open(await call.LocationOfVersionAsync(request.Name, request.Version)), path);
    }
}
