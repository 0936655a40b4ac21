using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The artifact proxy: files below <c>--artifacts-destination</c>, found by their path.</summary>
/// <remarks>Stricter than MLflow, which answers 500 if a path is missing, a directory or below a file: here these are 404 or 400.</remarks>
internal sealed class ArtifactProxyEndpoints(IArtifactRepository? destination)
{
    private const string Artifacts = "/mlflow-artifacts/artifacts";
    private const string Multipart = "/mlflow-artifacts/mpu";
    private const string Presigned = "/mlflow-artifacts/presigned";

    /// <summary>The destination as the repository provider knows it.</summary>
    private const string DestinationUri = ArtifactUri.ProxyScheme + ":/";

    private static readonly RpcRequest<ProxyArtifactRequest> Named =
        RpcRequest.Of(http => new ProxyArtifactRequest(ArtifactRequestPath.Read(http, Artifacts)));

    private static readonly RpcRequest<ProxyArtifactRequest> AddressOf =
        RpcRequest.Of(http => new ProxyArtifactRequest(ArtifactRequestPath.Read(http, Presigned)));

    /// <summary>Maps the calls. The destination is opened once, so that one that cannot be opened fails the start.</summary>
    public static void MapArtifactProxy(RpcRoutes routes, LeatServerOptions options, IArtifactRepositoryProvider artifacts) =>
        new ArtifactProxyEndpoints(options.ServeArtifacts ? artifacts.Open(DestinationUri) : null).Map(routes);

    private IArtifactRepository Destination => destination
        ?? throw new InvalidOperationException("A server without artifacts admits no call of the proxy.");

    private IReceivedParts ReceivedParts => Destination.Capability<IReceivedParts>() ?? throw TakesNoParts();

    /// <summary>If the destination cannot issue URLs for parts, they are sent to this server, which leads them there.</summary>
    private IMultipartUploads UploadsOf(RpcContext call) => Destination.Capability<IMultipartUploads>()
        ?? (ReceivedUploads.AreOfferedAt(call.Http) && Destination.Capability<IReceivedParts>() is { } parts ? new ReceivedUploads(parts, call.Http) : throw TakesNoParts());

    /// <summary>Clients then send the file in one piece.</summary>
    private static LeatException TakesNoParts() =>
        new(ErrorCode.NotImplemented, "Multipart upload is not supported for the current artifact repository");

    private void Map(RpcRoutes routes)
    {
        const string path = ArtifactRequestPath.Pattern;
        var files = routes.Group(Artifacts, "Artifacts", part: ServerPart.ArtifactProxy);
        files.Map<ListProxyArtifactsRequest, ListProxyArtifactsResponse>(Get, "", ListAsync);
        files.Map(Get, path, DownloadAsync, Named, RpcAnswer.File, "downloadProxyArtifact");
        files.Map(Put, path, UploadAsync, Named with { Form = RequestForm.File }, RpcAnswer.Empty, "uploadProxyArtifact");
        files.Map(Delete, path, DeleteAsync, Named, RpcAnswer.Empty, "deleteProxyArtifact");
        routes.Group(Presigned, "Artifacts", part: ServerPart.ArtifactProxy)
            .Map(Get, path, AddressAsync, AddressOf, RpcAnswer.Message<PresignedProxyUrlResponse>(), "presignedProxyUrl");
        var parts = routes.Group(Multipart, "Artifacts", part: ServerPart.ArtifactProxy);
        parts.Map<CreateMultipartUploadRequest, CreateMultipartUploadResponse>(Post, "/create" + path, CreatePartsAsync);
        parts.Map<CompleteMultipartUploadRequest>(Post, "/complete" + path, CompletePartsAsync);
        parts.Map<AbortMultipartUploadRequest>(Post, "/abort" + path, AbortPartsAsync);

        // Clients send parts as to a foreign store, without credentials and without their workspace. Who knows the id has them.
        routes.Group("", "Artifacts", place: RpcPlace.Root, part: ServerPart.ArtifactProxy, isPublic: true)
            .Map(Put, ReceivedUploads.PartRoute, WritePartAsync, RpcRequest.None, RpcAnswer.NoBody);
    }

    private async Task<ListProxyArtifactsResponse> ListAsync(ListProxyArtifactsRequest request, RpcContext call)
    {
        RequestMemory.CountReads(call.Http);
        var directory = await PathAsync(ArtifactRequestPath.Directory(request.Path), call);
        var files = await Destination.ListAsync(directory, call.Cancellation);
        return ListProxyArtifactsResponse.From(call.Guard is { } guard ? [.. files.Where(file => guard.Files.Shows(directory, file.Path))] : files);
    }

    private async Task<FileAnswer> DownloadAsync(ProxyArtifactRequest request, RpcContext call) =>
        new(Destination, await PathAsync(request.Path, call));

    private async Task UploadAsync(ProxyArtifactRequest request, RpcContext call)
    {
        UnlimitedTransfer.AllowAnyUpload(call.Http);
        RequestMemory.CountReads(call.Http);
        var upload = call.Http.Request;
        await Destination.WriteAsync(await PathAsync(request.Path, call), new ArtifactBody(upload.Body, upload.ContentLength), call.Cancellation);
    }

    private async Task DeleteAsync(ProxyArtifactRequest request, RpcContext call) =>
        await Destination.DeleteAsync(await PathAsync(request.Path, call), call.Cancellation);

    /// <summary>Where the store gives no addresses, clients download the file through the server.</summary>
    private async Task<PresignedProxyUrlResponse> AddressAsync(ProxyArtifactRequest request, RpcContext call) => Destination.Capability<IFileAddresses>() is { } addresses
        ? PresignedProxyUrlResponse.From(await addresses.ForDownloadAsync(await PathAsync(request.Path, call), ArtifactEndpoints.DownloadLife, call.Cancellation))
        : throw new LeatException(ErrorCode.NotImplemented, "Presigned addresses are not supported for the current artifact repository");

    private async Task<CreateMultipartUploadResponse> CreatePartsAsync(CreateMultipartUploadRequest request, RpcContext call) =>
        CreateMultipartUploadResponse.From(
            await UploadsOf(call).CreateAsync(await FileOfAsync(call, "create", request.Path!), request.ToPartCount(), call.Cancellation));

    private async Task CompletePartsAsync(CompleteMultipartUploadRequest request, RpcContext call) =>
        await UploadsOf(call).CompleteAsync(await FileOfAsync(call, "complete", request.Path!), request.UploadId, request.ToParts(), call.Cancellation);

    private async Task AbortPartsAsync(AbortMultipartUploadRequest request, RpcContext call) =>
        await UploadsOf(call).AbortAsync(await FileOfAsync(call, "abort", request.Path!), request.UploadId, call.Cancellation);

    private async Task WritePartAsync(PathOnlyRequest request, RpcContext call)
    {
        UnlimitedTransfer.AllowAnyUpload(call.Http);
        var part = new ArtifactBody(call.Http.Request.Body, call.Http.Request.ContentLength);
        var (upload, number) = ReceivedUploads.PartOf(call);
        var hash = await ReceivedParts.WriteAsync(upload, number, part, call.Cancellation);
        call.Http.Response.Headers.ETag = $"\"{hash}\"";
    }

    /// <summary>The URL names the folder; the path is that of the client's local file, whose name the artifact gets.</summary>
    private static Task<string> FileOfAsync(RpcContext call, string step, string clientPath) => PathAsync(
        ArtifactPath.Combine(ArtifactRequestPath.Read(call.Http, $"{Multipart}/{step}"), ArtifactRequestPath.File(ArtifactPath.GetNameOfLocal(clientPath))), call);

    /// <summary>The path below the destination, which a workspace may share with others.</summary>
    private static Task<string> PathAsync(string path, RpcContext call) =>
        call.Guard is { } guard ? guard.Files.PathAsync(path, call.Cancellation) : Task.FromResult(path);
}

/// <summary>A file of the proxy.</summary>
/// <param name="Path">Its path below the destination.</param>
internal sealed record ProxyArtifactRequest(string Path);
