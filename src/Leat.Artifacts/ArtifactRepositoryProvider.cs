using Leat.Artifacts.Local;
using Leat.Artifacts.Proxy;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts;

/// <summary>Opens artifact repositories by the scheme of their URI: local directories and MLflow's artifact proxy.</summary>
/// <remarks>Safe for concurrent use. Opening does no I/O.</remarks>
public sealed class ArtifactRepositoryProvider : IArtifactRepositoryProvider
{
    private readonly ArtifactRepositoryProviderOptions _options;
    private readonly IArtifactRepository? _destination;
    private readonly LocalArtifactRepository[]? _localRoots;

    /// <summary>Creates a provider.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the destination or a local root is of a kind that Leat cannot open.</exception>
    public ArtifactRepositoryProvider(ArtifactRepositoryProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _destination = options.ServeDestination is { } destination ? OpenDestination(destination) : null;
        _localRoots = options.LocalRoots is { } roots
            ? [.. roots.Select(root => new LocalArtifactRepository(ArtifactUri.ToLocalPath(root))), .. _destination is LocalArtifactRepository local ? [local] : Array.Empty<LocalArtifactRepository>()]
            : null;
    }

    /// <inheritdoc/>
    public IArtifactRepository Open(string artifactUri)
    {
        ArgumentNullException.ThrowIfNull(artifactUri);
        return ArtifactUri.GetScheme(artifactUri) switch
        {
            "" or "file" => OpenLocal(artifactUri),
            ArtifactUri.ProxyScheme or "http" or "https" when _destination is not null => OpenServed(_destination, artifactUri),
            ArtifactUri.ProxyScheme => OpenRemote(artifactUri, ProxyAddress.FromProxyUri(artifactUri, _options.TrackingServer)),
            "http" or "https" => OpenRemote(artifactUri, ProxyAddress.FromHttpUri(artifactUri)),
            _ => throw UnknownScheme(artifactUri),
        };
    }

    /// <summary>Removes what kills in the middle of uploads left behind in the directories of this provider: half-written files that
    /// nobody has written to for a day. Uploads that go on, in this process or another, are left alone.</summary>
    /// <returns>How many files were removed, and how many bytes they held. Nothing for a provider that may open any directory and
    /// serves none, as it has no directories of its own.</returns>
    /// <remarks>Walks the whole tree, on a thread of the pool.</remarks>
    public Task<(int Files, long Bytes)> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default)
    {
        var roots = (_localRoots ?? (_destination is LocalArtifactRepository served ? [served] : []))
            .Select(root => root.RootDirectory).Distinct(StringComparer.Ordinal).ToList();
        return Task.Run(
            () =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var removed = roots.ConvertAll(root => AbandonedUploads.Remove(root, now, cancellationToken));
                return (removed.Sum(part => part.Files), removed.Sum(part => part.Bytes));
            },
            cancellationToken);
    }

    private static LocalArtifactRepository OpenDestination(string destination) =>
        ArtifactUri.IsLocal(destination)
            ? new LocalArtifactRepository(ArtifactUri.ToLocalPath(destination))
            : throw LeatException.InvalidParameter(
                $"The artifacts destination '{destination}' cannot be opened: this version of Leat serves artifacts from local directories only. Give a path or a file: URI.");

    /// <summary>A directory below one of the allowed roots is opened as a part of it, so that links cannot lead out of the root either.</summary>
    private IArtifactRepository OpenLocal(string uri)
    {
        var path = ArtifactUri.ToLocalPath(uri);
        if (_localRoots is null)
            return new LocalArtifactRepository(path);
        foreach (var root in _localRoots)
        {
            if (LocalRoot.Contains(root.RootDirectory, path))
                return Below(root, Path.GetRelativePath(root.RootDirectory, path));
        }

        throw LeatException.InvalidParameter(
            $"The artifact location '{uri}' lies outside of the directories that this server may read: {string.Join(", ", _localRoots.Select(root => $"'{root.RootDirectory}'"))}.");
    }

    /// <summary>What lies at this server's own proxy; the host part counts for nothing, as in MLflow.</summary>
    private static IArtifactRepository OpenServed(IArtifactRepository destination, string uri)
    {
        var path = ProxyAddress.PathOf(uri)
            ?? throw LeatException.InvalidParameter($"The artifact location '{uri}' is not served here: an http location must lead to an artifact proxy ('{ProxyAddress.ApiPath}').");
        return Below(destination, ArtifactPath.Parse(path));
    }

    private HttpArtifactRepository OpenRemote(string uri, Uri root) =>
        _options.Http is { } http
            ? new HttpArtifactRepository(http, root)
            : throw LeatException.InvalidParameter(
                $"The artifact location '{uri}' cannot be opened here: artifacts are not served by this server. Restart it with --serve-artifacts.");

    private static IArtifactRepository Below(IArtifactRepository root, string directory) =>
        directory is "" or "." ? root : new SubdirectoryRepository(root, directory.Replace('\\', '/'));

    private static LeatException UnknownScheme(string uri) => LeatException.InvalidParameter(
        $"Could not find a registered artifact repository for: {uri}. Currently registered schemes are: ['', 'file', 'http', 'https', 'mlflow-artifacts'].");
}
