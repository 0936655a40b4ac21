using Leat.Artifacts;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Upkeep;

/// <summary>The files of runs and models, wherever they lie. Unlike a server this may go into any directory: whoever runs it has the
/// rights of the machine's owner already.</summary>
internal sealed class GcFiles : IDisposable
{
    private readonly ArtifactRepositoryProvider _provider;
    private readonly HttpClient? _http;
    private readonly string? _destination;

    private GcFiles(ArtifactRepositoryProviderOptions options)
    {
        _provider = new ArtifactRepositoryProvider(options);
        _http = options.Http;
        _destination = options.ServeDestination;
    }

    /// <summary>Locations behind the artifact proxy lie in a directory of this machine.</summary>
    public static GcFiles InDirectory(string destination) =>
        new(new ArtifactRepositoryProviderOptions { ServeDestination = destination });

    /// <summary>Locations behind the artifact proxy are reached through their server.</summary>
    public static GcFiles ThroughServer(Uri server) =>
        new(new ArtifactRepositoryProviderOptions { TrackingServer = server, Http = new HttpClient() });

    /// <summary>The repository at a location.</summary>
    /// <exception cref="LeatException">It cannot be reached from here.</exception>
    public IArtifactRepository Open(string location)
    {
        if (ArtifactUri.GetScheme(location) is ArtifactUri.ProxyScheme or "http" or "https"
            && _destination is not null && !Directory.Exists(_destination))
        {
            throw LeatException.InvalidParameter(
                $"the folder '{_destination}', where the server would keep its files, does not exist: give the server's own with "
                + "--artifacts-destination, or --force if no file was ever stored");
        }

        return _provider.Open(location);
    }

    /// <summary>Bytes of all files at a location.</summary>
    public async Task<long> MeasureAsync(string location, CancellationToken cancellationToken)
    {
        var repository = Open(location);
        var bytes = 0L;
        var directories = new Stack<string?>([null]);
        while (directories.TryPop(out var directory))
        {
            foreach (var entry in await repository.ListAsync(directory, cancellationToken))
            {
                if (entry.IsDirectory)
                    directories.Push(entry.Path);
                else
                    bytes += entry.Size ?? 0;
            }
        }

        return bytes;
    }

    /// <summary>Removes all files of a run or model, and the folder of its id if nothing else is in it.</summary>
    public async Task RemoveAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        await Open(item.ArtifactUri).DeleteAsync(null, cancellationToken);
        var end = $"/{item.Id}/artifacts";
        if (!item.ArtifactUri.EndsWith(end, StringComparison.Ordinal))
            return;
        var folder = Open(item.ArtifactUri[..^"/artifacts".Length]);
        if ((await folder.ListAsync(null, cancellationToken)).Count == 0)
            await folder.DeleteAsync(null, cancellationToken);
    }

    /// <summary>Removes half-written files that crashes left behind in the server's directory.</summary>
    public Task RemoveAbandonedUploadsAsync(CancellationToken cancellationToken) =>
        _provider.RemoveAbandonedUploadsAsync(cancellationToken);

    public void Dispose() => _http?.Dispose();
}
