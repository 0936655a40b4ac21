using System.Net;
using System.Text;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Rpc;

/// <summary>A client that has what it asks for is told so.</summary>
public sealed class EntityTagTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Search = "/api/2.0/mlflow/runs/search";

    private RunningServer Server => fixture.Server;

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/runs/get?run_id={run}")]
    [InlineData("GET", "/ajax-api/2.0/mlflow/runs/get?run_id={run}")]
    [InlineData("POST", Search)]
    [InlineData("POST", "/api/leat/1.0/runs/search")]
    public async Task What_has_not_changed_is_not_sent_again(string method, string path)
    {
        var run = await Server.NewRunAsync();
        path = path.Replace("{run}", run, StringComparison.Ordinal);
        var first = await SendAsync(method, path, "\"\"");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var tag = first.Headers.ETag.ShouldNotBeNull();
        tag.IsWeak.ShouldBeTrue();

        foreach (var known in (string[])[tag.ToString(), $"\"other\", {tag}"])
        {
            var same = await SendAsync(method, path, known);
            same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
            same.Headers.ETag.ShouldBe(tag);
            (await same.TextAsync()).ShouldBeEmpty();
        }

        await Server.CallAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"m","value":1,"timestamp":1}""");
        var changed = await SendAsync(method, path, tag.ToString());
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag.ShouldNotBe(tag);
        (await changed.TextAsync()).ShouldContain("\"m\"");
    }

    [Fact]
    public async Task Who_does_not_ask_gets_no_tag()
    {
        var answer = await SendAsync("POST", Search, null);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.ETag.ShouldBeNull();
        answer.Headers.CacheControl.ShouldBeNull();
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/runs/get?run_id=none", HttpStatusCode.NotFound)]
    [InlineData("/api/2.0/mlflow/runs/get", HttpStatusCode.BadRequest)]
    public async Task Errors_have_none(string path, HttpStatusCode status)
    {
        var answer = await SendAsync("GET", path, "\"x\"");

        answer.StatusCode.ShouldBe(status);
        answer.Headers.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task A_store_without_a_version_answers_as_ever()
    {
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, _) => throw new Leat.Core.LeatException(Leat.Core.ErrorCode.DataLoss, "read")));

        var answer = await server.SendAsync(HttpMethod.Get, "/api/2.0/mlflow/runs/get?run_id=r", request => request.Headers.TryAddWithoutValidation("If-None-Match", "*"));

        await answer.ShouldBeErrorAsync(HttpStatusCode.InternalServerError, "DATA_LOSS", "read");
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string? known) => Server.SendAsync(new HttpMethod(method), path, request =>
    {
        if (method == "POST")
            request.Content = new StringContent("""{"experiment_ids":["0"]}""", Encoding.UTF8, "application/json");
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
    });
}
