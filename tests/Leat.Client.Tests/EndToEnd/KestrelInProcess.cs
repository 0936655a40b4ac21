using Leat.Artifacts;
using Leat.Core;
using Leat.Server;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;

namespace Leat.Client.Tests.EndToEnd;

/// <summary>A server on a free port of this machine, with SQLite behind it.</summary>
public sealed class KestrelInProcess : IStoreUnderTest, IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leat");
    private ITrackingStore? _store;
    private WebApplication? _server;

    public string TrackingUri => _server!.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var artifacts = Path.Combine(_directory.FullName, "mlartifacts");
        _store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(_directory.FullName, "leat.db"), DefaultArtifactRoot = "mlflow-artifacts:" },
            TestContext.Current.CancellationToken);
        _server = LeatServer.Create(
            new LeatServerOptions { Port = 0 },
            _store,
            new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions { ServeDestination = artifacts }));
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    public Task StopAsync() => _server!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _store!.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
