using System.Text;
using System.Text.RegularExpressions;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>What operators see of a running server.</summary>
public sealed partial class ServerMonitoringTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Figures_show_what_the_store_commits()
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0", "--expose-prometheus", "figures"]);
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await CreateExperimentAsync(client);

        var figures = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Written().IsMatch(figures).ShouldBeTrue(figures);
        Commits().IsMatch(figures).ShouldBeTrue(figures);
        figures.ShouldContain("\nleat_store_writes_waiting 0\n");
        Directory.Exists(_folder.File("figures")).ShouldBeFalse();
    }

    [Fact]
    public async Task Requests_are_logged_to_stderr_without_other_chatter()
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0", "--access-log"]);
        using (var client = new HttpClient { BaseAddress = await server.AddressAsync() })
            await CreateExperimentAsync(client);
        await server.SignalAsync("TERM");

        var lines = (await server.EndAsync()).Stderr.TrimEnd().Split('\n');

        lines.ShouldHaveSingleItem().ShouldContain("POST /api/2.0/mlflow/experiments/create 200 ");
    }

    private static async Task CreateExperimentAsync(HttpClient client)
    {
        using var body = new StringContent("""{"name":"seen"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(
            "/api/2.0/mlflow/experiments/create", body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex(@"^leat_store_writes_total [1-9]", RegexOptions.Multiline)]
    private static partial Regex Written();

    [GeneratedRegex(@"^leat_store_commit_duration_seconds_count [1-9]", RegexOptions.Multiline)]
    private static partial Regex Commits();
}
