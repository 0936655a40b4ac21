using System.Text;
using System.Threading.Channels;
using Leat.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Leat.Cli.Tests.Processes;

/// <summary>The server sends traces to the address in the standard variables.</summary>
public sealed class ServerTracingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Requests_become_spans_at_the_collector()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"], new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        using (var client = new HttpClient { BaseAddress = await server.AddressAsync() })
        {
            await client.GetStringAsync("/health", TestContext.Current.CancellationToken);
            await client.GetStringAsync(
                "/api/2.0/mlflow/experiments/get?experiment_id=0&note=secret", TestContext.Current.CancellationToken);
        }

        // Queued spans are sent before the server exits.
        await server.SignalAsync("TERM");
        (await server.EndAsync()).ExitCode.ShouldBe(0);

        var spans = collector.ReadAll();
        spans.ShouldContain("GET /api/2.0/mlflow/experiments/get");
        spans.ShouldContain("leat");
        spans.ShouldNotContain("secret");
        spans.ShouldNotContain("/health");
    }

    /// <summary>Receives posts to <c>/v1/traces</c>. Names in protobuf are readable without decoding.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

        private Collector()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.Run(ReceiveAsync);
        }

        public string Address => _app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._app.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public string ReadAll()
        {
            var all = new StringBuilder();
            while (_received.Reader.TryRead(out var one))
                all.Append(one);
            return all.ToString();
        }

        public async ValueTask DisposeAsync() => await _app.DisposeAsync();

        private async Task ReceiveAsync(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            if (context.Request.Path == "/v1/traces")
                await _received.Writer.WriteAsync(body, context.RequestAborted);
        }
    }
}
