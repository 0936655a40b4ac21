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

    /// <summary>The destination as the repository provider knows it.</summary>
    private const string DestinationUri = ArtifactUri.ProxyScheme + ":/";

    private static readonly RpcRequest<ProxyArtifactRequest> Named =
        RpcRequest.Of(http => new ProxyArtifactRequest(ArtifactRequestPath.Read(http, Artifacts)));

    /// <summary>Maps the calls. The destination is opened once, so that one that cannot be opened fails the start.</summary>
    public static void MapArtifactProxy(RpcRoutes routes, LeatServerOptions options, IArtifactRepositoryProvider artifacts) =>
        new ArtifactProxyEndpoints(options.ServeArtifacts ? artifacts.Open(DestinationUri) : null).Map(routes);

    private IArtifactRepository Destination => destination
        ?? throw new InvalidOperationException("A server without artifacts admits no call of the proxy.");

    /// <summary>If the destination cannot issue URLs for parts, clients send the file in one piece.</summary>
    private IMultipartUploads Uploads => Destination.Capability<IMultipartUploads>()
        ?? throw new LeatException(ErrorCode.NotImplemented, "Multipart upload is not supported for the current artifact repository");

    private void Map(RpcRoutes routes)
    {
        const string path = ArtifactRequestPath.Pattern;
        var files = routes.Group(Artifacts, "Artifacts", part: ServerPart.ArtifactProxy);
        files.Map<ListProxyArtifactsRequest, ListProxyArtifactsResponse>(Get, "", ListAsync);
        files.Map(Get, path, DownloadAsync, Named, RpcAnswer.File, "downloadProxyArtifact");
        files.Map(Put, path, UploadAsync, Named with { Form = RequestForm.File }, RpcAnswer.Empty, "uploadProxyArtifact");
        files.Map(Delete, path, DeleteAsync, Named, RpcAnswer.Empty, "deleteProxyArtifact");
        var parts = routes.Group(Multipart, "Artifacts", part: ServerPart.ArtifactProxy);
        parts.Map<CreateMultipartUploadRequest, CreateMultipartUploadResponse>(Post, "/create" + path, CreatePartsAsync);
        parts.Map<CompleteMultipartUploadRequest>(Post, "/complete" + path, CompletePartsAsync);
        parts.Map<AbortMultipartUploadRequest>(Post, "/abort" + path, AbortPartsAsync);
    }

    private async Task<ListProxyArtifactsResponse> ListAsync(ListProxyArtifactsRequest request, RpcContext call)
    {
        RequestMemory.CountReads(call.Http);
        return ListProxyArtifactsResponse.From(await Destination.ListAsync(ArtifactRequestPath.Directory(request.Path), call.Cancellation));
    }

    private Task<FileAnswer> DownloadAsync(ProxyArtifactRequest request, RpcContext call) =>
        Task.FromResult(new FileAnswer(Destination, request.Path));

    private Task UploadAsync(ProxyArtifactRequest request, RpcContext call)
    {
        UnlimitedTransfer.AllowAnyUpload(call.Http);
        var upload = call.Http.Request;
        return Destination.WriteAsync(request.Path, new ArtifactBody(upload.Body, upload.ContentLength), call.Cancellation);
    }

    private Task DeleteAsync(ProxyArtifactRequest request, RpcContext call) =>
        Destination.DeleteAsync(request.Path, call.Cancellation);

    private async Task<CreateMultipartUploadResponse> CreatePartsAsync(CreateMultipartUploadRequest request, RpcContext call) =>
        CreateMultipartUploadResponse.From(
            await Uploads.CreateAsync(FileOf(call, "create", request.Path!), request.ToPartCount(), call.Cancellation));

    private Task CompletePartsAsync(CompleteMultipartUploadRequest request, RpcContext call) =>
        Uploads.CompleteAsync(FileOf(call, "complete", request.Path!), request.UploadId, request.ToParts(), call.Cancellation);

    private Task AbortPartsAsync(AbortMultipartUploadRequest request, RpcContext call) =>
        Uploads.AbortAsync(FileOf(call, "abort", request.Path!), request.UploadId, call.Cancellation);

    /// <summary>The URL names the folder; the path is that of the client's local file, whose name the artifact gets.</summary>
    private static string FileOf(RpcContext call, string step, string clientPath) => ArtifactPath.Combine(
        ArtifactRequestPath.Read(call.Http, $"{Multipart}/{step}"), ArtifactRequestPath.File(ArtifactPath.GetNameOfLocal(clientPath)));
}

/// <summary>A file of the proxy.</summary>
/// <param name="Path">Its path below the destination.</param>
internal sealed record ProxyArtifactRequest(string Path);
