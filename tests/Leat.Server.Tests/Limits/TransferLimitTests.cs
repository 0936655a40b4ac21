using System.Net;
using System.Net.Sockets;
using System.Text;
using Leat.Server.Tests.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server.Tests.Limits;

/// <summary>Transfers that are too slow are cut off. The times are shortened here; a separate test covers the real ones.</summary>
public sealed class TransferLimitTests
{
    private const string Call = "/api/2.0/mlflow/runs/log-metric";

    [Fact]
    public async Task Limits_are_those_of_the_documentation()
    {
        KestrelServerLimits? limits = null;
        await using var server = await StartAsync(found => limits = found);

        limits.ShouldNotBeNull();
        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromSeconds(130));
        limits.MaxRequestBodySize.ShouldBe(32 * 1024 * 1024);
        limits.MaxRequestLineSize.ShouldBe(64 * 1024);
        foreach (var rate in new[] { limits.MinRequestBodyDataRate!, limits.MinResponseDataRate! })
        {
            rate.BytesPerSecond.ShouldBe(240);
            rate.GracePeriod.ShouldBe(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task Headers_that_do_not_end_are_cut_off()
    {
        await using var server = await StartAsync(limits => limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1));

        (await SendAsync(server, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Endless: a")).ShouldStartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task A_body_that_stops_half_way_is_the_fault_of_the_client_who_need_not_repeat_it()
    {
        await using var server = await StartAsync(limits =>
            limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, TimeSpan.FromSeconds(1.5)));

        var answer = await SendAsync(
            server,
            $"POST {Call} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{\"run_id\"");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldContain("The request body stopped half-way, or came too slowly.");
    }

    [Fact]
    public async Task A_chunked_body_that_stops_half_way_is_the_fault_of_the_client_too()
    {
        await using var server = await StartAsync(limits =>
            limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, TimeSpan.FromSeconds(1.5)));

        var answer = await SendAsync(
            server,
            $"POST {Call} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{{\"run_id\"\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldContain("BAD_REQUEST");
    }

    [Fact]
    public async Task A_connection_without_requests_is_closed()
    {
        await using var server = await StartAsync(limits => limits.KeepAliveTimeout = TimeSpan.FromSeconds(1));

        // The client asked to keep the connection, but the server closes it after the response.
        (await SendAsync(server, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")).ShouldEndWith("OK\r\n0\r\n\r\n");
    }

    private static Task<RunningServer> StartAsync(Action<KestrelServerLimits> shorten) =>
        RunningServer.StartAsync(configure: services =>
            services.PostConfigure<KestrelServerOptions>(kestrel => shorten(kestrel.Limits)));

    /// <summary>Sends a text and reads until the server closes the connection.</summary>
    private static async Task<string> SendAsync(RunningServer server, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
