using System.Net;
using System.Net.Sockets;
using System.Text;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Security;

public sealed class SecurityTests
{
    private const string Create = "mlflow/experiments/create";

    [Fact]
    public async Task A_foreign_host_is_refused_except_where_load_balancers_ask()
    {
        await using var server = await RunningServer.StartAsync();

        var refused = await AskAsync(server, "/api/2.0/mlflow/experiments/get");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var text = await refused.TextAsync();
        text.ShouldStartWith("Invalid Host header - possible DNS rebinding attack detected");
        text.ShouldContain("'evil.example.com'");
        text.ShouldContain("--allowed-hosts");
        (await AskAsync(server, "/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(server, "/version")).StatusCode.ShouldBe(HttpStatusCode.OK);

        static Task<HttpResponseMessage> AskAsync(RunningServer server, string path) =>
            server.SendAsync(HttpMethod.Get, path, request => request.Headers.Host = "evil.example.com");
    }

    [Theory]
    [InlineData("/api/2.0/" + Create)]
    [InlineData("/ajax-api/2.0/" + Create)]
    [InlineData("//ajax-api/2.0/" + Create)]
    public async Task A_strangers_page_cannot_write(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await PostAsync(server, path, "https://evil.example");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var text = await answer.TextAsync();
        text.ShouldStartWith("Cross-origin request blocked");
        text.ShouldContain("'https://evil.example'");
        text.ShouldContain("--cors-allowed-origins");
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://evil.example", "http://localhost:3000")]
    [InlineData("http://localhost:3000", "https://evil.example")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("", "https://evil.example")]
    public async Task Two_origins_do_not_get_past_the_check(string first, string second)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await SendRawAsync(server, $"POST /api/2.0/{Create} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: {first}\r\nOrigin: {second}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"name\":\"x\"}");

        answer.ShouldStartWith("HTTP/1.1 403 ");
        answer.ShouldNotContain("Access-Control-Allow-Origin");
    }

    [Fact]
    public async Task A_refused_host_or_origin_is_logged_once_each()
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await server.SendAsync(HttpMethod.Get, "/api/2.0/x", request => request.Headers.Host = "evil.example.com:81");
            await server.SendAsync(HttpMethod.Get, "/api/2.0/x", request => request.Headers.Host = "other.example.com");
            await PostAsync(server, "/api/2.0/" + Create, "https://evil.example");
        }

        server.Log.FromLeat.Where(entry => entry.EventId is 4 or 5).Select(entry => entry.Message).ShouldBe(
        [
            "Refused requests to the host evil.example.com:81: it is not among the allowed hosts (--allowed-hosts)",
            "Refused requests to the host other.example.com: it is not among the allowed hosts (--allowed-hosts)",
            "Refused requests from pages of https://evil.example: it is not among the allowed origins (--cors-allowed-origins)",
        ]);
    }

    [Fact]
    public async Task A_page_on_this_machine_can_write_and_read()
    {
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, _) => Task.FromResult("7")));
        var answer = await PostAsync(server, "/ajax-api/2.0/" + Create, "http://localhost:3000");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["http://localhost:3000"]);
        answer.Headers.GetValues("Access-Control-Allow-Credentials").ShouldBe(["true"]);
        answer.Headers.Vary.ShouldBe(["Origin"]);
    }

    [Fact]
    public async Task A_strangers_page_can_ask_but_the_browser_keeps_the_answer_from_it()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.SendAsync(
            HttpMethod.Get, "/version", request => request.Headers.Add("Origin", "https://evil.example"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_preflight_lists_methods_and_headers()
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { CorsAllowedOrigins = ["https://app.example.com"] });
        var answer = await server.SendAsync(HttpMethod.Options, "/api/2.0/" + Create, request =>
        {
            request.Headers.Add("Origin", "https://app.example.com");
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "content-type");
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://app.example.com"]);
        answer.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["GET, POST, PUT, DELETE, OPTIONS, PATCH"]);
        answer.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["content-type"]);
    }

    [Fact]
    public async Task Where_any_origin_may_call_none_sends_credentials()
    {
        await using var server = await RunningServer.StartAsync(
            StubStore.Of((_, _) => Task.FromResult("7")), new LeatServerOptions { CorsAllowedOrigins = ["*"] });
        var answer = await PostAsync(server, "/api/2.0/" + Create, "https://any.example");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/nope")]
    [InlineData("/api/2.0/mlflow/experiments/get")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.GetAsync(path);

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["SAMEORIGIN"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("deny", "DENY")]
    [InlineData("NONE", null)]
    public async Task Frames_can_be_refused_or_left_to_others(string option, string? header)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { XFrameOptions = option });
        var answer = await server.GetAsync("/health");
        (answer.Headers.TryGetValues("X-Frame-Options", out var values) ? values.Single() : null).ShouldBe(header);
    }

    [Fact]
    public async Task Switched_off_it_does_nothing()
    {
        await using var server = await RunningServer.StartAsync(
            StubStore.Of((_, _) => Task.FromResult("7")), new LeatServerOptions { DisableSecurityMiddleware = true });
        var answer = await PostAsync(server, "/api/2.0/" + Create, "https://evil.example", host: "evil.example");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("X-Content-Type-Options").ShouldBeFalse();
    }

    /// <summary>HttpClient would join equal headers.</summary>
    private static async Task<string> SendRawAsync(RunningServer server, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> PostAsync(RunningServer server, string path, string origin, string? host = null) =>
        server.SendAsync(HttpMethod.Post, path, request =>
        {
            request.Headers.Add("Origin", origin);
            request.Headers.Host = host;
            request.Content = new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json");
        });
}
