using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The artifact proxy: files below <c>--artifacts-destination</c>, found by their path.</summary>
/// <remarks>Stricter than MLflow, which answers 500 to what is missing, a directory or below a file: those are 404 and 400 here.</remarks>
internal sealed class ArtifactProxyEndpoints
{
    private const string Artifacts = "/mlflow-artifacts/artifacts";
    private const string CreateMultipart = "/mlflow-artifacts/mpu/create";
    private const string CompleteMultipart = "/mlflow-artifacts/mpu/complete";
    private const string AbortMultipart = "/mlflow-artifacts/mpu/abort";

    /// <summary>Every character after the slash, slashes included, and at least one of them.</summary>
    private const string PathPattern = "/{**" + ArtifactRequestPath.RouteParameter + ":minlength(1)}";

    /// <summary>The destination as the repository provider knows it.</summary>
    private const string DestinationUri = ArtifactUri.ProxyScheme + ":/";

    private readonly IEndpointRouteBuilder _routes;
    private readonly LeatServerOptions _options;

    private ArtifactProxyEndpoints(IEndpointRouteBuilder routes, LeatServerOptions options)
    {
        _routes = routes;
        _options = options;
    }

    /// <summary>Maps the proxy. With <c>--no-serve-artifacts</c> every call answers why it is off.</summary>
    public static void MapArtifactProxy(
        IEndpointRouteBuilder routes, LeatServerOptions options, IArtifactRepositoryProvider artifacts)
    {
        var proxy = new ArtifactProxyEndpoints(routes, options);

        // Opened once and at the start, so that a destination that cannot be opened is told then.
        var destination = options.ServeArtifacts ? artifacts.Open(DestinationUri) : null;
        proxy.Map(Get, Artifacts, context => ListAsync(context, destination!));
        proxy.Map(Get, Artifacts + PathPattern, context => DownloadAsync(context, destination!));
        proxy.Map(Put, Artifacts + PathPattern, context => UploadAsync(context, destination!));
        proxy.Map(Delete, Artifacts + PathPattern, context => DeleteAsync(context, destination!));
        proxy.Map(Post, CreateMultipart + PathPattern, RefuseMultipartAsync<CreateMultipartUploadRequest>);
        proxy.Map(Post, CompleteMultipart + PathPattern, RefuseMultipartAsync<CompleteMultipartUploadRequest>);
        proxy.Map(Post, AbortMultipart + PathPattern, RefuseMultipartAsync<AbortMultipartUploadRequest>);
    }

    private void Map(string method, string pattern, RequestDelegate handler)
    {
        // HEAD is answered like GET; the server leaves out the body.
        string[] methods = method == Get ? [Get, Head] : [method];
        foreach (var prefix in (string[])["/api/2.0", $"{_options.StaticPrefix}/ajax-api/2.0"])
        {
            var path = prefix + pattern;
            _routes.MapMethods(path, methods, _options.ServeArtifacts ? handler : context => AnswerDisabledAsync(context, path));
        }
    }

    private static async Task ListAsync(HttpContext context, IArtifactRepository destination)
    {
        var request = await RequestReader.ReadAsync<ListProxyArtifactsRequest>(context);
        var entries = await destination.ListAsync(ArtifactPath.Parse(request.Path), context.RequestAborted);
        await ResponseWriter.WriteAsync(
            context, ListProxyArtifactsResponse.From(entries), ProtocolJsonContext.Default.ListProxyArtifactsResponse);
    }

    private static Task DownloadAsync(HttpContext context, IArtifactRepository destination) =>
        ArtifactDownload.SendAsync(context, destination, ArtifactRequestPath.Read(context, Artifacts));

    private static async Task UploadAsync(HttpContext context, IArtifactRepository destination)
    {
        var path = ArtifactRequestPath.Read(context, Artifacts);
        UnlimitedTransfer.AllowAnyUpload(context);
        await destination.WriteAsync(path, new ArtifactBody(context.Request.Body, context.Request.ContentLength), context.RequestAborted);
        await ResponseWriter.WriteEmptyAsync(context);
    }

    private static async Task DeleteAsync(HttpContext context, IArtifactRepository destination)
    {
        var path = ArtifactRequestPath.Read(context, Artifacts);
        await destination.DeleteAsync(path, context.RequestAborted);
        await ResponseWriter.WriteEmptyAsync(context);
    }

    /// <summary>No store of this version can hand out addresses for parts. Clients then send the file in one piece.</summary>
    private static async Task RefuseMultipartAsync<TRequest>(HttpContext context)
        where TRequest : IWireRequest<TRequest>
    {
        await RequestReader.ReadAsync<TRequest>(context);
        throw new LeatException(
            ErrorCode.NotImplemented, "Multipart upload is not supported for the current artifact repository");
    }

    private static Task AnswerDisabledAsync(HttpContext context, string path) => ResponseWriter.WriteTextAsync(
        context,
        StatusCodes.Status503ServiceUnavailable,
        "text/plain; charset=utf-8",
        $"Endpoint: {path.Replace(PathPattern, "/<path:artifact_path>", StringComparison.Ordinal)} disabled due to the mlflow server "
        + "running with `--no-serve-artifacts`. To enable artifacts server functionality, run `mlflow server` with `--serve-artifacts`");
}
