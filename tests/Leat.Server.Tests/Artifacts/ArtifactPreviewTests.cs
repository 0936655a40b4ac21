using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Leat.Server.Artifacts;

/// <summary>Files as web pages show them.</summary>
public sealed class ArtifactPreviewTests : ArtifactTests
{
    [Theory]
    [InlineData("page.html", "text/html; charset=utf-8")]
    [InlineData("picture.svg", "image/svg+xml")]
    [InlineData("page.xhtml", "application/xhtml+xml")]
    [InlineData("picture.png", "image/png")]
    [InlineData("a.pdf", "application/pdf")]
    [InlineData("a.json", "text/plain; charset=utf-8")]
    public async Task A_file_is_shown_where_it_stands_and_reaches_nothing_of_ours(string name, string mediaType)
    {
        await PutAsync(name, "<script>parent.document.title = document.cookie</script>");

        using var response = await Http.GetAsync(Preview(name), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(mediaType);
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe($"inline; filename={name}");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        policy[0].ShouldBe("sandbox allow-scripts", "with allow-same-origin, or without a sandbox, its scripts would be ours");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("connect-src 'none'");
        policy.ShouldContain("frame-ancestors 'self'");
        string.Join(' ', policy).ShouldNotContain("http");
    }

    [Fact]
    public async Task The_head_of_a_file_is_read_by_a_range()
    {
        await PutAsync("a.csv", "0123456789");
        using var request = new HttpRequestMessage(HttpMethod.Get, Preview("a.csv")) { Headers = { Range = new RangeHeaderValue(0, 3) } };

        using var response = await Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("0123");
        response.Content.Headers.ContentRange!.ToString().ShouldBe("bytes 0-3/10");
    }

    [Theory]
    [InlineData("api")]
    [InlineData("ajax-api")]
    public async Task Files_of_logged_models_and_model_versions_are_shown_too(string api)
    {
        await PutAsync("model/MLmodel", "flavors: {}");
        var logged = (await PostAsync("logged-models", new { experiment_id = Server.Run.ExperimentId }))["model"]!["info"]!;
        await PutAtAsync($"{(string)logged["artifact_uri"]!}/MLmodel", "logged: {}");
        await PostAsync("registered-models/create", new { name = "m" });
        await PostAsync("model-versions/create", new { name = "m", source = $"{Server.Run.ArtifactUri}/model" });

        (await Http.GetStringAsync($"/{api}/leat/1.0/artifacts/preview?model_id={(string)logged["model_id"]!}&path=MLmodel", Cancellation))
            .ShouldBe("logged: {}");
        (await Http.GetStringAsync($"/{api}/leat/1.0/artifacts/preview?name=m&version=1&path=MLmodel", Cancellation)).ShouldBe("flavors: {}");
    }

    [Theory]
    [InlineData("path=x", "Name exactly one owner of the files: run_id, model_id, or name with version.")]
    [InlineData("path=x&run_id=a&model_id=b", "Name exactly one owner of the files: run_id, model_id, or name with version.")]
    [InlineData("path=x&name=m", "Missing value for required parameter 'version'.")]
    [InlineData("run_id=RUN", "Missing value for required parameter 'path'.")]
    [InlineData("run_id=RUN&path=../x", "Invalid path")]
    [InlineData("run_id=RUN&path=%252e%252e%2Fx", "Invalid path")]
    public async Task What_names_no_file_is_refused(string query, string message)
    {
        var response = await Http.GetAsync(
            $"/api/leat/1.0/artifacts/preview?{query.Replace("RUN", Server.Run.RunId, StringComparison.Ordinal)}", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["message"]!.GetValue<string>().ShouldStartWith(message);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found() =>
        await ShouldFailAsync(await Http.GetAsync(Preview("nope"), Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");

    private string Preview(string path) => $"/ajax-api/leat/1.0/artifacts/preview?run_id={Server.Run.RunId}&path={Uri.EscapeDataString(path)}";

    private async Task<JsonNode> PostAsync(string call, object body)
    {
        using var response = await Http.PostAsJsonAsync("/api/2.0/mlflow/" + call, body, Cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    private async Task PutAtAsync(string uri, string content)
    {
        using var body = new StringContent(content);
        using var response = await Http.PutAsync(
            "/api/2.0/mlflow-artifacts/artifacts/" + uri["mlflow-artifacts:/".Length..], body, Cancellation);
        response.EnsureSuccessStatusCode();
    }
}
