using Leat.Artifacts;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Upkeep;

/// <summary>The files of runs and models, wherever they lie. Unlike a server this may go into any directory: whoever runs it has the
/// rights of the machine's owner already.</summary>
internal sealed class GcFiles : IAsyncDisposable
{
    private readonly ArtifactRepositoryProvider _provider;
    private readonly HttpClient? _http;
    private readonly string? _destination;
    private Task<bool>? _isDestinationThere;

    private GcFiles(ArtifactRepositoryProviderOptions options)
    {
        _provider = new ArtifactRepositoryProvider(options);
        _http = options.Http;
        _destination = options.ServeDestination;
    }

    /// <summary>Locations behind the artifact proxy lie at a place that can be reached without it.</summary>
    public static GcFiles At(string destination, ArtifactSchemes schemes) => new(new ArtifactRepositoryProviderOptions
    {
        Schemes = schemes,
        ServeDestination = destination,
        Environment = Environment.GetEnvironmentVariable,
    });

    /// <summary>Locations behind the artifact proxy are reached through their server.</summary>
    public static GcFiles ThroughServer(Uri server, ArtifactSchemes schemes) => new(new ArtifactRepositoryProviderOptions
    {
        Schemes = schemes,
        TrackingServer = server,
        Http = new HttpClient(),
        Environment = Environment.GetEnvironmentVariable,
    });

    /// <summary>The repository at a location.</summary>
    /// <exception cref="LeatException">It cannot be reached from here.</exception>
    public async Task<IArtifactRepository> OpenAsync(string location, CancellationToken cancellationToken)
    {
        if (ArtifactLocation.Parse(location).IsProxied && !await (_isDestinationThere ??= IsDestinationThereAsync(cancellationToken)))
        {
            throw LeatException.InvalidParameter(
                $"'{_destination}', where the server would keep its files, does not exist: give the server's own with "
                + "--artifacts-destination, or --force if no file was ever stored");
        }

        return _provider.Open(location);
    }

    /// <summary>Bytes of all files at a location.</summary>
    public async Task<long> MeasureAsync(string location, CancellationToken cancellationToken)
    {
        var repository = await OpenAsync(location, cancellationToken);
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
        await (await OpenAsync(item.ArtifactUri, cancellationToken)).DeleteAsync(null, cancellationToken);
        var end = $"/{item.Id}/artifacts";
        if (!item.ArtifactUri.EndsWith(end, StringComparison.Ordinal))
            return;
        var folder = await OpenAsync(item.ArtifactUri[..^"/artifacts".Length], cancellationToken);
        if ((await folder.ListAsync(null, cancellationToken)).Count == 0)
            await folder.DeleteAsync(null, cancellationToken);
    }

    /// <summary>Removes what uploads that a crash cut off left behind at the server's destination.</summary>
    public Task RemoveAbandonedUploadsAsync(CancellationToken cancellationToken) =>
        _provider.RemoveAbandonedUploadsAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _http?.Dispose();
    }

    /// <summary>A place that cannot tell is taken to be there.</summary>
    private Task<bool> IsDestinationThereAsync(CancellationToken cancellationToken) =>
        _provider.Destination?.Capability<IRootCheck>()?.ExistsAsync(cancellationToken) ?? Task.FromResult(true);
}
