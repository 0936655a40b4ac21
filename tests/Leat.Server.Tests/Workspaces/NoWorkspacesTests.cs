using System.Net;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Workspaces;

/// <summary>A server without workspaces, asked by clients that know them.</summary>
public sealed class NoWorkspacesTests
{
    private const string Header = "X-MLFLOW-WORKSPACE";

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("GET", "/team-a")]
    [InlineData("PATCH", "/team-a")]
    [InlineData("DELETE", "/team-a")]
    public async Task The_calls_for_workspaces_say_that_there_are_none(string method, string rest)
    {
        await using var server = await RunningServer.StartAsync();

        foreach (var api in new[] { "api", "ajax-api" })
        {
            var answer = await server.SendAsync(new HttpMethod(method), $"/{api}/3.0/mlflow/workspaces{rest}", request => request.Headers.Add(Header, "team-a"));

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
            (await answer.TextAsync()).ShouldBe(
                $"Endpoint: /{api}/3.0/mlflow/workspaces{(rest.Length > 0 ? "/{workspace_name}" : "")} disabled because the server is running without workspaces.");
        }
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0")]
    [InlineData("/ajax-api/2.0/mlflow/experiments/get?experiment_id=0")]
    [InlineData("/api/leat/1.0/info")]
    [InlineData("/get-artifact?run_id=a&path=b")]
    [InlineData("/pre/api/2.0/mlflow/experiments/get?experiment_id=0")]
    public async Task A_call_for_a_workspace_is_refused_before_it_reaches_the_store(string path)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { StaticPrefix = path.StartsWith("/pre/", StringComparison.Ordinal) ? "/pre" : null });

        var error = await (await server.SendAsync(HttpMethod.Get, path, request => request.Headers.Add(Header, "default")))
            .ShouldBeJsonAsync(HttpStatusCode.BadRequest);

        error["error_code"]!.GetValue<string>().ShouldBe("FEATURE_DISABLED");
        error["message"]!.GetValue<string>().ShouldContain("'default'");
    }

    [Fact]
    public async Task Spans_for_a_workspace_are_refused_too()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.SendAsync(HttpMethod.Post, "/v1/traces", request =>
        {
            request.Headers.Add(Header, "team-a");
            request.Content = new ByteArrayContent([]) { Headers = { { "Content-Type", "application/x-protobuf" } } };
        });

        (await answer.ShouldBeJsonAsync(HttpStatusCode.BadRequest))["error_code"]!.GetValue<string>().ShouldBe("FEATURE_DISABLED");
    }

    [Theory]
    [InlineData("/api/3.0/mlflow/server-info", HttpStatusCode.OK)]
    [InlineData("/ajax-api/3.0/mlflow/server-info", HttpStatusCode.OK)]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/version", HttpStatusCode.OK)]
    [InlineData("/api/3.0/mlflow/mcp-servers", HttpStatusCode.NotFound)]
    public async Task What_is_the_same_for_everybody_is_answered_whatever_the_header_says(string path, HttpStatusCode status)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.SendAsync(HttpMethod.Get, path, request => request.Headers.Add(Header, "team-a"));

        answer.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.NotFound)
            (await answer.TextAsync()).ShouldStartWith("<!doctype html>");
    }

    [Fact]
    public async Task An_empty_header_names_no_workspace()
    {
        await using var server = await RunningServer.StartAsync(
            StubStore.Of((_, _) => Task.FromResult(new Experiment("0", "Default", "", LifecycleStage.Active, 0, 0, []))));

        var answer = await server.SendAsync(
            HttpMethod.Get, "/api/2.0/mlflow/experiments/get?experiment_id=0", request => request.Headers.TryAddWithoutValidation(Header, ""));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
