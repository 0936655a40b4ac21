using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leat.Server.Tests.Hosting;

/// <summary>A server on a free port in this process, with a client for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app, LogCollector log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public LogCollector Log { get; }

    /// <summary>Everything that routing can lead to.</summary>
    public IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints);

    public static async Task<RunningServer> StartAsync(
        ITrackingStore store, LeatServerOptions? options = null, Action<IServiceCollection>? configure = null)
    {
        var log = new LogCollector();
        var app = LeatServer.Create((options ?? new LeatServerOptions()) with { Port = 0 }, store, new NoArtifacts(), builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Debug);
            builder.Services.AddSingleton<ILoggerProvider>(log);
            configure?.Invoke(builder.Services);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app, log);
    }

    /// <summary>A server whose store fails the test when it is called.</summary>
    public static Task<RunningServer> StartAsync(LeatServerOptions? options = null, Action<IServiceCollection>? configure = null) =>
        StartAsync(StubStore.Of((method, _) => throw new InvalidOperationException($"{method} was called")), options, configure);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? configure = null)
    {
        var request = new HttpRequestMessage(method, Client.BaseAddress!.AbsoluteUri.TrimEnd('/') + path);
        configure?.Invoke(request);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, string json, string mediaType = "application/json") =>
        SendAsync(HttpMethod.Post, path, request => request.Content = new StringContent(json, Encoding.UTF8, mediaType));

    /// <summary>Posts to <c>/api/2.0/mlflow</c> and returns the response of the successful call.</summary>
    public async Task<JsonObject> CallAsync(string call, string json) =>
        await (await PostAsync("/api/2.0/mlflow/" + call, json)).ShouldBeJsonAsync(HttpStatusCode.OK);

    public async Task<JsonObject> QueryAsync(string call) =>
        await (await GetAsync("/api/2.0/mlflow/" + call)).ShouldBeJsonAsync(HttpStatusCode.OK);

    public async Task<string> NewRunAsync()
    {
        var run = await CallAsync("runs/create", """{"experiment_id":"0","start_time":1,"run_name":"r"}""");
        return run["run"]!["info"]!["run_id"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private sealed class NoArtifacts : IArtifactRepositoryProvider
    {
        public IArtifactRepository Open(string artifactUri) =>
            Stub<IArtifactRepository>.Of((method, _) => throw new NotSupportedException(method));
    }
}
