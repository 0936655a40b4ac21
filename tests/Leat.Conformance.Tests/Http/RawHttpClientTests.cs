using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Http;

public sealed class RawHttpClientTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Target_is_sent_byte_for_byte()
    {
        await using var server = new CannedServer(CannedServer.Json("{}"));
        await SendAsync(server, new RawRequest("GET", "//a/../b/%2f%2E/./c?x=%zz"));
        server.Requests[0].ShouldStartWith("GET //a/../b/%2f%2E/./c?x=%zz HTTP/1.1\r\nHost: 127.0.0.1:");
    }

    [Fact]
    public async Task Given_host_replaces_the_own_one()
    {
        await using var server = new CannedServer(CannedServer.Json("{}"));
        await SendAsync(server, new RawRequest("GET", "/", [new("host", "evil.example")], null));
        server.Requests[0].ShouldBe("GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n");
    }

    [Theory]
    [InlineData("POST", true)]
    [InlineData("PUT", true)]
    [InlineData("PATCH", true)]
    [InlineData("GET", false)]
    [InlineData("DELETE", false)]
    public async Task Methods_that_take_a_body_announce_a_missing_one(string method, bool saysLength)
    {
        await using var server = new CannedServer(CannedServer.Json("{}"));
        await SendAsync(server, new RawRequest(method, "/"));
        server.Requests[0].Contains("Content-Length: 0", StringComparison.Ordinal).ShouldBe(saysLength);
    }

    [Fact]
    public async Task Connection_is_reused_and_reopened_if_the_server_dropped_it()
    {
        await using var server = new CannedServer(
            CannedServer.Json("1"), CannedServer.Json("2"), "", CannedServer.Json("3"));
        using var client = new RawHttpClient(server.Address);
        (await client.SendAsync(new("GET", "/1"), Cancellation)).Text.ShouldBe("1");
        (await client.SendAsync(new("GET", "/2"), Cancellation)).Text.ShouldBe("2");
        (await client.SendAsync(new("GET", "/3"), Cancellation)).Text.ShouldBe("3");
        server.Connections.ShouldBe(2);
        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Fresh_connection_without_an_answer_is_a_fault()
    {
        await using var server = new CannedServer("");
        var fault = await Should.ThrowAsync<RawHttpException>(() => SendAsync(server, new("GET", "/x")));
        fault.Message.ShouldStartWith("no answer to GET /x");
    }

    [Fact]
    public async Task Chunks_are_put_together()
    {
        await using var server = new CannedServer(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nWiki\r\nA\r\npedia, yes\r\n0\r\nTrailer: 1\r\n\r\n");
        (await SendAsync(server, new("GET", "/"))).Text.ShouldBe("Wikipedia, yes");
    }

    [Fact]
    public async Task Body_without_a_length_ends_with_the_connection()
    {
        await using var server = new CannedServer("HTTP/1.1 200 OK\r\n\r\nall there is");
        (await SendAsync(server, new("GET", "/"))).Text.ShouldBe("all there is");
    }

    [Fact]
    public async Task Answer_to_head_has_a_length_but_no_body()
    {
        await using var server = new CannedServer(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", CannedServer.Json("[]"));
        using var client = new RawHttpClient(server.Address);
        var head = await client.SendAsync(new("HEAD", "/"), Cancellation);
        head.Body.ShouldBeEmpty();
        head.Headers["content-length"].ShouldBe("5");
        (await client.SendAsync(new("GET", "/"), Cancellation)).Text.ShouldBe("[]");
    }

    [Fact]
    public async Task Interim_answers_are_skipped()
    {
        await using var server = new CannedServer("HTTP/1.1 100 Continue\r\n\r\n" + CannedServer.Json("{}", 201));
        (await SendAsync(server, new("POST", "/"))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Silent_server_runs_into_the_time_limit()
    {
        await using var server = new CannedServer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
        using var client = new RawHttpClient(server.Address, TimeSpan.FromMilliseconds(200));
        await Should.ThrowAsync<RawHttpException>(() => client.SendAsync(new("GET", "/"), Cancellation));
    }

    private static async Task<RawResponse> SendAsync(CannedServer server, RawRequest request)
    {
        using var client = new RawHttpClient(server.Address);
        return await client.SendAsync(request, Cancellation);
    }
}
