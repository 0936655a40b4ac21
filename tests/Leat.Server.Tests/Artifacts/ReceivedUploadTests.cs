using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Leat.Server.Artifacts;

/// <summary>Files in parts at a destination on disk: the server itself takes the parts, as MLflow's client sends them.</summary>
public sealed class ReceivedUploadTests : IAsyncLifetime
{
    private ArtifactServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _server = await ArtifactServer.StartAsync(Cancellation, options => options with { StaticPrefix = "/leat", AllowedHosts = ["*"] });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/leat")]
    public async Task A_file_sent_in_parts_lies_under_its_name_when_it_is_complete(string prefix)
    {
        var upload = await PostAsync("create", new JsonObject { ["path"] = "/data/me/large model.bin", ["num_parts"] = 3 }, prefix);
        var addresses = upload["credentials"]!.AsArray();
        addresses.Select(address => address!["part_number"]!.GetValue<int>()).ShouldBe([1, 2, 3]);
        addresses[0]!["headers"]!.ToJsonString().ShouldBe("{}");
        var parts = new JsonArray();
        foreach (var address in addresses)
        {
            var url = address!["url"]!.GetValue<string>();
            url.ShouldStartWith($"{_server.Http.BaseAddress}{prefix.TrimStart('/')}{(prefix.Length > 0 ? "/" : "")}api/2.0/mlflow-artifacts/mpu/part/");
            var etag = await PutAsync(url, $"part {address["part_number"]};");
            parts.Add(new JsonObject { ["part_number"] = address["part_number"]!.DeepClone(), ["etag"] = etag, ["url"] = url });
        }

        (await ListAsync("model")).ShouldBeEmpty();
        var complete = new JsonObject { ["path"] = "/data/me/large model.bin", ["upload_id"] = upload["upload_id"]!.DeepClone(), ["parts"] = parts };
        (await PostAsync("complete", complete, prefix)).ToJsonString().ShouldBe("{}");

        (await ListAsync("model")).ShouldBe(["model/large model.bin"]);
        (await _server.Http.GetStringAsync($"/leat/get-artifact?run_id={_server.Run.RunId}&path=model/large%20model.bin", Cancellation))
            .ShouldBe("part 1;part 2;part 3;");
        Directory.GetFileSystemEntries(_server.Destination).Select(Path.GetFileName).ShouldBe([_server.RunRoot.Split('/')[0]]);
    }

    [Fact]
    public async Task An_upload_that_is_given_up_takes_no_more_parts()
    {
        var upload = await PostAsync("create", new JsonObject { ["path"] = "a.bin", ["num_parts"] = 1 });
        var url = upload["credentials"]![0]!["url"]!.GetValue<string>();
        await PutAsync(url, "x");

        (await PostAsync("abort", new JsonObject { ["path"] = "a.bin", ["upload_id"] = upload["upload_id"]!.DeepClone() })).ToJsonString().ShouldBe("{}");

        using var late = new StringContent("x");
        (await _server.Http.PutAsync(new Uri(url), late, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.GetFileSystemEntries(_server.Destination).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef/1", HttpStatusCode.NotFound)]
    [InlineData("%2e%2e%2fx/1", HttpStatusCode.BadRequest)]
    [InlineData("a/1", HttpStatusCode.NotFound)]
    [InlineData("0123456789abcdef0123456789abcdef/x", HttpStatusCode.BadRequest)]
    [InlineData("0123456789abcdef0123456789abcdef/-1", HttpStatusCode.BadRequest)]
    public async Task A_part_of_no_upload_is_refused(string part, HttpStatusCode status)
    {
        using var content = new StringContent("x");

        (await _server.Http.PutAsync("/api/2.0/mlflow-artifacts/mpu/part/" + part, content, Cancellation)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Behind_a_proxy_the_addresses_are_those_that_clients_reach()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/2.0/mlflow-artifacts/mpu/create/{_server.RunRoot}")
        {
            Content = JsonContent.Create(new JsonObject { ["path"] = "a.bin", ["num_parts"] = 1 }),
            Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "leat.example.org, inner" }, { "X-Forwarded-Prefix", "/team/" } },
        };

        using var response = await _server.Http.SendAsync(request, Cancellation);

        var url = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["credentials"]![0]!["url"]!.GetValue<string>();
        url.ShouldStartWith("https://leat.example.org/team/api/2.0/mlflow-artifacts/mpu/part/");
    }

    private async Task<string> PutAsync(string url, string content)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        using var response = await _server.Http.PutAsync(new Uri(url), body, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return response.Headers.ETag!.Tag;
    }

    private async Task<string[]> ListAsync(string path)
    {
        var answer = JsonNode.Parse(await _server.Http.GetStringAsync($"/api/2.0/mlflow/artifacts/list?run_id={_server.Run.RunId}&path={path}", Cancellation))!;
        return [.. (answer["files"]?.AsArray() ?? []).Select(file => file!["path"]!.GetValue<string>())];
    }

    private async Task<JsonNode> PostAsync(string step, JsonObject body, string prefix = "")
    {
        using var response = await _server.Http.PostAsJsonAsync($"{prefix}/api/2.0/mlflow-artifacts/mpu/{step}/{_server.RunRoot}/model", body, Cancellation);
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, answer);
        return JsonNode.Parse(answer)!;
    }
}
