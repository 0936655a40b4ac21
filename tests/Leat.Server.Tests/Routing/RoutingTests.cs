using System.Net;
using System.Text.RegularExpressions;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Routing;

public sealed class RoutingTests
{
    private const string Get = "/mlflow/experiments/get?experiment_id=0";

    [Theory]
    [InlineData("/api/2.0" + Get)]
    [InlineData("/ajax-api/2.0" + Get)]
    [InlineData("//api/2.0" + Get)]
    [InlineData("///ajax-api/2.0" + Get)]
    public async Task Calls_are_served_twice_and_slashes_before_the_path_do_not_count(string path)
    {
        await using var server = await StartAsync();
        (await server.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/nope")]
    [InlineData("/api/3.0" + Get)]
    [InlineData("/API/2.0" + Get)]
    [InlineData("/api/2.0/mlflow/Experiments/get?experiment_id=0")]
    [InlineData("/api/2.0/mlflow/experiments/get/?experiment_id=0")]
    [InlineData("/api/2.0//mlflow/experiments/get?experiment_id=0")]
    [InlineData("/api/2.0/mlflow/metrics/get-history-bulk?run_id=r&metric_key=m")]
    [InlineData("/health/")]
    [InlineData("/Health")]
    public async Task Any_other_address_gets_a_small_page(string path)
    {
        await using var server = await StartAsync();
        var answer = await server.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.TextAsync()).ShouldContain("<title>404 Not Found</title>");
    }

    [Theory]
    [InlineData("POST", "/api/2.0/mlflow/runs/get", "GET, HEAD")]
    [InlineData("GET", "/api/2.0/mlflow/runs/create", "POST")]
    [InlineData("DELETE", "/ajax-api/2.0/mlflow/runs/delete", "POST")]
    [InlineData("PATCH", "/api/2.0/mlflow/experiments/search", "GET, HEAD, POST")]
    [InlineData("POST", "/health", "GET, HEAD")]
    public async Task A_wrong_method_gets_a_small_page_and_the_right_ones(string method, string path, string allowed)
    {
        await using var server = await StartAsync();
        var answer = await server.SendAsync(new HttpMethod(method), path);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Order().ShouldBe(allowed.Split(", "));
        (await answer.TextAsync()).ShouldContain("<title>405 Method Not Allowed</title>");
    }

    [Fact]
    public async Task Options_lists_the_methods_and_head_answers_without_a_body()
    {
        await using var server = await StartAsync();

        var options = await server.SendAsync(HttpMethod.Options, "/api/2.0/mlflow/experiments/search");
        options.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        options.Content.Headers.Allow.Order().ShouldBe(["GET", "HEAD", "OPTIONS", "POST"]);

        var head = await server.SendAsync(HttpMethod.Head, "/api/2.0" + Get);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await head.TextAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Below_a_prefix_lies_everything_and_what_is_not_for_pages_also_outside()
    {
        await using var server = await StartAsync(new LeatServerOptions { StaticPrefix = "/pre" });

        (await server.GetAsync("/pre/ajax-api/2.0" + Get)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/pre")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/pre/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/ajax-api/2.0" + Get)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/2.0" + Get)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "/api/2.0" + Get, "/health", "/version", "/docs", "/api/leat/1.0/openapi.json" })
            (await server.GetAsync("/pre" + path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
    }

    [Fact]
    public async Task Links_stay_below_the_prefix()
    {
        await using var server = await StartAsync(new LeatServerOptions { StaticPrefix = "/pre" });

        var page = await (await server.GetAsync("/pre")).TextAsync();
        foreach (var link in Regex.Matches(page, "href=\"([^\"]+)\"").Select(match => match.Groups[1].Value))
        {
            link.ShouldStartWith("/pre/");
            (await server.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK, link);
        }

        (await (await server.GetAsync("/pre/api/leat/1.0/openapi.json")).ShouldBeJsonAsync(HttpStatusCode.OK))["servers"]![0]!["url"]!
            .GetValue<string>().ShouldBe("/pre");
    }

    [Fact]
    public async Task A_server_of_artifacts_only_says_how_to_get_more()
    {
        await using var server = await StartAsync(new LeatServerOptions { ArtifactsOnly = true });
        var answer = await server.GetAsync("/api/2.0" + Get);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.TextAsync()).ShouldStartWith(
            "Endpoint: /api/2.0/mlflow/experiments/get disabled due to the mlflow server running in `--artifacts-only` mode.");
        (await server.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<RunningServer> StartAsync(LeatServerOptions? options = null) => RunningServer.StartAsync(
        StubStore.Of((_, _) => Task.FromResult(new Experiment("0", "Default", "", LifecycleStage.Active, 0, 0, []))), options);
}
