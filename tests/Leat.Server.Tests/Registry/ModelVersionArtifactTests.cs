using System.Net;
using System.Net.Http.Json;
using Leat.Server.Artifacts;

namespace Leat.Server.Tests.Registry;

public sealed class ModelVersionArtifactTests : ArtifactTests
{
    [Fact]
    public async Task A_file_of_a_version_is_downloaded_and_does_not_run()
    {
        await PutAsync("model/page.html", "<script>alert(1)</script>");
        await CreateAsync("m", $"{Server.Run.ArtifactUri}/model");

        using var response = await Http.GetAsync(Address("m", "1", "page.html"), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("<script>alert(1)</script>");
        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox"]);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Fact]
    public async Task Copies_and_sources_that_name_a_run_lead_to_the_same_files()
    {
        await PutAsync("model/MLmodel", "flavors: {}");
        await CreateAsync("m", $"runs:/{Server.Run.RunId}/model");
        await CreateAsync("copy", "models:/m/1");

        foreach (var name in (string[])["m", "copy"])
            (await Http.GetStringAsync(Address(name, "1", "MLmodel"), Cancellation)).ShouldBe("flavors: {}");
    }

    [Theory]
    [InlineData("name=m&version=1", "Missing value for required parameter 'path'.")]
    [InlineData("version=1&path=x", "Missing value for required parameter 'name'.")]
    [InlineData("name=m&path=x", "Missing value for required parameter 'version'.")]
    [InlineData("name=m&version=one&path=x", "Parameter 'version' must be an integer, got 'one'.")]
    [InlineData("name=m&version=1&path=..%2Fsecret", "Invalid path")]
    [InlineData("name=m&version=1&path=%252e%252e%2Fsecret", "Invalid path")]
    [InlineData("name=m&version=1&path=%2Fetc%2Fpasswd", "Invalid path")]
    public async Task A_request_that_leads_nowhere_is_refused(string query, string beginning)
    {
        await PutAsync("secret", "s");
        await CreateAsync("m", $"{Server.Run.ArtifactUri}/model");

        using var response = await Http.GetAsync($"/model-versions/get-artifact?{query}", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain($"\"message\":\"{beginning}");
    }

    [Fact]
    public async Task What_is_not_there_does_not_exist()
    {
        await CreateAsync("m", $"{Server.Run.ArtifactUri}/model");

        await ShouldFailAsync(
            await Http.GetAsync(Address("m", "1", "nope"), Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        await ShouldFailAsync(
            await Http.GetAsync(Address("m", "2", "x"), Cancellation),
            HttpStatusCode.NotFound,
            "RESOURCE_DOES_NOT_EXIST",
            "Model Version (name=m, version=2) not found");
    }

    [Fact]
    public async Task A_version_cannot_make_the_server_read_its_own_disk()
    {
        // A prompt's source is not checked at creation, so nothing may ever be read there, not even through a copy.
        await CreateAsync("prompt", "/etc", ("mlflow.prompt.is_prompt", "true"));
        await ShouldFailAsync(
            await Http.GetAsync(Address("prompt", "1", "passwd"), Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        await ShouldFailAsync(await TryCreateAsync("copy", "models:/prompt/1"), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        await ShouldFailAsync(await TryCreateAsync("m", "/etc"), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
    }

    private static string Address(string name, string version, string path) =>
        $"/model-versions/get-artifact?name={name}&version={version}&path={Uri.EscapeDataString(path)}";


    private async Task CreateAsync(string name, string source, params (string Key, string Value)[] tags)
    {
        using var response = await TryCreateAsync(name, source, tags);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<HttpResponseMessage> TryCreateAsync(string name, string source, params (string Key, string Value)[] tags)
    {
        var tagList = tags.Select(tag => new { key = tag.Key, value = tag.Value }).ToArray();
        using (await Http.PostAsJsonAsync("/api/2.0/mlflow/registered-models/create", new { name, tags = tagList }, Cancellation))
        {
            return await Http.PostAsJsonAsync(
                "/api/2.0/mlflow/model-versions/create", new { name, source, tags = tagList }, Cancellation);
        }
    }
}
