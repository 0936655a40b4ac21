using System.Text;
using CsCheck;
using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Server;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;

namespace Leat.Artifacts.Proxy;

/// <summary>The client of the proxy against a real server.</summary>
public abstract class HttpArtifactRepositorySpecificationTests : ArtifactRepositorySpecification
{
    private readonly TemporaryDirectory _directory = new();
    private ArtifactRepositoryProvider? _artifacts;
    private readonly HttpClient _http = new();
    private ITrackingStore? _store;
    private WebApplication? _app;

    /// <summary>Where the test keeps what it needs.</summary>
    protected string Directory => _directory.Path;

    /// <summary>Where the server keeps the files.</summary>
    protected abstract string DestinationIn(string directory);

    protected override async Task<IArtifactRepository> OpenEmptyAsync()
    {
        _store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = _directory["leat.db"], DefaultArtifactRoot = "mlflow-artifacts:/" }, Cancellation);
        _artifacts = new ArtifactRepositoryProvider(new()
        {
            Schemes = new ArtifactSchemes().Register("mem", _ => new MemoryArtifactStore()),
            ServeDestination = DestinationIn(_directory.Path),
        });
        _app = LeatServer.Create(new LeatServerOptions { Port = 0 }, _store, _artifacts);
        await _app.StartAsync(Cancellation);
        var client = new ArtifactRepositoryProvider(new() { TrackingServer = new Uri(_app.Urls.Single()), Http = _http });
        return client.Open("mlflow-artifacts:/1/0123456789abcdef0123456789abcdef/artifacts");
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_artifacts is not null)
            await _artifacts.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        _directory.Dispose();
        await base.DisposeAsync();
    }
}

public sealed class HttpArtifactRepositoryOverDiskTests : HttpArtifactRepositorySpecificationTests
{
    protected override string DestinationIn(string directory) => Path.Combine(directory, "dest");

    [Fact]
    public async Task Who_opens_the_same_files_without_the_server_finds_them_under_the_same_names()
    {
        var inProcess = new ArtifactRepositoryProvider(new() { ServeDestination = DestinationIn(Directory) })
            .Open("mlflow-artifacts:/1/0123456789abcdef0123456789abcdef/artifacts");

        await LinuxNames.Any.SampleAsync(
            async name =>
            {
                await WriteAsync(name, name);
                await using (var content = await inProcess.OpenReadAsync(name, Cancellation))
                    content.Length.ShouldBe(Encoding.UTF8.GetByteCount(name));
                await inProcess.DeleteAsync(name, Cancellation);
                (await ListAsync()).ShouldBeEmpty();
            },
            iter: 100,
            threads: 1);
    }
}

/// <summary>A server whose destination is a registered scheme answers as one with a directory.</summary>
public sealed class HttpArtifactRepositoryOverRegisteredStoreTests : HttpArtifactRepositorySpecificationTests
{
    protected override string DestinationIn(string directory) => "mem://bucket/files";
}
