using System.Net;
using System.Net.Sockets;
using System.Text;
using Leat.Server.Artifacts;
using Leat.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leat.Server.Tests.Limits;

/// <summary>Clients that stop in the middle of a transfer, or go away, or hang when the server stops.</summary>
public sealed class StalledTransferTests
{
    private const string Files = "/api/2.0/mlflow-artifacts/artifacts";

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_that_stands_still_is_answered_and_leaves_no_file()
    {
        await using var server = await StartAsync();
        using var client = await ConnectAsync(server);

        await SendAsync(client, $"PUT {Files}/a.bin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nsome");
        var answer = await ReadAllAsync(client);

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldContain("The upload was given up: nothing came for 0.3 s. Nothing was stored; send it again.");
        Directory.EnumerateFiles(server.Destination, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_download_that_is_not_taken_is_cut_off()
    {
        var log = new LogCollector();
        await using var server = await StartAsync(log);
        var content = new byte[16 * 1024 * 1024];
        using (var body = new ByteArrayContent(content))
            (await server.Http.PutAsync($"{Files}/big.bin", body, Cancellation)).EnsureSuccessStatusCode();
        using var client = new TcpClient { ReceiveBufferSize = 16 * 1024 };
        await client.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, Cancellation);

        await SendAsync(client, $"GET {Files}/big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await log.WhenAsync(entry => entry.Message.StartsWith("Executed endpoint", StringComparison.Ordinal), count: 2);

        (await CountToTheEndAsync(client)).ShouldBeLessThan(content.Length);
    }

    [Theory]
    [InlineData("PUT /api/2.0/mlflow-artifacts/artifacts/a.bin")]
    [InlineData("POST /api/2.0/mlflow/runs/log-batch")]
    [InlineData("POST /api/2.0/mlflow/runs/search")]
    [InlineData("POST /v1/traces")]
    public async Task A_client_that_closes_in_mid_body_is_no_warning(string call)
    {
        var log = new LogCollector();
        await using var server = await StartAsync(log);
        var type = call.EndsWith("traces", StringComparison.Ordinal) ? "application/x-protobuf" : "application/json";
        for (var i = 0; i < 6; i++)
        {
            using var client = await ConnectAsync(server);
            client.Client.LingerState = new LingerOption(enable: i % 2 == 0, seconds: 0);
            await SendAsync(
                client,
                $"{call} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nx-mlflow-experiment-id: 0\r\nContent-Length: 1000000\r\n\r\n{{{{{{");
        }

        // Stopping waits for whatever the connections still have to say.
        await server.StopAsync();
        log.All.Where(entry => entry.Level >= LogLevel.Warning).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_cuts_off_what_hangs_and_says_so_in_one_line()
    {
        var log = new LogCollector();
        await using var server = await StartAsync(log, options => options with { TransferIdleTimeout = TimeSpan.FromMinutes(5) });
        using var upload = await ConnectAsync(server);
        using var body = await ConnectAsync(server);
        await SendAsync(upload, $"PUT {Files}/a.bin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nsome");
        await SendAsync(body, "POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");
        await log.WhenAsync(entry => entry.Message.StartsWith("Executing endpoint", StringComparison.Ordinal), count: 2);

        await server.StopAsync().WaitAsync(Enough, Cancellation);

        var warning = log.All.Where(entry => entry.Level >= LogLevel.Warning).ShouldHaveSingleItem();
        warning.Message.ShouldBe("Stopping cut off 2 requests that did not end within 0.5 s");
        warning.Exception.ShouldBeNull();
    }

    private static Task<ArtifactServer> StartAsync(LogCollector? log = null, Func<LeatServerOptions, LeatServerOptions>? change = null) =>
        ArtifactServer.StartAsync(
            Cancellation,
            options =>
            {
                var quick = options with { TransferIdleTimeout = TimeSpan.FromSeconds(0.3), ShutdownTimeout = TimeSpan.FromSeconds(0.5) };
                return change?.Invoke(quick) ?? quick;
            },
            services =>
            {
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug));
                services.AddSingleton<ILoggerProvider>(log ?? new LogCollector());
            });

    private static async Task<TcpClient> ConnectAsync(ArtifactServer server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, Cancellation);
        return client;
    }

    private static ValueTask SendAsync(TcpClient client, string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);

    private static async Task<string> ReadAllAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancellation).WaitAsync(Enough, Cancellation);
    }

    private static async Task<long> CountToTheEndAsync(TcpClient client)
    {
        var (count, buffer) = (0L, new byte[64 * 1024]);
        try
        {
            for (int read; (read = await client.GetStream().ReadAsync(buffer, Cancellation)) > 0;)
                count += read;
        }
        catch (IOException)
        {
            // Reset, as it should be.
        }

        return count;
    }
}
