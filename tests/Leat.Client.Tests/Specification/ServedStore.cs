using Leat.Artifacts;
using Leat.Core;
using Leat.Server;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;

namespace Leat.Client.Tests.Specification;

/// <summary>A server on a free port of this machine, its SQLite database, and the HTTP store through which a suite sees it.</summary>
/// <remarks>What only the owner of the database does, removing for good, is done on the database; its effects are seen through the
/// server.</remarks>
internal sealed class ServedStore : ITrackingStore
{
    private readonly ITrackingStore _database;
    private readonly WebApplication _server;
    private readonly HttpTrackingStore _http;

    private ServedStore(ITrackingStore database, WebApplication server)
    {
        (_database, _server) = (database, server);
        _http = new HttpTrackingStore(new Uri(server.Urls.First()));
        Features = _http.Features with { Purge = database.Purge };
    }

    public IExperimentStore Experiments => _http.Experiments;

    public IRunStore Runs => _http.Runs;

    public IMetricStore Metrics => _http.Metrics;

    public IDatasetStore Datasets => _http.Datasets;

    public StoreFeatures Features { get; }

    public static async Task<ServedStore> StartAsync(SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        var database = await SqliteStore.OpenAsync(options, cancellationToken);
        var server = LeatServer.Create(
            new LeatServerOptions { Port = 0, ServeArtifacts = false },
            database,
            new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions()));
        await server.StartAsync(cancellationToken);
        return new ServedStore(database, server);
    }

    public async ValueTask DisposeAsync()
    {
        await _http.DisposeAsync();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }
}
