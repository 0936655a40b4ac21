using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Testing.Servers;

namespace Leat.Testing.ObjectStores;

/// <summary>A real server whose artifacts lie in a store, by the calls that clients make. Each store adds one class.</summary>
public abstract partial class ServedStoreSpecification : IAsyncLifetime
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/";

    private readonly TemporaryFolder _folder = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A place of the test's own, in which nothing lies, without a slash at its end.</summary>
    protected abstract string Root { get; }

    /// <summary>A place that cannot be used, since what holds it is not there, and what is said of it.</summary>
    protected abstract (string Root, string Error) Missing { get; }

    /// <summary>What the names of the store's own libraries begin with.</summary>
    protected abstract string Library { get; }

    /// <summary>Variables that lead to the store.</summary>
    protected abstract IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>What the addresses begin with to which clients send parts; null if the store gives none.</summary>
    protected abstract string? PartAddresses { get; }

    public async ValueTask InitializeAsync() => await PrepareAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes the place.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>The paths of all files in it.</summary>
    protected abstract Task<string[]> KeysAsync();

    /// <summary>Stores a file as another program would.</summary>
    protected abstract Task StoreAsync(string path, string content);

    [Fact]
    public async Task Clients_reach_the_store_through_the_proxy()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");
        using var http = Http(server);
        var run = await NewRunAsync(http);
        var root = run["artifact_uri"]!.GetValue<string>()["mlflow-artifacts:/".Length..];

        await PutAsync(http, $"{Proxy}artifacts/{root}/dir/a%20b.txt", "hello");
        await PutAsync(http, $"{Proxy}artifacts/{root}/dir/empty", "");

        (await http.GetStringAsync($"{Proxy}artifacts/{root}/dir/a%20b.txt", Cancellation)).ShouldBe("hello");
        (await http.GetStringAsync($"{Proxy}artifacts/{root}/dir/empty", Cancellation)).ShouldBe("");
        (await KeysAsync()).ShouldBe([$"files/{root}/dir/a b.txt", $"files/{root}/dir/empty"]);
        var listed = await GetAsync(http, $"/api/2.0/mlflow/artifacts/list?run_id={run["run_id"]}&path=dir");
        listed["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()).ShouldBe(["dir/a b.txt", "dir/empty"]);
        (await http.GetStringAsync($"/get-artifact?run_uuid={run["run_id"]}&path=dir/a%20b.txt", Cancellation)).ShouldBe("hello");

        (await http.DeleteAsync($"{Proxy}artifacts/{root}/dir", Cancellation)).EnsureSuccessStatusCode();
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_range_is_all_that_is_sent()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");
        using var http = Http(server);
        await PutAsync(http, Proxy + "artifacts/a.bin", "0123456789");

        using var request = new HttpRequestMessage(HttpMethod.Get, Proxy + "artifacts/a.bin") { Headers = { Range = new RangeHeaderValue(3, 5) } };
        using var answer = await http.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("345");
        using var again = new HttpRequestMessage(HttpMethod.Get, Proxy + "artifacts/a.bin") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        (await http.SendAsync(again, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Large_files_go_to_the_store_in_parts_without_the_server_between()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");
        using var http = Http(server);
        if (PartAddresses is null)
        {
            // Clients then send the file in one piece.
            using var refused = await http.PostAsJsonAsync(Proxy + "mpu/create/model", new JsonObject { ["path"] = "weights.bin", ["num_parts"] = 2 }, Cancellation);
            refused.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
            (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"Multipart upload is not supported");
            return;
        }

        var upload = await PostAsync(http, Proxy + "mpu/create/model", new JsonObject { ["path"] = "weights.bin", ["num_parts"] = 2 });
        var parts = new JsonArray();
        foreach (var part in upload["credentials"]!.AsArray())
        {
            part!["url"]!.GetValue<string>().ShouldStartWith(PartAddresses!);
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"part {part["part_number"]};"));
            using var answer = await http.PutAsync(new Uri(part["url"]!.GetValue<string>()), content, Cancellation);
            answer.EnsureSuccessStatusCode();
            parts.Add(new JsonObject { ["part_number"] = part["part_number"]!.DeepClone(), ["etag"] = answer.Headers.ETag?.Tag ?? "", ["url"] = part["url"]!.DeepClone() });
        }

        await PostAsync(http, Proxy + "mpu/complete/model", new JsonObject { ["path"] = "weights.bin", ["upload_id"] = upload["upload_id"]!.DeepClone(), ["parts"] = parts });

        (await http.GetStringAsync(Proxy + "artifacts/model/weights.bin", Cancellation)).ShouldBe("part 1;part 2;");
    }

    [Fact]
    public async Task A_download_may_be_led_to_the_store_itself()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files", "--artifacts-redirect", "0");
        using var http = Http(server);
        await PutAsync(http, Proxy + "artifacts/dir/a%20b.txt", "hello");

        // Clients follow by themselves.
        using var range = new HttpRequestMessage(HttpMethod.Get, Proxy + "artifacts/dir/a%20b.txt") { Headers = { Range = new RangeHeaderValue(1, 3) } };
        using var ranged = await http.SendAsync(range, Cancellation);
        ranged.RequestMessage!.RequestUri!.ToString().ShouldStartWith(PartAddresses ?? server.Address.ToString());
        (await ranged.Content.ReadAsStringAsync(Cancellation)).ShouldBe("ell");

        using var answer = await http.GetAsync(Proxy + "presigned/dir/a%20b.txt", Cancellation);
        if (PartAddresses is null)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
            return;
        }

        var address = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        address["file_size"]!.ToString().ShouldBe("5");
        address["url"]!.GetValue<string>().ShouldStartWith(PartAddresses);
        (await http.GetStringAsync(new Uri(address["url"]!.GetValue<string>()), Cancellation)).ShouldBe("hello");
        (await http.GetAsync(Proxy + "presigned/dir/none", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Files_of_a_run_go_to_the_store_and_come_from_it_at_addresses_of_its_own()
    {
        await using var server = await StartAsync("--default-artifact-root", Root + "/direct", "--no-serve-artifacts");
        using var http = Http(server);
        var run = await NewRunAsync(http);
        var file = new JsonObject { ["run_id"] = run["run_id"]!.DeepClone(), ["path"] = "dir/a.txt", ["expiration"] = 60 };

        using var asked = await http.PostAsJsonAsync("/api/2.0/mlflow/artifacts/presigned-upload-url", file, Cancellation);
        if (PartAddresses is null)
        {
            asked.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
            return;
        }

        var up = JsonNode.Parse(await asked.Content.ReadAsStringAsync(Cancellation))!;
        using var put = new HttpRequestMessage(HttpMethod.Put, up["presigned_url"]!.GetValue<string>()) { Content = new StringContent("hello") };
        foreach (var (name, value) in up["headers"]!.AsObject())
            put.Headers.TryAddWithoutValidation(name, value!.GetValue<string>());
        (await http.SendAsync(put, Cancellation)).EnsureSuccessStatusCode();
        var down = await PostAsync(http, "/api/2.0/mlflow/artifacts/presigned-download-url", file);

        (await http.GetStringAsync(new Uri(down["presigned_url"]!.GetValue<string>()), Cancellation)).ShouldBe("hello");
        (await http.GetStringAsync($"/get-artifact?run_uuid={run["run_id"]}&path=dir/a.txt", Cancellation)).ShouldBe("hello");
        file["expiration"] = 604_801;
        (await http.PostAsJsonAsync("/api/2.0/mlflow/artifacts/presigned-upload-url", file, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Runs_and_versions_whose_root_is_in_the_store_are_listed_and_read_without_a_proxy()
    {
        await using var server = await StartAsync("--default-artifact-root", Root + "/direct", "--no-serve-artifacts");
        using var http = Http(server);
        var run = await NewRunAsync(http);
        var location = run["artifact_uri"]!.GetValue<string>();
        location.ShouldStartWith(Root + "/direct/");
        await StoreAsync(location[(Root.Length + 1)..] + "/model/MLmodel", "flavors: {}");

        (await GetAsync(http, $"/api/2.0/mlflow/artifacts/list?run_id={run["run_id"]}"))["files"]![0]!["path"]!.GetValue<string>().ShouldBe("model");
        (await http.GetStringAsync($"/get-artifact?run_uuid={run["run_id"]}&path=model/MLmodel", Cancellation)).ShouldBe("flavors: {}");
        using var content = new StringContent("x");
        (await http.PostAsync($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run["run_id"]}&path=note.txt", content, Cancellation)).EnsureSuccessStatusCode();
        (await KeysAsync()).ShouldContain(key => key.EndsWith("/artifacts/note.txt", StringComparison.Ordinal));

        // A registered version, and a copy of it.
        foreach (var (name, source) in ((string, string)[])[("model", location + "/model"), ("copy", "models:/model/1")])
        {
            await PostAsync(http, "/api/2.0/mlflow/registered-models/create", new JsonObject { ["name"] = name });
            await PostAsync(http, "/api/2.0/mlflow/model-versions/create", new JsonObject { ["name"] = name, ["source"] = source, ["run_id"] = run["run_id"]!.DeepClone() });
            (await GetAsync(http, $"/api/2.0/mlflow/model-versions/get-download-uri?name={name}&version=1"))["artifact_uri"]!.GetValue<string>().ShouldBe(location + "/model");
            (await http.GetStringAsync($"/model-versions/get-artifact?name={name}&version=1&path=MLmodel", Cancellation)).ShouldBe("flavors: {}");
        }
    }

    [Fact]
    public async Task An_experiment_may_have_a_place_of_its_own_on_a_server_with_local_files()
    {
        await using var server = await StartAsync();
        using var http = Http(server);
        var experiment = await PostAsync(http, "/api/2.0/mlflow/experiments/create", new JsonObject { ["name"] = "own", ["artifact_location"] = Root + "/own" });
        var run = await NewRunAsync(http, experiment["experiment_id"]!.GetValue<string>());
        using var content = new StringContent("x");

        (await http.PostAsync($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run["run_id"]}&path=a", content, Cancellation)).EnsureSuccessStatusCode();

        (await KeysAsync()).ShouldBe([$"own/{run["run_id"]}/artifacts/a"]);
    }

    [Fact]
    public async Task Garbage_collection_removes_the_files_of_deleted_runs_and_no_others()
    {
        string[] place = ["--artifacts-destination", Root + "/files"];
        string kept;
        await using (var server = await StartAsync(place))
        {
            using var http = Http(server);
            var (gone, left) = (await NewRunAsync(http), await NewRunAsync(http));
            foreach (var run in new[] { gone, left })
                await PutAsync(http, $"{Proxy}artifacts/{run["artifact_uri"]!.GetValue<string>()["mlflow-artifacts:/".Length..]}/model/a", "x");
            await PostAsync(http, "/api/2.0/mlflow/runs/delete", new JsonObject { ["run_id"] = gone["run_id"]!.DeepClone() });
            kept = left["run_id"]!.GetValue<string>();
        }

        var start = new ProcessStartInfo("dotnet", [LeatExecutable.Path, "gc", "--backend-store-uri", "sqlite:///" + _folder.File("leat.db"), .. place])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var gc = Process.Start(start)!;
        var said = await gc.StandardOutput.ReadToEndAsync(Cancellation);
        await gc.WaitForExitAsync(Cancellation);

        gc.ExitCode.ShouldBe(0, said);
        (await KeysAsync()).ShouldBe([$"files/0/{kept}/artifacts/model/a"]);
    }

    [Fact]
    public async Task A_start_on_a_place_that_is_not_there_says_so()
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => StartAsync("--artifacts-destination", Missing.Root));

        error.Message.ShouldContain(Missing.Error + ": give another with --artifacts-destination");
    }

    [Fact]
    public async Task A_server_with_local_files_loads_nothing_of_the_cloud()
    {
        await using var server = await StartAsync();
        using var http = Http(server);
        await PutAsync(http, Proxy + "artifacts/a", "x");

        File.ReadAllText($"/proc/{server.ProcessId}/maps").ShouldNotContain(Library);
    }

    [Fact]
    public async Task A_large_file_takes_little_memory_in_both_directions()
    {
        // With all of it in memory, the process would have more than 250 MiB.
        const int size = 160 << 20;
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");
        using var http = Http(server);
        using var content = new StreamContent(new ZeroStream(size)) { Headers = { ContentLength = size } };

        (await http.PutAsync(Proxy + "artifacts/large.bin", content, Cancellation)).EnsureSuccessStatusCode();
        using var answer = await http.GetAsync(Proxy + "artifacts/large.bin", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var received = new ZeroStream(0);
        await answer.Content.CopyToAsync(received, Cancellation);

        received.Written.ShouldBe(size);
        PeakOf(server).ShouldBeLessThan(200 * 1024);
    }

    /// <summary>Starts a server that reaches the store.</summary>
    protected Task<ServerProcess> StartAsync(params string[] options) => ServerProcess.StartWithAsync(_folder.Path, options, Environment, Cancellation);

    private static HttpClient Http(ServerProcess server) => new() { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };

    private static async Task<JsonNode> NewRunAsync(HttpClient http, string experiment = "0") =>
        (await PostAsync(http, "/api/2.0/mlflow/runs/create", new JsonObject { ["experiment_id"] = experiment }))["run"]!["info"]!;

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> GetAsync(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync(path, Cancellation))!;

    private static async Task PutAsync(HttpClient http, string path, string text)
    {
        using var content = new StringContent(text);
        using var answer = await http.PutAsync(path, content, Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
