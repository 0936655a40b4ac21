using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Leat.Artifacts;
using Leat.Artifacts.Specification;
using Leat.Cli.Tests.Processes;
using Leat.Client;
using Leat.Core;
using Leat.Storage.Sqlite;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Serving;

/// <summary>One registered scheme, and server, client and gc keep files there: nothing else knows of it.</summary>
public sealed class RegisteredSchemeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryArtifactStore _memory = new();
    private readonly List<MemoryArtifactStore> _made = [];
    private readonly ArtifactSchemes _schemes;

    public RegisteredSchemeTests() => _schemes = new ArtifactSchemes().Register("mem", context =>
    {
        var store = new MemoryArtifactStore(_memory.Buckets, context.TimeProvider);
        _made.Add(store);
        return store;
    });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MemoryBucket Bucket => _memory.Buckets["bucket"];

    private string StoreUri => $"sqlite:///{_folder.File("leat.db")}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_keeps_proxied_files_there_and_disposes_the_store_at_its_end()
    {
        await using var server = StartServer();
        using var http = new HttpClient { BaseAddress = new Uri(await server.AddressAsync(), "/api/2.0/mlflow-artifacts/artifacts/") };

        (await http.PutAsync("dir/a.txt", new StringContent("0123456789"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Bucket.Objects.Keys.ShouldBe(["files/dir/a.txt"]);
        (await http.GetStringAsync("../artifacts?path=dir", Cancel)).ShouldContain("\"a.txt\"");
        (await http.GetStringAsync("dir/a.txt", Cancel)).ShouldBe("0123456789");
        (await RangeAsync(http, "dir/a.txt", 3, 5)).ShouldBe("345");
        (await http.DeleteAsync("dir", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Bucket.Objects.ShouldBeEmpty();

        (await server.StopAsync()).ShouldBe(0, server.Stderr);
        _made.ShouldHaveSingleItem().Disposals.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_comes_there_in_parts()
    {
        await using var server = StartServer();
        using var http = new HttpClient { BaseAddress = new Uri(await server.AddressAsync(), "/api/2.0/mlflow-artifacts/mpu/") };

        var upload = await PostAsync(http, "create/dir", new JsonObject { ["path"] = "a.bin", ["num_parts"] = 1 });
        var url = upload["credentials"]![0]!["url"]!.GetValue<string>();
        var part = new JsonObject { ["part_number"] = 1, ["etag"] = Bucket.Put(url, [1, 2, 3]), ["url"] = url };
        await PostAsync(http, "complete/dir", new JsonObject
        {
            ["path"] = "a.bin",
            ["upload_id"] = upload["upload_id"]!.DeepClone(),
            ["parts"] = new JsonArray(part),
        });

        Bucket.Objects.Keys.ShouldBe(["files/dir/a.bin"]);
    }

    [Fact]
    public async Task A_client_logs_there_through_the_server_and_gc_removes_what_was_deleted()
    {
        await using var server = StartServer();
        var run = await LogAsync((await server.AddressAsync()).AbsoluteUri, new LeatClientOptions(), location: null);
        Bucket.Objects.Keys.ShouldBe([$"files/1/{run}/artifacts/notes/a.txt"]);
        await server.StopAsync();

        var dry = await GcAsync("--artifacts-destination", "mem://bucket/files", "--dry-run");
        dry.ExitCode.ShouldBe(0, dry.Stderr);
        dry.Stdout.ShouldContain("5 bytes of files.");
        var gc = await GcAsync("--artifacts-destination", "mem://bucket/files");

        gc.ExitCode.ShouldBe(0, gc.Stderr);
        gc.Stdout.ShouldContain($"Run with ID {run} has been permanently deleted.");
        Bucket.Objects.ShouldBeEmpty();
        _made.ShouldAllBe(store => store.Disposals == 1);
    }

    [Fact]
    public async Task A_client_logs_there_itself_where_an_experiment_says_so_and_the_server_reads_it()
    {
        await using var server = StartServer();
        var address = await server.AddressAsync();

        var run = await LogAsync(
            address.AbsoluteUri, new LeatClientOptions { ArtifactSchemes = _schemes }, "mem://bucket/own", delete: false);

        Bucket.Objects.Keys.ShouldBe([$"own/{run}/artifacts/notes/a.txt"]);
        using var http = new HttpClient { BaseAddress = address };
        (await http.GetStringAsync($"/get-artifact?run_id={run}&path=notes/a.txt", Cancel)).ShouldBe("12345");
        _made.Count.ShouldBe(2);
        _made.Count(store => store.Disposals == 1).ShouldBe(1, "The client is disposed, the server is not.");
    }

    [Fact]
    public async Task New_experiments_lie_there_if_that_is_the_default_root()
    {
        await using var server = StartServer("--no-serve-artifacts", "--default-artifact-root", "mem://bucket/runs");
        var address = await server.AddressAsync();
        var run = await LogAsync(address.AbsoluteUri, new LeatClientOptions { ArtifactSchemes = _schemes }, location: null);

        Bucket.Objects.Keys.ShouldBe([$"runs/1/{run}/artifacts/notes/a.txt"]);
        server.Stderr.ShouldNotContain("cannot read");
    }

    [Fact]
    public async Task A_place_that_is_not_there_is_told_at_the_start()
    {
        var result = await LeatInProcess.RunAsync(
            _schemes, "server", "--port", "0", "--backend-store-uri", StoreUri, "--artifacts-destination", "mem://absent/files");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldEndWith("leat: There is no bucket 'absent': give another with --artifacts-destination.\n");
    }

    [Fact]
    public async Task Gc_keeps_what_may_have_files_at_another_place()
    {
        await using (var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = _folder.File("leat.db"), DefaultArtifactRoot = "mlflow-artifacts:/" }, Cancel))
        {
            var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
            await store.Runs.DeleteRunAsync(run, Cancel);
        }

        var result = await GcAsync("--artifacts-destination", "mem://absent/files");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldContain("'mem://absent/files', where the server would keep its files, does not exist");
    }

    [Fact]
    public async Task Without_the_registration_the_place_is_refused()
    {
        var result = await LeatInProcess.RunAsync(
            new ArtifactSchemes(), "server", "--port", "0", "--backend-store-uri", StoreUri, "--artifacts-destination", "mem://bucket/files");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldContain("leat: Artifacts cannot be kept at 'mem://bucket/files'. Leat has no store for the scheme 'mem'.");
    }

    private LeatInProcess StartServer(params string[] more)
    {
        string[] place = more.Length == 0 ? ["--artifacts-destination", "mem://bucket/files"] : more;
        return LeatInProcess.Start(_schemes, ["server", "--port", "0", "--backend-store-uri", StoreUri, .. place]);
    }

    private Task<LeatProcess.Result> GcAsync(params string[] more) =>
        LeatInProcess.RunAsync(_schemes, ["gc", "--backend-store-uri", StoreUri, .. more]);

    /// <summary>Five bytes at <c>notes/a.txt</c>, read back, and the run deleted.</summary>
    private async Task<string> LogAsync(string address, LeatClientOptions options, string? location, bool delete = true)
    {
        await using var client = await LeatClient.ConnectAsync(address, options, Cancel);
        var experiment = await client.CreateExperimentAsync("e", location, cancellationToken: Cancel);
        await using var run = await client.StartRunAsync(experiment, cancellationToken: Cancel);
        await run.LogTextAsync("12345", "notes/a.txt", Cancel);
        await client.DownloadArtifactsAsync(run.RunId, "notes", _folder.File("down"), Cancel);
        (await File.ReadAllTextAsync(_folder.File("down/notes/a.txt"), Cancel)).ShouldBe("12345");
        await run.EndAsync(RunStatus.Finished, Cancel);
        if (delete)
            await client.DeleteRunAsync(run.RunId, Cancel);
        return run.RunId;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string step, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), mediaType: new("application/json"));
        using var response = await http.PostAsync(step, content, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<string> RangeAsync(HttpClient http, string path, long from, long to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(from, to);
        using var response = await http.SendAsync(request, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
