using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>Artifacts of a run, found by its id.</summary>
internal static class ArtifactEndpoints
{
    /// <summary>How long an address works if nobody says, as in MLflow.</summary>
    private static readonly TimeSpan UploadLife = TimeSpan.FromSeconds(900);

    /// <summary>How long an address works if nobody says, as in MLflow.</summary>
    public static readonly TimeSpan DownloadLife = TimeSpan.FromSeconds(300);

    /// <summary>Maps the listing, an ordinary call, and the two calls that carry files, which web pages use.</summary>
    public static void MapArtifacts(this RpcRoutes routes)
    {
        var artifacts = routes.Group("/mlflow/artifacts", "Artifacts");
        artifacts.Map<ListArtifactsRequest, ListArtifactsResponse>(Get, "/list", ListAsync);
        artifacts.Map<PresignedUrlRequest, PresignedUrlResponse>(Post, "/presigned-upload-url", UploadAddressAsync, "presignedUploadUrl");
        artifacts.Map<PresignedUrlRequest, PresignedUrlResponse>(Post, "/presigned-download-url", DownloadAddressAsync, "presignedDownloadUrl");
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

    public static async Task<ListArtifactsResponse> ListAsync(ListArtifactsRequest request, RpcContext call)
    {
        var path = ArtifactRequestPath.Directory(request.Path);
        return await call.ListFilesAsync(await call.LocationOfRunAsync(request.RunId!), path);
    }

    private static async Task<FileAnswer> DownloadAsync(GetArtifactRequest request, RpcContext call)
    {
        var path = ArtifactRequestPath.File(request.Path);
        return new FileAnswer(call.Artifacts.Open(await call.LocationOfRunAsync(request.RunId!)), path);
    }

    private static async Task<PresignedUrlResponse> UploadAddressAsync(PresignedUrlRequest request, RpcContext call)
    {
        var (path, life) = (ArtifactRequestPath.File(request.Path), request.ToLife(UploadLife));
        return PresignedUrlResponse.From(await (await AddressesAsync(request, call)).ForUploadAsync(path, life, call.Cancellation));
    }

    private static async Task<PresignedUrlResponse> DownloadAddressAsync(PresignedUrlRequest request, RpcContext call)
    {
        var (path, life) = (ArtifactRequestPath.File(request.Path), request.ToLife(DownloadLife));
        return PresignedUrlResponse.From(await (await AddressesAsync(request, call)).ForDownloadAsync(path, life, call.Cancellation));
    }

    /// <summary>Where clients reach the files through the server anyway, MLflow calls the request itself wrong.</summary>
    private static async Task<IFileAddresses> AddressesAsync(PresignedUrlRequest request, RpcContext call)
    {
        var location = await call.LocationOfAsync(request.ToOwner());
        if (ArtifactUri.GetScheme(location) is "http" or "https" or ArtifactUri.ProxyScheme)
            throw LeatException.InvalidParameter($"No address of its own leads to the files at '{location}': send and fetch them through the server, below /api/2.0/mlflow-artifacts/artifacts.");
        return OpenOrNone(call.Artifacts, location)?.Capability<IFileAddresses>()
            ?? throw new LeatException(ErrorCode.NotImplemented, $"Presigned addresses are not supported for the artifact location '{location}'.");
    }

    /// <summary>Null for a location that this server cannot open.</summary>
    private static IArtifactRepository? OpenOrNone(IArtifactRepositoryProvider artifacts, string location)
    {
        try
        {
            return artifacts.Open(location);
        }
        catch (LeatException error) when (error.Code is ErrorCode.InvalidParameterValue or ErrorCode.NotImplemented)
        {
            return null;
        }
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
