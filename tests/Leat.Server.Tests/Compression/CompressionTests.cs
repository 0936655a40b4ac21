using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Compression;

public sealed class CompressionTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string OpenApi = "/api/leat/1.0/openapi.json";

    private RunningServer Server => fixture.Server;

    [Theory]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0.1, gzip;q=0.9", "gzip")]
    public async Task A_metric_history_is_compressed_as_the_client_likes_it(string accepted, string encoding)
    {
        var history = await HistoryPathAsync(points: 500);
        var plain = await (await Server.GetAsync(history)).TextAsync();

        var answer = await GetAsync(history, accepted);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.GetValues("Content-Type").ShouldBe(["application/json"]);
        answer.Content.Headers.ContentEncoding.ShouldBe([encoding]);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        bytes.Length.ShouldBeLessThan(plain.Length / 3);
        (await DecodeAsync(bytes, encoding)).ShouldBe(plain);
    }

    [Theory]
    [InlineData("gzip", 0.8)]
    [InlineData("br", 0.99)]
    public async Task The_description_is_smaller_than_at_the_fastest_level(string encoding, double part)
    {
        var plain = await Server.Client.GetByteArrayAsync(OpenApi, TestContext.Current.CancellationToken);
        using var fastest = new MemoryStream();
        await using (Stream packing = encoding == "br"
            ? new BrotliStream(fastest, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(fastest, CompressionLevel.Fastest, leaveOpen: true))
            await packing.WriteAsync(plain, TestContext.Current.CancellationToken);

        var bytes = await (await GetAsync(OpenApi, encoding)).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        bytes.Length.ShouldBeLessThan((int)(part * fastest.Length));
    }

    [Fact]
    public async Task A_client_that_asks_for_nothing_gets_plain_text()
    {
        var answer = await Server.GetAsync(OpenApi);

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        answer.Content.Headers.ContentLength.ShouldNotBeNull();
        await answer.ShouldBeJsonAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("zstd")]
    [InlineData("gzip;q=0")]
    public async Task An_encoding_the_client_does_not_accept_is_not_used(string accepted)
    {
        var answer = await GetAsync(OpenApi, accepted);

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        await answer.ShouldBeJsonAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_search_by_post_is_compressed()
    {
        await Server.NewRunAsync();

        var answer = await PostAsync("/api/2.0/mlflow/runs/search", """{"experiment_ids":["0"]}""");

        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        JsonNode.Parse(await DecodeAsync(bytes, "gzip"))!["runs"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_a_write_answers_is_not_compressed()
    {
        var runId = await Server.NewRunAsync();
        var answer = await PostAsync(
            "/api/2.0/mlflow/runs/log-metric", $$"""{"run_id":"{{runId}}","key":"m","value":1,"timestamp":1}""");

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        answer.Content.Headers.ContentLength.ShouldBe(2);
        (await answer.TextAsync()).ShouldBe("{}");
        answer.Headers.Vary.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_error_is_not_compressed()
    {
        var answer = await GetAsync("/api/2.0/mlflow/runs/get?run_id=none", "gzip");

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        await answer.ShouldBeErrorAsync(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "none");
    }

    private async Task<string> HistoryPathAsync(int points)
    {
        var runId = await Server.NewRunAsync();
        var metrics = new JsonArray([.. Enumerable.Range(0, points).Select(step =>
            new JsonObject { ["key"] = "loss", ["value"] = 1.0 / (step + 1), ["timestamp"] = 1000 + step, ["step"] = step })]);
        await Server.CallAsync("runs/log-batch", new JsonObject { ["run_id"] = runId, ["metrics"] = metrics }.ToJsonString());
        return $"/api/2.0/mlflow/metrics/get-history?run_id={runId}&metric_key=loss";
    }

    private Task<HttpResponseMessage> GetAsync(string path, string accepted) =>
        Server.SendAsync(HttpMethod.Get, path, request => request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted));

    private Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Server.SendAsync(HttpMethod.Post, path, request =>
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        });

    private static async Task<string> DecodeAsync(byte[] bytes, string encoding)
    {
        await using var packed = new MemoryStream(bytes);
        await using Stream plain = encoding == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
