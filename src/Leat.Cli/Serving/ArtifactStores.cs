using Leat.Artifacts;
using Leat.Artifacts.AzureBlob;
using Leat.Artifacts.Gcs;
using Leat.Artifacts.S3;
using Leat.Artifacts.Sftp;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Serving;

/// <summary>The places where this server may read and write artifacts.</summary>
internal static class ArtifactStores
{
    /// <summary>The stores that this program can open besides local directories and artifact proxies: one line registers each.</summary>
    /// <remarks>Each behind a method of its own, so that a store's libraries are loaded with its first location.</remarks>
    public static ArtifactSchemes Schemes()
    {
        var schemes = new ArtifactSchemes();
        foreach (var scheme in (string[])["s3", "r2"])
            schemes.Register(scheme, context => S3ArtifactStore.Create(context));
        foreach (var scheme in (string[])["wasbs", "wasb", "abfss"])
            schemes.Register(scheme, context => BlobArtifactStore.Create(context));
        schemes.Register("sftp", context => SftpArtifactStore.Create(context));
        schemes.Register("gs", context => GcsArtifactStore.Create(context));
        return schemes;
    }

    /// <summary>The server's destination, the directory of files if it is the store, and the root of new experiments if the server can open it. No other directory:
    /// otherwise anyone who creates an experiment could read any file on the machine.</summary>
    public static ArtifactRepositoryProvider Of(ServerSettings settings, ArtifactSchemes schemes) => new(new ArtifactRepositoryProviderOptions
    {
        Schemes = schemes,
        ServeDestination = settings.Server.ServeArtifacts ? settings.ArtifactsDestination : null,
        ShareContents = settings.ShareContents,
        Roots = RootsOf(settings, schemes),
        Permissions = settings.Permissions,
        Environment = Environment.GetEnvironmentVariable,
    });

    private static List<string> RootsOf(ServerSettings settings, ArtifactSchemes schemes)
    {
        var roots = new List<string>();
        if (schemes.Opens(settings.DefaultArtifactRoot))
            roots.Add(settings.DefaultArtifactRoot);

        // Runs that MLflow's clients make in a directory of files have their artifacts there.
        if (settings.Store is { Kind: StoreKind.Directory, Path: { } path })
            roots.Add(Path.GetFullPath(path));
        return roots;
    }

    /// <exception cref="LeatException">The destination cannot be written to.</exception>
    public static async Task RequireWritableAsync(ArtifactRepositoryProvider artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Destination?.Capability<IRootCheck>() is not { } check)
            return;
        try
        {
            await check.RequireWritableAsync(cancellationToken);
        }
        catch (LeatException error)
        {
            throw new LeatException(error.Code, $"{error.Message.TrimEnd('.')}: give another with --artifacts-destination.", error);
        }
    }
}
