using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Limits;

/// <summary>Requests in progress have a limit of memory together.</summary>
public sealed class RequestMemoryTests
{
    private const string Call = "/api/2.0/mlflow/runs/set-tag";
    private const int MiB = 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_fits_only_alone_is_refused_beside_another_and_taken_afterwards()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var store = StubStore.Of((_, _) =>
        {
            begun.TrySetResult();
            return release.Task;
        });
        await using var server = await RunningServer.StartAsync(store, new LeatServerOptions { RequestMemory = 20 * MiB });

        var first = SetTagAsync(server, 2 * MiB);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var beside = await SetTagAsync(server, 2 * MiB);
        var small = SetTagAsync(server, 1_000);
        release.SetResult();

        beside.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        beside.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await beside.Content.ReadAsStringAsync(Cancellation)).ShouldContain("TEMPORARILY_UNAVAILABLE");
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await small).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SetTagAsync(server, 2 * MiB)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_never_fits_is_refused_for_good()
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { RequestMemory = 2 * MiB });

        var answer = await (await SetTagAsync(server, MiB)).ShouldBeJsonAsync(HttpStatusCode.BadRequest);

        answer["message"]!.GetValue<string>().ShouldStartWith("This takes more memory than one request may have, 2 MiB. Send it in several requests,");
    }

    [Theory]
    [InlineData(Call)]
    [InlineData("/ajax-api/2.0/mlflow/upload-artifact?run_uuid=r&path=f")]
    [InlineData("/v1/traces")]
    public async Task A_refused_body_leaves_the_connection_to_the_next_request(string call)
    {
        var store = StubStore.Of((_, _) => Task.CompletedTask);
        await using var server = await RunningServer.StartAsync(store, new LeatServerOptions { RequestMemory = 2 * MiB });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, Cancellation);
        await using var connection = client.GetStream();

        foreach (var (path, body, more) in ((string, string, string)[])[(call, SetTag(3 * MiB), "x-mlflow-experiment-id: 0\r\n"), (Call, SetTag(100), "Connection: close\r\n")])
        {
            var request = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{more}\r\n{body}";
            await connection.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        }

        var answers = await new StreamReader(connection).ReadToEndAsync(Cancellation);
        answers.ShouldStartWith("HTTP/1.1 4");
        answers.ShouldContain("HTTP/1.1 200 ");
    }

    [Fact]
    public async Task What_is_announced_and_does_not_come_holds_nothing()
    {
        var store = StubStore.Of((_, _) => Task.CompletedTask);
        await using var server = await RunningServer.StartAsync(store, new LeatServerOptions { RequestMemory = 20 * MiB });
        for (var i = 0; i < 20; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, Cancellation);
            var request = $"POST {Call} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {3 * MiB}\r\n\r\n{{";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        }

        (await SetTagAsync(server, 2 * MiB)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spans_of_an_exporter_are_counted_packed_or_not(bool packed)
    {
        var (release, begun) = (new TaskCompletionSource(), new TaskCompletionSource());
        var traces = Stub<ITraceStore>.Of((_, _) =>
        {
            begun.TrySetResult();
            return release.Task;
        });
        var store = StubStore.Of((_, _) => Task.CompletedTask, new StoreFeatures { Traces = traces });
        await using var server = await RunningServer.StartAsync(store, new LeatServerOptions { RequestMemory = 20 * MiB });

        var first = ExportAsync(server, 2 * MiB, packed);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var beside = await ExportAsync(server, 2 * MiB, packed);
        release.SetResult();

        beside.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        beside.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ExportAsync(server, 2 * MiB, packed)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var never = await ExportAsync(server, 4 * MiB, packed);
        (await never.ShouldBeJsonAsync(HttpStatusCode.RequestEntityTooLarge))["detail"]!.GetValue<string>()
            .ShouldStartWith("This takes more memory than one request may have, 20 MiB. Send it in several requests,");
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/runs/search", """{"experiment_ids":[""", "1,", "1]}")]
    [InlineData("/api/2.0/mlflow/runs/log-batch", """{"run_id":"r","metrics":[""", "{},", "{}]}")]
    public async Task A_body_of_nothing_but_small_values_is_refused_before_it_is_parsed(string call, string begin, string value, string end)
    {
        await using var server = await RunningServer.StartAsync();
        var body = begin + string.Concat(Enumerable.Repeat(value, 2_100_000)) + end;

        var answer = await (await server.PostAsync(call, body)).ShouldBeJsonAsync(HttpStatusCode.BadRequest);

        answer["message"]!.GetValue<string>().ShouldStartWith("The request body holds more than 2000000 values. Please send it in several requests.");
    }

    private static Task<HttpResponseMessage> ExportAsync(RunningServer server, int length, bool packed)
    {
        var body = Encoding.UTF8.GetBytes(
            """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"01020304050607080102030405060708","spanId":"0102030405060708","name":"""
            + $"\"{new string('n', length)}\"}}]}}]}}]}}");
        return server.SendAsync(HttpMethod.Post, "/v1/traces", request =>
        {
            request.Headers.Add("x-mlflow-experiment-id", "0");
            request.Content = new ByteArrayContent(packed ? Pack(body) : body) { Headers = { ContentType = new("application/json") } };
            if (packed)
                request.Content.Headers.ContentEncoding.Add("gzip");
        });
    }

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(body);
        return packed.ToArray();
    }

    private static Task<HttpResponseMessage> SetTagAsync(RunningServer server, int length) =>
        server.PostAsync(Call, SetTag(length));

    private static string SetTag(int length) => $$"""{"run_id":"r","key":"k","value":"{{new string('v', length)}}"}""";
}
