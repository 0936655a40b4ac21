using Leat.Core;
using Leat.Storage.Sqlite;

namespace Leat.Server.Tests.Hosting;

/// <summary>A real store in its own folder, and a server on it.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leat-server-").FullName;
    private ITrackingStore? _store;

    internal RunningServer Server { get; private set; } = null!;

    /// <summary>The server's store, for data that clients cannot store over HTTP.</summary>
    internal ITrackingStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(_folder, "leat.db"), DefaultArtifactRoot = "mlflow-artifacts:/" },
            TestContext.Current.CancellationToken);
        Server = await RunningServer.StartAsync(_store);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _store!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
