using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>Artifacts of a run, found by its id.</summary>
internal static class ArtifactEndpoints
{
    /// <summary>Maps the listing, an ordinary call, and the two calls that carry files, which web pages use.</summary>
    public static void MapArtifacts(this RpcRoutes routes)
    {
        routes.Group("/mlflow/artifacts", "Artifacts").Map<ListArtifactsRequest, ListArtifactsResponse>(Get, "/list", ListAsync);
        routes.Group("", "Artifacts", place: RpcPlace.Pages, part: ServerPart.Files)
            .Map(Get, "/get-artifact", DownloadAsync, RpcRequest.Query<GetArtifactRequest>(), RpcAnswer.File);
        routes.Group("/mlflow", "Artifacts", place: RpcPlace.AjaxOnly, part: ServerPart.Files)
            .Map(Post, "/upload-artifact", UploadAsync, RpcRequest.Query<UploadArtifactRequest>(takesFile: true), RpcAnswer.NoBody);
        var files = routes.Group("/artifacts", "Artifacts", RpcCall.LeatVersion, part: ServerPart.Files);
        files.Map(
            Get, "/preview", PreviewAsync, RpcRequest.Query<PreviewArtifactRequest>(), RpcAnswer.Written<FileAnswer>(AnswerForm.File));
        files.Map(
            Get, "/archive", ArchiveAsync, RpcRequest.Query<ArchiveArtifactsRequest>(), RpcAnswer.Written<ArchiveAnswer>(AnswerForm.Archive));
    }

    private static async Task<FileAnswer> PreviewAsync(PreviewArtifactRequest request, RpcContext call)
    {
        var path = ArtifactRequestPath.File(request.Path);
        return new FileAnswer(call.Artifacts.Open(await call.LocationOfAsync(request.ToOwner())), path) { IsPreview = true };
    }

    private static async Task<ArchiveAnswer> ArchiveAsync(ArchiveArtifactsRequest request, RpcContext call)
    {
        var owner = request.ToOwner();
        var path = ArtifactRequestPath.Directory(request.Path);
        var repository = call.Artifacts.Open(await call.LocationOfAsync(owner));
        return await ArchiveAnswer.OfAsync(repository, path, ArchiveAnswer.NameOf(owner, path), call);
    }

    private static async Task<ListArtifactsResponse> ListAsync(ListArtifactsRequest request, RpcContext call)
    {
        var path = ArtifactRequestPath.Directory(request.Path);
        return await call.ListFilesAsync(await call.LocationOfRunAsync(request.RunId!), path);
    }

    private static async Task<FileAnswer> DownloadAsync(GetArtifactRequest request, RpcContext call)
    {
        var path = ArtifactRequestPath.File(request.Path);
        return new FileAnswer(call.Artifacts.Open(await call.LocationOfRunAsync(request.RunId!)), path);
    }

    /// <summary>An upload from the user interface: a small file, named by the query.</summary>
    private static async Task UploadAsync(UploadArtifactRequest request, RpcContext call)
    {
        var path = ArtifactRequestPath.File(request.Path);
        var data = await SmallBody.ReadAsync(call.Http);
        var location = await call.LocationOfRunAsync(request.RunId!);
        await call.Artifacts.Open(location).WriteAsync(path, data, call.Cancellation);
    }
}
