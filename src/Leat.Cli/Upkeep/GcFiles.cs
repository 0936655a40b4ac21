using Leat.Artifacts;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Upkeep;

/// <summary>The files of runs and models, wherever they are. Unlike a server, this may open any directory: whoever runs it already has the rights
/// of the machine's owner.</summary>
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

    /// <summary>Locations behind the artifact proxy are opened directly at its destination.</summary>
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

    /// <summary>Removes remnants of uploads that a crash cut off at the server's destination.</summary>
    public Task RemoveAbandonedUploadsAsync(CancellationToken cancellationToken) =>
        _provider.RemoveAbandonedUploadsAsync(cancellationToken);

    /// <summary>Removes shared contents at the server's destination that no file has any more.</summary>
    public Task<CollectedContents> CollectContentsAsync(TimeSpan grace, CancellationToken cancellationToken) =>
        _provider.Destination?.Capability<IContentUpkeep>()?.CollectAsync(grace, cancellationToken) ?? Task.FromResult(default(CollectedContents));

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _http?.Dispose();
    }

    /// <summary>A destination that cannot tell is assumed to be there.</summary>
    private Task<bool> IsDestinationThereAsync(CancellationToken cancellationToken) =>
        _provider.Destination?.Capability<IRootCheck>()?.ExistsAsync(cancellationToken) ?? Task.FromResult(true);
}
