using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Leat.Server.Artifacts;

namespace Leat.Server.Tests.Limits;

/// <summary>What calls on files hold is counted like what other calls hold.</summary>
public sealed class FileMemoryTests : ArtifactTests
{
    private const int MiB = 1024 * 1024;
    private const string TooMuch = "This takes more memory than one request may have, 1 MiB. Send it in several requests, or ask for less at a time, "
        + "for example with a smaller max_results.";

    protected override LeatServerOptions Change(LeatServerOptions options) => options with { RequestMemory = MiB };

    [Fact]
    public async Task A_small_upload_of_web_pages()
    {
        using var body = new ByteArrayContent(new byte[2 * MiB]);

        await ShouldFailAsync(
            await Http.PostAsync($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={Server.Run.RunId}&path=x", body, Cancellation),
            HttpStatusCode.BadRequest,
            "INVALID_PARAMETER_VALUE",
            TooMuch);
    }

    [Fact]
    public async Task The_list_of_a_folder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Server.Destination, Server.RunRoot, "many")).FullName;
        for (var i = 0; i < 5_000; i++)
            File.Create(Path.Combine(folder, $"{i:d8}")).Dispose();

        foreach (var list in new[] { $"/api/2.0/mlflow/artifacts/list?run_id={Server.Run.RunId}&path=many", $"/api/2.0/mlflow-artifacts/artifacts?path={Server.RunRoot}/many" })
            await ShouldFailAsync(await Http.GetAsync(list, Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", TooMuch);
        (await ListAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_long_text_in_the_file_of_a_trace()
    {
        var text = new string('x', 3 * MiB);
        using var shortTexts = await TraceFileAsync($$"""{"spans":[{{string.Join(',', Enumerable.Repeat("\"xxxxxxxx\"", 200_000))}}]}""");
        shortTexts.StatusCode.ShouldBe(HttpStatusCode.OK);

        await ShouldFailAsync(
            await TraceFileAsync($$"""{"spans":["{{text}}"]}"""), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", TooMuch);
    }

    /// <summary>Uploads the file of a new trace and asks for it.</summary>
    private async Task<HttpResponseMessage> TraceFileAsync(string json)
    {
        using var begun = await Http.PostAsJsonAsync(
            "/api/2.0/mlflow/traces", new { experiment_id = Server.Run.ExperimentId, timestamp_ms = 5 }, Cancellation);
        var id = (await begun.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["trace_info"]!["request_id"]!.GetValue<string>();
        using var content = new StringContent(json);
        using var stored = await Http.PutAsync(
            $"/api/2.0/mlflow-artifacts/artifacts/{Server.Run.ExperimentId}/traces/{id}/artifacts/traces.json", content, Cancellation);
        stored.EnsureSuccessStatusCode();
        return await Http.GetAsync($"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={id}", Cancellation);
    }
}
