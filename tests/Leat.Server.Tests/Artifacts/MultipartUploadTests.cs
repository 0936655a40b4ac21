using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Artifacts;
using Leat.Artifacts.Specification;

namespace Leat.Server.Artifacts;

/// <summary>Files in parts, at a destination whose store takes them.</summary>
public sealed class MultipartUploadTests : IAsyncLifetime
{
    private readonly MemoryArtifactStore _store = new();
    private ArtifactServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MemoryBucket Bucket => _store.Buckets["bucket"];

    public async ValueTask InitializeAsync() => _server = await ArtifactServer.StartAsync(
        Cancellation, destination: "mem://bucket/files", schemes: new ArtifactSchemes().Register("mem", _ => _store));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/data/me/large model.bin", "large model.bin")]
    [InlineData("C:\\models\\model.bin", "model.bin")]
    [InlineData("model.bin", "model.bin")]
    public async Task A_file_sent_in_parts_lies_in_the_folder_under_its_own_name(string clientPath, string name)
    {
        var upload = await PostAsync("create", new JsonObject { ["path"] = clientPath, ["num_parts"] = 2 });
        var addresses = upload["credentials"]!.AsArray();
        addresses.Select(address => address!["part_number"]!.GetValue<int>()).ShouldBe([1, 2]);
        addresses[0]!["headers"]!.ToJsonString().ShouldBe("{}");
        var parts = new JsonArray();
        foreach (var address in addresses)
        {
            var url = address!["url"]!.GetValue<string>();
            var etag = Bucket.Put(url, Encoding.UTF8.GetBytes($"part {address["part_number"]};"));
            parts.Add(new JsonObject { ["part_number"] = address["part_number"]!.DeepClone(), ["etag"] = etag, ["url"] = url });
        }

        Bucket.Objects.ShouldBeEmpty();
        var complete = new JsonObject { ["path"] = clientPath, ["upload_id"] = upload["upload_id"]!.DeepClone(), ["parts"] = parts };
        (await PostAsync("complete", complete)).ToJsonString().ShouldBe("{}");

        Bucket.Objects.Keys.ShouldBe([$"files/{_server.RunRoot}/model/{name}"]);
        (await _server.Http.GetStringAsync($"/get-artifact?run_id={_server.Run.RunId}&path=model/{name}", Cancellation)).ShouldBe("part 1;part 2;");
    }

    [Fact]
    public async Task An_upload_can_be_given_up()
    {
        var upload = await PostAsync("create", new JsonObject { ["path"] = "a.bin", ["num_parts"] = 1 });
        Bucket.OpenUploads.ShouldBe(1);

        var abort = new JsonObject { ["path"] = "a.bin", ["upload_id"] = upload["upload_id"]!.DeepClone() };
        (await PostAsync("abort", abort)).ToJsonString().ShouldBe("{}");

        Bucket.OpenUploads.ShouldBe(0);
    }

    [Theory]
    [InlineData("create", """{"path": "a.bin"}""")]
    [InlineData("create", """{"path": "a.bin", "num_parts": 0}""")]
    [InlineData("create", """{"path": "a.bin", "num_parts": 50001}""")]
    [InlineData("create", """{"path": "dir/..", "num_parts": 1}""")]
    [InlineData("create", """{"path": "dir/", "num_parts": 1}""")]
    [InlineData("complete", """{"path": "a.bin", "upload_id": "none", "parts": [{"part_number": 1, "etag": "x"}]}""")]
    [InlineData("complete", """{"path": "a.bin", "upload_id": "none", "parts": "x"}""")]
    public async Task What_makes_no_sense_is_refused(string step, string json)
    {
        using var response = await SendAsync(step, json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("INVALID_PARAMETER_VALUE");
        Bucket.OpenUploads.ShouldBe(0);
    }

    private async Task<JsonNode> PostAsync(string step, JsonObject body)
    {
        using var response = await SendAsync(step, body.ToJsonString());
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, answer);
        return JsonNode.Parse(answer)!;
    }

    private async Task<HttpResponseMessage> SendAsync(string step, string json)
    {
        using var body = new StringContent(json, mediaType: new("application/json"));
        return await _server.Http.PostAsync($"/api/2.0/mlflow-artifacts/mpu/{step}/{_server.RunRoot}/model", body, Cancellation);
    }
}
