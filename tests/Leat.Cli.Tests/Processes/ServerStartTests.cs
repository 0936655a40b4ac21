using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>How a server starts: its output, which clients it answers, how it stops.</summary>
public sealed class ServerStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("server")]
    [InlineData("ui")]
    public async Task Start_up_lines_name_address_store_and_files(string command)
    {
        await using var server = LeatProcess.Start(_folder.Path, [command, "--port", "0"]);
        var address = await server.AddressAsync();

        address.Host.ShouldBe("127.0.0.1");
        server.Stdout[0].ShouldMatch($@"^Leat \S+ listens on http://127\.0\.0\.1:{address.Port} \(Ctrl-C ends it\)$");
        server.Stdout[1].ShouldBe($"  runs     sqlite:///leat.db, that is {_folder.File("leat.db")}");
        server.Stdout[2].ShouldBe($"  files    {_folder.File("mlartifacts")}");
        server.Stdout[3].ShouldBe($"  page     http://127.0.0.1:{address.Port}/");
        (await GetTextAsync(new Uri(address, "/health"))).ShouldBe("OK");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_ends_it_with_exit_code_0(string signal)
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        await server.AddressAsync();

        await server.SignalAsync(signal);
        var result = await server.EndAsync();

        result.ExitCode.ShouldBe(0);
        result.Stderr.ShouldBeEmpty();
        result.Stdout.ShouldEndWith("Stopped.\n");
    }

    [Fact]
    public async Task What_was_logged_is_there_after_a_restart()
    {
        string experiment;
        await using (var first = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]))
        {
            var address = await first.AddressAsync();
            experiment = await CreateExperimentAsync(address, "kept");
            await first.SignalAsync("TERM");
            await first.EndAsync();
        }

        await using var second = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var again = await second.AddressAsync();
        var found = await GetTextAsync(new Uri(again, $"/api/2.0/mlflow/experiments/get?experiment_id={experiment}"));

        found.ShouldContain("\"kept\"");
    }

    [Fact]
    public async Task Environment_variables_and_env_file_are_read_the_environment_first()
    {
        await File.WriteAllTextAsync(
            _folder.File("leat.env"),
            "MLFLOW_PORT=0\nMLFLOW_BACKEND_STORE_URI=sqlite:///from-file.db\nMLFLOW_ARTIFACTS_DESTINATION=files-from-file\n",
            TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string> { ["MLFLOW_BACKEND_STORE_URI"] = "sqlite:///from-environment.db" };

        await using var server = LeatProcess.Start(_folder.Path, ["--env-file", "leat.env", "server"], environment);
        await server.AddressAsync();

        server.Stdout[1].ShouldContain(_folder.File("from-environment.db"));
        server.Stdout[2].ShouldContain(_folder.File("files-from-file"));
        File.Exists(_folder.File("from-file.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Foreign_host_header_is_refused_unless_it_is_allowed()
    {
        await using var closed = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var address = await closed.AddressAsync();
        (await StatusAsync(address, host: "evil.example.com")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(address, host: "localhost")).ShouldBe(HttpStatusCode.OK);

        await using var open = LeatProcess.Start(
            _folder.Path, ["server", "--port", "0", "--allowed-hosts", "tracking.example.com,*.internal"]);
        address = await open.AddressAsync();
        (await StatusAsync(address, host: "tracking.example.com")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(address, host: "a.internal")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(address, host: "evil.example.com")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Foreign_origin_may_not_write_unless_it_is_allowed()
    {
        await using var closed = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var address = await closed.AddressAsync();
        (await CreateStatusAsync(address, "a", origin: "https://evil.example.com")).ShouldBe(HttpStatusCode.Forbidden);
        (await CreateStatusAsync(address, "b", origin: "http://localhost:3000")).ShouldBe(HttpStatusCode.OK);

        await using var open = LeatProcess.Start(
            _folder.Path, ["server", "--port", "0", "--cors-allowed-origins", "https://app.example.com"]);
        address = await open.AddressAsync();
        (await CreateStatusAsync(address, "c", origin: "https://app.example.com")).ShouldBe(HttpStatusCode.OK);
        (await CreateStatusAsync(address, "d", origin: "https://evil.example.com")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task New_experiments_lie_below_the_default_artifact_root()
    {
        await using var server = LeatProcess.Start(
            _folder.Path, ["server", "--port", "0", "--no-serve-artifacts", "--default-artifact-root", "files"]);
        var address = await server.AddressAsync();

        var id = await CreateExperimentAsync(address, "placed");
        var found = await GetTextAsync(new Uri(address, $"/api/2.0/mlflow/experiments/get?experiment_id={id}"));

        using var answer = JsonDocument.Parse(found);
        answer.RootElement.GetProperty("experiment").GetProperty("artifact_location").GetString()
            .ShouldBe(_folder.File($"files/{id}"));
    }

    [Fact]
    public async Task Options_of_other_web_servers_are_noted_on_stderr()
    {
        await using var server = LeatProcess.Start(
            _folder.Path, ["server", "-p", "0", "-w", "4", "--gunicorn-opts", "--log-level=debug --workers=8"]);
        await server.AddressAsync();
        await server.SignalAsync("TERM");

        var result = await server.EndAsync();

        result.ExitCode.ShouldBe(0);
        result.Stderr.ShouldContain("note: one process serves all requests");
        result.Stderr.ShouldContain("note: --gunicorn-opts has no effect");
    }

    [Fact]
    public async Task Artifacts_only_serves_files_and_keeps_no_database()
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0", "--artifacts-only"]);
        var address = await server.AddressAsync();
        var file = new Uri(address, "/api/2.0/mlflow-artifacts/artifacts/a/b.txt");

        using var stored = await _http.PutAsync(file, new StringContent("kept"), TestContext.Current.CancellationToken);
        using var refused = await _http.GetAsync(
            new Uri(address, "/api/2.0/mlflow/experiments/get?experiment_id=0"), TestContext.Current.CancellationToken);

        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetTextAsync(file)).ShouldBe("kept");
        (await File.ReadAllTextAsync(_folder.File("mlartifacts/a/b.txt"), TestContext.Current.CancellationToken)).ShouldBe("kept");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Directory.EnumerateFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_directory_of_MLflow_is_served_without_an_option_and_gets_what_is_logged()
    {
        Directory.CreateDirectory(_folder.File("mlruns/5"));
        await File.WriteAllTextAsync(
            _folder.File("mlruns/5/meta.yaml"),
            $"artifact_location: file://{_folder.File("mlruns/5")}\ncreation_time: 1\nexperiment_id: '5'\nlast_update_time: 1\nlifecycle_stage: active\nname: theirs\n",
            TestContext.Current.CancellationToken);

        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var address = await server.AddressAsync();
        (await GetTextAsync(new Uri(address, "/api/2.0/mlflow/experiments/get-by-name?experiment_name=theirs"))).ShouldContain("\"5\"");
        var id = await CreateExperimentAsync(address, "ours");
        (await File.ReadAllTextAsync(_folder.File($"mlruns/{id}/meta.yaml"), TestContext.Current.CancellationToken)).ShouldContain("name: 'ours'");
        await server.SignalAsync("TERM");

        (await server.EndAsync()).ExitCode.ShouldBe(0);
        File.Exists(_folder.File("leat.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Beside_a_database_experiments_in_mlruns_are_noted_since_they_do_not_show_up()
    {
        await using (var before = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]))
        {
            await before.AddressAsync();
            await before.SignalAsync("TERM");
            await before.EndAsync();
        }

        Directory.CreateDirectory(_folder.File("mlruns/0"));
        await File.WriteAllTextAsync(_folder.File("mlruns/0/meta.yaml"), "name: Default", TestContext.Current.CancellationToken);

        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        await server.AddressAsync();
        await server.SignalAsync("TERM");

        (await server.EndAsync()).Stderr.ShouldStartWith($"note: '{_folder.File("mlruns")}' holds experiments");
    }

    [Fact]
    public async Task Two_servers_may_share_one_database()
    {
        await using var first = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        await using var second = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var one = await first.AddressAsync();
        var other = await second.AddressAsync();

        var id = await CreateExperimentAsync(one, "shared");

        (await GetTextAsync(new Uri(other, $"/api/2.0/mlflow/experiments/get?experiment_id={id}"))).ShouldContain("\"shared\"");
    }

    private Task<string> GetTextAsync(Uri uri) => _http.GetStringAsync(uri, TestContext.Current.CancellationToken);

    private async Task<HttpStatusCode> StatusAsync(Uri address, string host)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(address, "/api/2.0/mlflow/experiments/search?max_results=1"));
        request.Headers.Host = host;
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> CreateStatusAsync(Uri address, string name, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/2.0/mlflow/experiments/create"));
        request.Headers.Add("Origin", origin);
        request.Content = new StringContent($$"""{"name": "{{name}}"}""", Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<string> CreateExperimentAsync(Uri address, string name)
    {
        using var response = await _http.PostAsJsonAsync(
            new Uri(address, "/api/2.0/mlflow/experiments/create"), new { name }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.RootElement.GetProperty("experiment_id").GetString()!;
    }
}
