using System.Net.Sockets;
using System.Text;
using Leat.Artifacts;
using Leat.Core;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server.Artifacts;

/// <summary>A server on a free port with a store, a destination for artifacts and one run.</summary>
internal sealed class ArtifactServer : IAsyncDisposable
{
    private readonly string _directory;
    private readonly ITrackingStore _store;
    private readonly WebApplication _app;

    private ArtifactServer(string directory, ITrackingStore store, WebApplication app, RunInfo run)
    {
        _directory = directory;
        _store = store;
        _app = app;
        Run = run;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public RunInfo Run { get; }

    /// <summary>What the server keeps.</summary>
    public ITrackingStore Store => _store;

    public IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints);

    /// <summary>The directory with everything uploaded.</summary>
    public string Destination => Path.Combine(_directory, "dest");

    /// <summary>The run's artifacts, relative to the proxy's URI.</summary>
    public string RunRoot => Run.ArtifactUri["mlflow-artifacts:/".Length..];

    public static async Task<ArtifactServer> StartAsync(
        CancellationToken cancellationToken,
        Func<LeatServerOptions, LeatServerOptions>? change = null,
        Action<IServiceCollection>? configure = null,
        string? destination = null,
        ArtifactSchemes? schemes = null)
    {
        var directory = Directory.CreateTempSubdirectory("leat-server-").FullName;
        var options = new LeatServerOptions { Port = 0 };
        options = change?.Invoke(options) ?? options;
        var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(directory, "leat.db"), DefaultArtifactRoot = "mlflow-artifacts:/" },
            cancellationToken);
        var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("e"), cancellationToken);
        var run = await store.Runs.CreateRunAsync(NewRun.Create(experiment, "r"), cancellationToken);
        var artifacts = new ArtifactRepositoryProvider(new()
        {
            Schemes = schemes ?? new ArtifactSchemes(),
            ServeDestination = options.ServeArtifacts ? destination ?? Path.Combine(directory, "dest") : null,
            Roots = [Path.Combine(directory, "local")],
        });
        var app = LeatServer.Create(options, store, artifacts, builder => configure?.Invoke(builder.Services));
        await app.StartAsync(cancellationToken);
        return new ArtifactServer(directory, store, app, run.Info);
    }

    /// <summary>Sends a request with a path that client libraries would change, and returns the raw response.</summary>
    public async Task<string> SendRawAsync(string method, string target, string body, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port, cancellationToken);
        await using var stream = client.GetStream();
        var request = $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Stops listening, and waits for requests in progress as a stopped server does.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
