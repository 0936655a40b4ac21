using System.Net;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Service;

/// <summary>What clients newer than the protocol ask of themselves.</summary>
public sealed class NewerClientTests
{
    [Theory]
    [InlineData("/api/3.0/mlflow/server-info")]
    [InlineData("/ajax-api/3.0/mlflow/server-info")]
    [InlineData("/mlf/api/3.0/mlflow/server-info")]
    public async Task The_server_says_what_they_may_use(string path)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { StaticPrefix = path.StartsWith("/mlf", StringComparison.Ordinal) ? "/mlf" : null });

        var info = await (await server.GetAsync(path)).ShouldBeJsonAsync(HttpStatusCode.OK);

        info["store_type"]!.GetValue<string>().ShouldBe("SqlStore");
        foreach (var feature in new[] { "workspaces_enabled", "trace_archival_enabled", "multipart_uploads_enabled", "multipart_downloads_enabled" })
            info[feature]!.GetValue<bool>().ShouldBeFalse(feature);
        info["features_enabled"]!["gateway"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("GET", "/api/3.0/mlflow/gateway/secrets/list")]
    [InlineData("POST", "/api/3.0/mlflow/prompt-optimization/jobs")]
    [InlineData("GET", "/ajax-api/3.0/mlflow/mcp-servers")]
    [InlineData("GET", "/api/3.0/mlflow/skills")]
    [InlineData("GET", "/ajax-api/3.0/jobs")]
    [InlineData("POST", "/ajax-api/3.0/mlflow/assistant/message")]
    [InlineData("POST", "/gateway/openai/v1/chat/completions")]
    [InlineData("POST", "/api/2.0/mlflow/bogus")]
    public async Task What_the_server_does_not_have_is_404_and_no_json(string method, string path)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.SendAsync(new HttpMethod(method), path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.TextAsync()).ShouldStartWith("<!doctype html>");
    }

    /// <summary>Clients send spans to /v1/traces only if the version is at least 3.4, and must be able to read it as PEP 440 has it.</summary>
    [Theory]
    [InlineData("/version")]
    [InlineData("/mlf/version")]
    public async Task The_version_switches_nothing_off(string path)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { StaticPrefix = "/mlf" });

        System.Version.Parse(await (await server.GetAsync(path)).TextAsync()).ShouldBeGreaterThanOrEqualTo(new Version(3, 4, 0));
    }

    [Fact]
    public async Task Spans_are_taken_below_the_prefix_too()
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { StaticPrefix = "/mlf" });

        var usual = await server.PostAsync("/v1/traces", "no spans");
        var below = await server.PostAsync("/mlf/v1/traces", "no spans");

        usual.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        below.StatusCode.ShouldBe(usual.StatusCode);
        (await below.TextAsync()).ShouldBe(await usual.TextAsync());
    }
}
