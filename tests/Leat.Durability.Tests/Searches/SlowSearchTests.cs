using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;
using Leat.Testing.Databases;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Searches;

/// <summary>A search, however hostile, works no longer than its time and its client: on every database, and in the database itself.</summary>
public sealed class SlowSearchTests : IDisposable
{
    private const int Runs = 100;
    private const int LongestTag = 8_000;
    private const int Conditions = 100;

    /// <summary>More than the searches that one client may have at work.</summary>
    private const int Many = 20;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [DatabaseUnderTest.Sqlite, .. DatabaseServers.Kinds.Select(row => row.Data.ToString())];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Calls { get; } =
        ["/api/2.0/mlflow/runs/search", "/api/leat/1.0/runs/count", "/api/leat/1.0/runs/table"];

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Kinds))]
    public async Task A_search_over_its_time_is_ended_while_others_go_on(string kind)
    {
        var database = await DatabaseUnderTest.CreateAsync(kind, _folder.Path, Cancel);
        await using var server = await ServerProcess.StartWithAsync(_folder.Path, database.Uri, ["--search-timeout", "1"], Cancel);
        var body = await FillAsync(server);

        foreach (var call in Calls)
        {
            var clock = Stopwatch.StartNew();
            using var client = server.Connect();
            var slow = client.SendAsync(RawRequest.Json(call, body), Cancel);
            await SearchQuicklyAsync(server);
            var answer = await slow;

            clock.Elapsed.ShouldBeLessThan(Soon, call);
            answer.Status.ShouldBe(400, call);
            answer.Text.ShouldContain("The search was ended after 1 s, the time limit of this server.");
            await database.WhenAtRestAsync(Cancel).WaitAsync(Soon, Cancel);
        }
    }

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Kinds))]
    public async Task Clients_that_leave_free_their_readers_at_once(string kind)
    {
        var database = await DatabaseUnderTest.CreateAsync(kind, _folder.Path, Cancel);
        await using var server = await ServerProcess.StartWithAsync(_folder.Path, database.Uri, ["--search-timeout", "120"], Cancel);
        var body = await FillAsync(server);

        var slow = new List<RawConnection>();
        for (var i = 0; i < Many; i++)
        {
            slow.Add(await RawConnection.OpenAsync(server.Address.Host, server.Address.Port, Cancel));
            await slow[i].SendAsync(RawRequest.Json(Calls[i % Calls.Count], body), Cancel);
        }

        var quick = await FirstThatWaitsAsync(server);
        slow.ForEach(connection => connection.Dispose());

        await quick.WaitAsync(Soon, Cancel);
        await database.WhenAtRestAsync(Cancel).WaitAsync(Soon, Cancel);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Stores runs, and makes a search that finds all of them only after seconds: each pattern matches at the very end of each value.</summary>
    private static async Task<string> FillAsync(ServerProcess server)
    {
        using var api = new TrackingApi(server.Address);
        var experiment = await api.CreateExperimentAsync("slow", Cancel);
        var value = new string('a', LongestTag - 1) + "b";
        for (var i = 0; i < Runs; i++)
        {
            var run = await api.CreateRunAsync(experiment, i.ToString(CultureInfo.InvariantCulture), Cancel);
            await api.PostAsync("runs/set-tag", new JsonObject { ["run_id"] = run, ["key"] = "t", ["value"] = value }, Cancel);
        }

        var filter = new StringBuilder();
        for (var i = 0; i < Conditions; i++)
        {
            var half = new string('a', 2_000 - i);
            filter.Append(i == 0 ? "" : " AND ").Append(CultureInfo.InvariantCulture, $"tags.t LIKE '%{half}_{half}b%'");
        }

        return new JsonObject { ["experiment_ids"] = new JsonArray(experiment), ["filter"] = filter.ToString() }.ToJsonString();
    }

    /// <summary>Searches of a client until one of them has to wait for its turn.</summary>
    private static async Task<Task> FirstThatWaitsAsync(ServerProcess server)
    {
        while (true)
        {
            var quick = SearchQuicklyAsync(server);
            if (await Task.WhenAny(quick, Task.Delay(TimeSpan.FromSeconds(2), Cancel)) != quick)
                return quick;
            await quick;
        }
    }

    private static async Task SearchQuicklyAsync(ServerProcess server)
    {
        using var client = new RawHttpClient(server.Address, TimeSpan.FromSeconds(120));
        var answer = await client.SendAsync(RawRequest.Json("/api/2.0/mlflow/experiments/search", """{"max_results":1}"""), Cancel);
        answer.Status.ShouldBe(200, answer.Text);
    }
}
