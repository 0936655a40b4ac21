using Leat.Artifacts;
using Leat.Cli.Serving;
using Leat.Core;
using Leat.Protocol;
using Leat.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.LoadHost;

/// <summary>Leat's server with extra calls that do less than its own, so that one run of one process shows what a call's work costs.</summary>
/// <remarks>The calls go through the same pipeline and the same body reader as the real ones:
/// <list type="bullet">
/// <item><c>POST /bench/empty</c> takes the body in and drops it.</item>
/// <item><c>POST /bench/parse/log-metric</c> and <c>/bench/parse/log-batch</c> read it as the real call does, then drop it.</item>
/// <item><c>POST /bench/parse/spans</c> decodes the spans of <c>/v1/traces</c>, then drops them.</item>
/// </list>
/// </remarks>
internal sealed class LoadServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ITrackingStore _store;

    private LoadServer(WebApplication app, ITrackingStore store)
    {
        _app = app;
        _store = store;
    }

    public string Address => _app.Urls.First();

    public static async Task<LoadServer> StartAsync(string storeUri, int port)
    {
        var store = await StoreOpener.OpenAsync(
            StoreUri.Parse(storeUri), "mlflow-artifacts:", NullLoggerFactory.Instance, CancellationToken.None).ConfigureAwait(false);
        var app = LeatServer.Create(
            new LeatServerOptions { Port = port, ServeArtifacts = false },
            store,
            new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions { Roots = [] }));
        app.MapPost("/bench/empty", (RequestDelegate)(context => AnswerAsync(context, static body => body.Length)));
        app.MapPost("/bench/parse/log-metric", (RequestDelegate)(context => AnswerAsync(context, LogMetricReader.Read)));
        app.MapPost("/bench/parse/log-batch", (RequestDelegate)(context => AnswerAsync(context, static body => LogBatchReader.Read(body, InputLimits.Default))));
        app.MapPost("/bench/parse/spans", (RequestDelegate)DecodeSpansAsync);
        await app.StartAsync().ConfigureAwait(false);
        return new LoadServer(app, store);
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task DecodeSpansAsync(HttpContext context)
    {
        var export = await OtlpExport.ReadAsync(context).ConfigureAwait(false);
        foreach (var piece in export.Taken.InPieces())
            GC.KeepAlive(piece);
        await ResponseWriter.WriteEmptyAsync(context).ConfigureAwait(false);
    }

    private static async Task AnswerAsync<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> read)
    {
        await RequestReader.ReadAsync(context, read).ConfigureAwait(false);
        await ResponseWriter.WriteEmptyAsync(context).ConfigureAwait(false);
    }
}
