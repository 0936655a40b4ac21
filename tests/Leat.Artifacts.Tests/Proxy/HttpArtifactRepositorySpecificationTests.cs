using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Server;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;

namespace Leat.Artifacts.Proxy;

/// <summary>The client of the proxy against a real server, which keeps the files on local disk.</summary>
public sealed class HttpArtifactRepositorySpecificationTests : ArtifactRepositorySpecification
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new();
    private ITrackingStore? _store;
    private WebApplication? _app;

    protected override async Task<IArtifactRepository> OpenEmptyAsync()
    {
        _store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = _directory["leat.db"], DefaultArtifactRoot = "mlflow-artifacts:/" }, Cancellation);
        _app = LeatServer.Create(
            new LeatServerOptions { Port = 0 }, _store, new ArtifactRepositoryProvider(new() { ServeDestination = _directory["dest"] }));
        await _app.StartAsync(Cancellation);
        var client = new ArtifactRepositoryProvider(new() { TrackingServer = new Uri(_app.Urls.Single()), Http = _http });
        return client.Open("mlflow-artifacts:/1/0123456789abcdef0123456789abcdef/artifacts");
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        _directory.Dispose();
        await base.DisposeAsync();
    }
}
