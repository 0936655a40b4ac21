using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>Files of a model version, which pages fetch.</summary>
internal sealed class ModelVersionArtifacts
{
    private readonly ITrackingStore _store;
    private readonly IArtifactRepositoryProvider _artifacts;

    private ModelVersionArtifacts(ITrackingStore store, IArtifactRepositoryProvider artifacts)
    {
        _store = store;
        _artifacts = artifacts;
    }

    public static void MapModelVersionArtifacts(
        IEndpointRouteBuilder routes, LeatServerOptions options, ITrackingStore store, IArtifactRepositoryProvider artifacts) =>
        routes.MapMethods(
            $"{options.StaticPrefix}/model-versions/get-artifact",
            [Get, Head],
            new ModelVersionArtifacts(store, artifacts).DownloadAsync);

    private async Task DownloadAsync(HttpContext context)
    {
        var query = WireFields.FromQuery(context.Request.QueryString.Value ?? "");
        var name = query.RequireString("name");
        var version = RegistryRules.ParseVersion(name, query.RequireString("version"));
        var path = ArtifactPath.ParseNonRoot(query.RequireString("path"));
        var location = await LocationOfAsync(name, version, context.RequestAborted);
        await ArtifactDownload.SendAsync(context, _artifacts.Open(location), path);
    }

    private async Task<string> LocationOfAsync(string name, long version, CancellationToken cancellationToken)
    {
        var found = await _store.Registry.GetModelVersionAsync(name, version, cancellationToken);
        if (found.StorageLocation.Length == 0)
            throw LeatException.DoesNotExist($"Version {version} of '{name}' has no files.");
        if (!ArtifactUri.TryParseRunUri(found.StorageLocation, out var runId, out var below))
            return found.StorageLocation;
        var run = await _store.Runs.GetRunAsync(runId, cancellationToken);
        return ArtifactUri.Append(run.Info.ArtifactUri, below);
    }
}
