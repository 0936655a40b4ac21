using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>Finds where files are stored, and lists them.</summary>
internal static class ArtifactLocations
{
    public static async Task<string> LocationOfRunAsync(this RpcContext call, string runId) =>
        (await call.Store.Runs.GetRunAsync(runId, call.Cancellation)).Info.ArtifactUri;

    public static async Task<string> LocationOfModelAsync(this RpcContext call, string modelId) =>
        (await call.Store.Models.GetModelAsync(modelId, call.Cancellation)).ArtifactUri;

    /// <summary>Where the files of an owner are.</summary>
    public static Task<string> LocationOfAsync(this RpcContext call, ArtifactOwner owner) => owner switch
    {
        ArtifactOwner.OfRun run => call.LocationOfRunAsync(run.RunId),
        ArtifactOwner.OfLoggedModel model => call.LocationOfModelAsync(model.ModelId),
        ArtifactOwner.OfVersion version => call.LocationOfVersionAsync(version.Name, version.Version),
        _ => throw new InvalidOperationException($"An owner of an unknown kind: {owner.GetType().Name}."),
    };

    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such version, or one without files.</exception>
    public static async Task<string> LocationOfVersionAsync(this RpcContext call, string name, long version)
    {
        var found = await call.Store.Registry.GetModelVersionAsync(name, version, call.Cancellation);
        if (found.StorageLocation.Length == 0)
            throw LeatException.DoesNotExist($"Version {version} of '{name}' has no files.");
        if (ArtifactUri.TryParseRunUri(found.StorageLocation, out var runId, out var below))
        {
            if (call.Guard is { } runGuard)
                await runGuard.RequireAsync([new ResourceName(ResourceKind.Run, runId)], call.Cancellation);
            return Below(await call.LocationOfRunAsync(runId), below);
        }

        if (call.Guard is { } guard)
            await guard.Files.CheckAsync(found, call.Cancellation);
        return found.StorageLocation;
    }

    /// <summary>Lists a directory; empty if the files are in a place that this server cannot see: as far as it knows, there are none.</summary>
    /// <param name="call">The call.</param>
    /// <param name="location">The URI of the repository.</param>
    /// <param name="directory">Which of its directories.</param>
    public static async Task<ListArtifactsResponse> ListFilesAsync(this RpcContext call, string location, string directory)
    {
        RequestMemory.CountReads(call.Http);
        return ListArtifactsResponse.From(
            location, TryOpen(call, location) is { } repository ? await repository.ListAsync(directory, call.Cancellation) : []);
    }

    /// <summary>Clients request listings wherever the files are (the R client for each run), and an error would abort their work.</summary>
    private static IArtifactRepository? TryOpen(RpcContext call, string location)
    {
        try
        {
            return call.Artifacts.Open(location);
        }
        catch (LeatException error) when (error.Code == ErrorCode.InvalidParameterValue)
        {
            return null;
        }
    }

    private static string Below(string location, string path) => path.Length == 0 ? location : ArtifactUri.Append(location, path);
}
