using Leat.Artifacts;
using Leat.Client;
using Leat.Storage.Sqlite;

namespace Leat.Quickstart.Tests.Tracking;

/// <summary>A client of a SQLite store in its own directory, deleted at the end.</summary>
internal sealed class LocalClient : IAsyncDisposable
{
    private readonly string _directory;

    private LocalClient(string directory, LeatClient client)
    {
        _directory = directory;
        Client = client;
    }

    public LeatClient Client { get; }

    public static async Task<LocalClient> OpenAsync(CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("leat-quickstart-").FullName;
        var files = Path.Combine(directory, "mlartifacts");
        var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(directory, "leat.db"), DefaultArtifactRoot = files },
            cancellationToken);
        var artifacts = new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions { ServeDestination = files });
        return new LocalClient(directory, new LeatClient(store, artifacts));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
