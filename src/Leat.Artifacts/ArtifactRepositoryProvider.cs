using Leat.Artifacts.Contents;
using Leat.Artifacts.Local;
using Leat.Artifacts.Proxy;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts;

/// <summary>Opens artifact repositories by the scheme of their location.</summary>
/// <remarks>Safe for concurrent use. Opening does no I/O. Disposing it disposes the stores that it made; the HTTP client is left to its
/// owner.</remarks>
public sealed class ArtifactRepositoryProvider : IArtifactRepositoryProvider
{
    private readonly ArtifactRepositoryProviderOptions _options;
    private readonly Dictionary<string, IArtifactStore> _stores = new(StringComparer.Ordinal);
    private readonly ArtifactStoreContext _context;
    private readonly IArtifactStore _local;
    private readonly IArtifactStore _proxy;
    private readonly IReadOnlyList<IArtifactRepository> _roots;
    private volatile bool _disposed;

    /// <summary>Creates a provider.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: no store is registered for the destination or a root.</exception>
    public ArtifactRepositoryProvider(ArtifactRepositoryProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _context = new ArtifactStoreContext { Environment = options.Environment, TimeProvider = options.TimeProvider };
        _local = new LocalArtifactStore(LocalRootsOf(options), options.Permissions, options.TimeProvider);
        Destination = options.ServeDestination is { } destination
            ? new ContentRepository(OpenOwn(destination), options.ShareContents, options.TimeProvider)
            : null;
        _proxy = Destination is null
            ? new ProxyArtifactStore(options.TrackingServer, options.Http)
            : new ServedArtifactStore(Destination);
        _roots = [.. (options.Roots ?? []).Select(OpenOwn)];
    }

    /// <summary>Where all proxied locations lead; null if this program serves none.</summary>
    public IArtifactRepository? Destination { get; }

    /// <inheritdoc/>
    public IArtifactRepository Open(string artifactUri)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var location = ArtifactLocation.Parse(artifactUri);
        return location.IsProxied ? _proxy.Open(location) : OpenDirectly(location);
    }

    /// <summary>Removes what uploads interrupted by a crash left behind at the destination and the roots
    /// (<see cref="IUploadSweep"/>).</summary>
    public async Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default)
    {
        var (count, bytes) = (0, 0L);
        foreach (var repository in Destination is null ? _roots : _roots.Prepend(Destination))
        {
            if (repository.Capability<IUploadSweep>() is not { } sweep)
                continue;
            var swept = await sweep.RemoveAbandonedUploadsAsync(cancellationToken).ConfigureAwait(false);
            (count, bytes) = (count + swept.Count, bytes + swept.Bytes);
        }

        return new SweptUploads(count, bytes);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<IArtifactStore> stores;
        lock (_stores)
        {
            _disposed = true;
            stores = [.. _stores.Values];
            _stores.Clear();
        }

        foreach (var store in stores)
            await store.DisposeAsync().ConfigureAwait(false);
    }

    private IArtifactRepository OpenOwn(string place)
    {
        _options.Schemes.RequireOpens(place);
        return OpenDirectly(ArtifactLocation.Parse(place));
    }

    private IArtifactRepository OpenDirectly(ArtifactLocation location) =>
        (location.Scheme is "" or "file" ? _local : StoreOf(location)).Open(location);

    private IArtifactStore StoreOf(ArtifactLocation location)
    {
        if (_options.Schemes.Find(location.Scheme) is not { } factory)
            throw _options.Schemes.Unknown(location);
        lock (_stores)
        {
            // Checked again: a store made now would never be disposed.
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_stores.TryGetValue(location.Scheme, out var store))
                _stores.Add(location.Scheme, store = factory(_context));
            return store;
        }
    }

    private static List<string>? LocalRootsOf(ArtifactRepositoryProviderOptions options)
    {
        if (options.Roots is null)
            return null;
        string[] all = options.ServeDestination is { } destination ? [.. options.Roots, destination] : [.. options.Roots];
        return [.. all.Where(ArtifactUri.IsLocal).Select(ArtifactUri.ToLocalPath)];
    }
}
