using System.Net;
using System.Text;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Rpc;

public sealed class RequestTests
{
    private const string Create = "/api/2.0/mlflow/experiments/create";
    private const string ByName = "/api/2.0/mlflow/experiments/get-by-name";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON ;charset=UTF-8")]
    public async Task Json_is_taken_with_any_charset(string contentType)
    {
        await using var server = await StartAsync();
        (await (await PostAsync(server, contentType)).TextAsync()).ShouldBe("""{"experiment_id":"7"}""");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/json")]
    public async Task Other_types_are_refused(string contentType)
    {
        await using var server = await RunningServer.StartAsync();
        await (await PostAsync(server, contentType)).ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Bad Request. Content-Type must be one of ['application/json'].");
    }

    [Fact]
    public async Task A_post_without_a_type_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        await (await PostAsync(server, null)).ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Bad Request. Content-Type header is missing.");
    }

    [Fact]
    public async Task A_get_takes_its_fields_from_the_query_or_else_from_the_body()
    {
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, arguments) =>
            Task.FromResult<Experiment?>(new Experiment("1", (string)arguments[0]!, "", LifecycleStage.Active, 0, 0, []))));

        (await NameAsync("?experiment_name=from+query", """{"experiment_name":"from body"}""")).ShouldBe("from query");
        (await NameAsync("", """{"experiment_name":"from body"}""")).ShouldBe("from body");

        async Task<string> NameAsync(string query, string body)
        {
            var answer = await server.SendAsync(
                HttpMethod.Get, ByName + query, request => request.Content = new StringContent(body, Encoding.UTF8, "text/plain"));
            return (await answer.ShouldBeJsonAsync(HttpStatusCode.OK))["experiment"]!["name"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task The_query_of_a_post_is_not_looked_at()
    {
        await using var server = await RunningServer.StartAsync();
        await (await server.PostAsync(Create + "?name=x", "")).ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'name'.");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_read()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.SendAsync(HttpMethod.Post, Create, request =>
        {
            request.Headers.ExpectContinue = true;
            request.Content = new ByteArrayContent(new byte[RequestReader.MaxBodySize + 1]);
            request.Content.Headers.ContentType = new("application/json");
        });

        await answer.ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "larger than 33554432 bytes");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":5}""")]
    public async Task What_cannot_be_read_is_a_fault_of_the_request(string body)
    {
        await using var server = await RunningServer.StartAsync();
        await (await server.PostAsync(Create, body)).ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "See the API docs");
    }

    [Theory]
    [InlineData("POST", "/api/2.0/mlflow/registered-models/search")]
    [InlineData("GET", "/api/2.0/mlflow/registered-models/search")]
    [InlineData("POST", "/api/2.0/mlflow/runs/search")]
    [InlineData("POST", "/api/2.0/mlflow/runs/log-batch")]
    [InlineData("POST", "/api/2.0/mlflow/runs/log-metric")]
    [InlineData("PATCH", "/api/2.0/mlflow/registered-models/update")]
    [InlineData("DELETE", "/api/2.0/mlflow/registered-models/delete")]
    public async Task A_body_that_is_not_json_is_refused_on_every_method(string method, string path)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.SendAsync(new HttpMethod(method), path, request =>
            request.Content = new StringContent("""{"filter": "name = 'a'", "name": "a",}""", Encoding.UTF8, "application/json"));

        await answer.ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "The request body is not JSON: line 1, byte 38.");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity, zstd")]
    public async Task A_packed_body_is_refused_by_name(string encoding)
    {
        await using var server = await StartAsync();
        var answer = await server.SendAsync(HttpMethod.Post, Create, request =>
        {
            request.Content = new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json");
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        });

        await answer.ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", $"The request body has the Content-Encoding '{encoding}'");
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_as_it_is_is_read()
    {
        await using var server = await StartAsync();
        var answer = await server.SendAsync(HttpMethod.Post, Create, request =>
        {
            request.Content = new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json");
            request.Content.Headers.ContentEncoding.Add("identity");
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<RunningServer> StartAsync() => RunningServer.StartAsync(StubStore.Of((_, _) => Task.FromResult("7")));

    private static Task<HttpResponseMessage> PostAsync(RunningServer server, string? contentType) =>
        server.SendAsync(HttpMethod.Post, Create, request =>
        {
            request.Content = new ByteArrayContent("""{"name":"x"}"""u8.ToArray());
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        });
}
