using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Leat.Server.Artifacts;

/// <summary>A name is the same name by every call that carries files.</summary>
public sealed class ArtifactNameTests : ArtifactTests
{
    public static TheoryData<string> Names { get; } =
    [
        "a b.txt", "a%20b.txt", "a%2520b", "100%", "50% off", "%41", "%ff", "%80", "a%23b", "%2e%2e", "%252e%252e", "..two", "...", "a+b", "a&b=c",
        "q?x", "a:b", "c:d", "a\\b", "\\a", "a;b,c", "'\"<>|*", "\u00e9", "e\u0301", "\ud83d\ude80 \u65e5", "line\nbreak\t", new string('n', 255),
        new string('\u00e9', 127), "key%step%23%timestamp%1700000000000%80.png", "key%step%800%timestamp%1700000000000%zz%compressed.webp", "file:x",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_round_trips_by_every_call(string name)
    {
        var escaped = Uri.EscapeDataString(name);
        await PutAsync("model/" + escaped, "by proxy");
        using var body = new StringContent("uploaded");
        using var uploaded = await Http.PostAsync(
            $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={Server.Run.RunId}&path={Uri.EscapeDataString("up/" + name)}", body, Cancellation);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.OK);
        await CreateVersionAsync($"runs:/{Server.Run.RunId}/model");

        (await Http.GetStringAsync(Proxied("model/" + escaped), Cancellation)).ShouldBe("by proxy");
        (await Http.GetStringAsync(GetArtifact("model/" + name), Cancellation)).ShouldBe("by proxy");
        (await Http.GetStringAsync(GetArtifact("up/" + name), Cancellation)).ShouldBe("uploaded");
        (await Http.GetStringAsync($"/model-versions/get-artifact?name=m&version=1&path={escaped}", Cancellation)).ShouldBe("by proxy");
        (await NamesAsync($"/api/2.0/mlflow/artifacts/list?run_id={Server.Run.RunId}&path=up")).ShouldBe(["up/" + name]);
        (await NamesAsync($"/api/2.0/mlflow-artifacts/artifacts?path={Server.RunRoot}/model")).ShouldBe([name]);

        using var deleted = await Http.DeleteAsync(Proxied("model/" + escaped), Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await NamesAsync($"/api/2.0/mlflow-artifacts/artifacts?path={Server.RunRoot}/model")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_round_trips_in_a_logged_model(string name)
    {
        using var created = await Http.PostAsJsonAsync("/api/2.0/mlflow/logged-models", new { experiment_id = Server.Run.ExperimentId, name = "m" }, Cancellation);
        var info = (await created.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("model").GetProperty("info");
        var (id, uri) = (info.GetProperty("model_id").GetString(), info.GetProperty("artifact_uri").GetString()!);
        using var body = new StringContent("of a model");
        using var put = await Http.PutAsync(
            $"/api/2.0/mlflow-artifacts/artifacts/{uri["mlflow-artifacts:/".Length..]}/d/{Uri.EscapeDataString(name)}", body, Cancellation);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await NamesAsync($"/api/2.0/mlflow/logged-models/{id}/artifacts/directories?artifact_directory_path=d")).ShouldBe(["d/" + name]);
        (await Http.GetStringAsync(
            $"/ajax-api/2.0/mlflow/logged-models/{id}/artifacts/files?artifact_file_path={Uri.EscapeDataString("d/" + name)}", Cancellation))
            .ShouldBe("of a model");
    }

    private async Task<string?[]> NamesAsync(string address)
    {
        var listing = await Http.GetFromJsonAsync<JsonElement>(address, Cancellation);
        return listing.TryGetProperty("files", out var files)
            ? [.. files.EnumerateArray().Select(file => file.GetProperty("path").GetString())]
            : [];
    }

    private async Task CreateVersionAsync(string source)
    {
        using var model = await Http.PostAsJsonAsync("/api/2.0/mlflow/registered-models/create", new { name = "m" }, Cancellation);
        model.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var version = await Http.PostAsJsonAsync(
            "/api/2.0/mlflow/model-versions/create", new { name = "m", source, run_id = Server.Run.RunId }, Cancellation);
        version.StatusCode.ShouldBe(HttpStatusCode.OK, await version.Content.ReadAsStringAsync(Cancellation));
    }
}
