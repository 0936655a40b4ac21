using System.Net;
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
        (await refused.TextAsync()).ShouldBe("Invalid Host header - possible DNS rebinding attack detected");
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
        (await answer.TextAsync()).ShouldBe("Cross-origin request blocked");
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
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

    private static Task<HttpResponseMessage> PostAsync(RunningServer server, string path, string origin, string? host = null) =>
        server.SendAsync(HttpMethod.Post, path, request =>
        {
            request.Headers.Add("Origin", origin);
            request.Headers.Host = host;
            request.Content = new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json");
        });
}
