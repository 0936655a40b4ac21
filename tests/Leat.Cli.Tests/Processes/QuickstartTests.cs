using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>The real <c>leat quickstart</c> on its smallest data set.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_serving_it_trains_shows_a_table_and_ends()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "quickstart", "--dataset", "iris", "--no-serve");

        result.Stderr.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldContain("Training 3 classifiers on iris, each in 5 folds:");
        result.Stdout.ShouldContain("  fast-tree: 5 of 5 folds\n");
        result.Stdout.Split('\n').Count(line => line.Contains('★') && line.Contains("0.9")).ShouldBe(1);
        result.Stdout.Split('\n').ShouldAllBe(line => line.Length <= 80);
        result.Stdout.ShouldEndWith("The runs are in experiment 'quickstart-iris' of sqlite:///leat.db.\nTo look at them: leat server\n");
        File.Exists(_folder.File("leat.db")).ShouldBeTrue();
        Directory.GetFiles(_folder.File("mlartifacts"), "model.zip", SearchOption.AllDirectories).Length.ShouldBe(3);
    }

    [Fact]
    public async Task With_serving_the_runs_can_be_asked_for_until_a_signal_comes()
    {
        await using var quickstart = LeatProcess.Start(_folder.Path, ["quickstart", "--dataset", "iris", "--port", "0"]);
        var address = await quickstart.AddressAsync();
        await quickstart.LineAsync("Ctrl-C ends the server.");

        using var http = new HttpClient { BaseAddress = address };
        (await StatusesAsync(http, "tags.`quickstart.best` = 'true'")).ShouldBe(["FINISHED"]);

        await quickstart.SignalAsync("INT");
        var result = await quickstart.EndAsync();
        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldContain($"Look at them:  http://127.0.0.1:{address.Port}/experiments/1/runs\n");
        Regex.Count(result.Stdout, $"^  http://127.0.0.1:{address.Port}/runs/[0-9a-f]{{32}}  ", RegexOptions.Multiline).ShouldBe(3);
        result.Stdout.ShouldContain($"  mlflow.set_tracking_uri(\"http://127.0.0.1:{address.Port}\")\n");
        result.Stdout.ShouldEndWith("Stopped.\n");
    }

    [Fact]
    public async Task It_logs_to_a_server_that_runs_already()
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var address = await server.AddressAsync();

        var result = await LeatProcess.RunAsync(
            _folder.Path, "quickstart", "--dataset", "iris", "--tracking-uri", address.ToString());

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldEndWith($"The runs are in experiment 'quickstart-iris' of {address}\n");
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var result = await LeatProcess.RunAsync(_folder.Path, "quickstart", "--port", $"{port}");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldBe(
            $"leat: Port {port} of 127.0.0.1 is in use by another program: end that, or give another port with --port.\n");
    }

    [Fact]
    public async Task Stopped_early_it_leaves_no_run_that_seems_to_work_on()
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var address = await server.AddressAsync();
        await using var quickstart = LeatProcess.Start(_folder.Path, ["quickstart", "--tracking-uri", address.ToString()]);
        await quickstart.LineAsync("  sdca: training 5 folds");

        await quickstart.SignalAsync("INT");
        var result = await quickstart.EndAsync();

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldBe("leat: stopped before it was done.\n");
        using var http = new HttpClient { BaseAddress = address };
        var statuses = await StatusesAsync(http, filter: "");
        statuses.ShouldNotBeEmpty();
        statuses.ShouldNotContain("RUNNING");
        statuses.ShouldContain("KILLED");
    }

    private static async Task<List<string?>> StatusesAsync(HttpClient http, string filter)
    {
        string[] experiments = ["1"];
        using var answer = await http.PostAsJsonAsync(
            "/api/2.0/mlflow/runs/search", new { experiment_ids = experiments, filter }, TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. page.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("info").GetProperty("status").GetString())];
    }
}
