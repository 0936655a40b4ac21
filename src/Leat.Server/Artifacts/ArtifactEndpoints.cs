using System.IO.Pipelines;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>Artifacts of a run, found by its id.</summary>
internal sealed class ArtifactEndpoints
{
    private const long MaxUploadBytes = 10 * 1024 * 1024;

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    private readonly ITrackingStore _store;
    private readonly IArtifactRepositoryProvider _artifacts;

    private ArtifactEndpoints(ITrackingStore store, IArtifactRepositoryProvider artifacts)
    {
        _store = store;
        _artifacts = artifacts;
    }

    /// <summary>Maps listing, which is a call like others, and the two that carry files, which pages use.</summary>
    public static void MapArtifacts(
        IEndpointRouteBuilder routes, RpcRoutes rpc, LeatServerOptions options, IArtifactRepositoryProvider artifacts)
    {
        var endpoints = new ArtifactEndpoints(rpc.Store, artifacts);
        rpc.Group("/mlflow/artifacts", "Artifacts")
            .Map(Get, "/list", endpoints.ListAsync, Json.ListArtifactsRequest, Json.ListArtifactsResponse);

        // Both work with --artifacts-only too, as far as the store knows runs.
        routes.MapMethods($"{options.StaticPrefix}/get-artifact", [Get, Head], endpoints.DownloadAsync);
        routes.MapMethods($"{options.StaticPrefix}/ajax-api/2.0/mlflow/upload-artifact", [Post], endpoints.UploadAsync);
    }

    private async Task<ListArtifactsResponse> ListAsync(
        ListArtifactsRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var path = ArtifactPath.Parse(request.Path);
        var location = await LocationOfAsync(request.RunId!, cancellationToken);
        var entries = await _artifacts.Open(location).ListAsync(path, cancellationToken);
        return ListArtifactsResponse.From(location, entries);
    }

    private async Task DownloadAsync(HttpContext context)
    {
        var query = WireFields.FromQuery(context.Request.QueryString.Value ?? "");
        var runId = query.RequireString("run_id", alias: "run_uuid");
        var path = ArtifactPath.ParseNonRoot(query.RequireString("path"));
        var location = await LocationOfAsync(runId, context.RequestAborted);
        await ArtifactDownload.SendAsync(context, _artifacts.Open(location), path);
    }

    /// <summary>The upload of the user interface: small files, named by the query.</summary>
    private async Task UploadAsync(HttpContext context)
    {
        var query = WireFields.FromQuery(context.Request.QueryString.Value ?? "");
        var runId = Specified(query, "run_uuid");
        var path = ArtifactPath.ParseNonRoot(Specified(query, "path"));
        var data = await ReadSmallBodyAsync(context);
        var location = await LocationOfAsync(runId, context.RequestAborted);
        await _artifacts.Open(location).WriteAsync(path, data, context.RequestAborted);
        context.Response.ContentLength = 0;
    }

    private async Task<string> LocationOfAsync(string runId, CancellationToken cancellationToken) =>
        (await _store.Runs.GetRunAsync(runId, cancellationToken)).Info.ArtifactUri;

    private static string Specified(WireFields query, string name) =>
        query.GetString(name) is { Length: > 0 } value
            ? value
            : throw LeatException.InvalidParameter($"Request must specify {name}.");

    /// <summary>Stops reading where the body turns out to be too large, also when it came without a length.</summary>
    private static async Task<ArtifactBody> ReadSmallBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxUploadBytes)
            throw TooLarge();
        var reader = context.Request.BodyReader;
        ReadResult read;
        do
        {
            read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxUploadBytes)
                throw TooLarge();
            if (read.IsCompleted && read.Buffer.IsEmpty)
                throw LeatException.InvalidParameter("Request must specify data.");
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
        while (!read.IsCompleted);

        return new ArtifactBody(reader.AsStream(), read.Buffer.Length);
    }

    private static LeatException TooLarge() =>
        LeatException.InvalidParameter("Artifact size is too large. Max size is 10MB.");
}
