using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;
using Leat.Testing.Databases;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Databases;

/// <summary>Several server processes start at once on a database without tables: one creates them, all work.</summary>
public sealed class MigrationRaceTests : IDisposable
{
    private const int Servers = 4;

    /// <summary>Indexes that searches use, and their tables.</summary>
    private static readonly (string Index, string Table)[] Indexes =
    [
        ("metric_latest_by_value", "metric_latest"), ("params_by_head", "params"), ("tags_by_head", "tags"), ("runs_by_name", "runs"),
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => DatabaseServers.Kinds;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_empty_database_gets_its_tables_once(DatabaseKind kind)
    {
        var server = await DatabaseServers.SharedAsync(kind);
        var database = await server.CreateDatabaseAsync(Cancel);

        await StartTogetherAsync(server.UriOf(database), async api =>
            ((string?)(await api.GetAsync("experiments/get?experiment_id=0", Cancel))["experiment"]!["name"]).ShouldBe("Default"));

        (await AskAsync(server, database, "SELECT COUNT(*) - MAX(version) FROM leat_schema")).ShouldBe("0", "each step once");
        (await AskAsync(server, database, "SELECT COUNT(*) FROM experiments")).ShouldBe("1");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_database_whose_step_was_cut_short_is_completed_once_and_keeps_its_data(DatabaseKind kind)
    {
        var server = await DatabaseServers.SharedAsync(kind);
        var database = await server.CreateDatabaseAsync(Cancel);
        var run = await LogRunAsync(server.UriOf(database));
        await CutShortAsync(server, database, kind);

        await StartTogetherAsync(server.UriOf(database), async api =>
        {
            // Found by way of what was missing.
            var found = await api.PostAsync(
                "runs/search", new() { ["experiment_ids"] = new JsonArray("0"), ["filter"] = "params.lr = '0.1' and metrics.loss > 0.5 and tags.t = 'v'" }, Cancel);
            ((string?)found["runs"]![0]!["info"]!["run_id"]).ShouldBe(run);
            (await api.GetHistoryAsync(run, "loss", Cancel)).Count.ShouldBe(2);
        });

        (await AskAsync(server, database, "SELECT COUNT(*) - MAX(version) FROM leat_schema")).ShouldBe("0", "each step once");
        (await AskAsync(server, database, "SELECT COUNT(*) FROM trace_runs")).ShouldBe("0");
    }

    /// <summary>Starts the servers at the same time and sends each the same request.</summary>
    private async Task StartTogetherAsync(string store, Func<TrackingApi, Task> ask)
    {
        var starts = Enumerable.Range(0, Servers).Select(_ => ServerProcess.StartAsync(_folder.Path, store, Cancel)).ToList();
        try
        {
            foreach (var server in await Task.WhenAll(starts))
            {
                using var api = new TrackingApi(server.Address);
                await ask(api);
            }
        }
        finally
        {
            foreach (var started in starts.Where(start => start.IsCompletedSuccessfully))
                await (await started).DisposeAsync();
        }
    }

    private async Task<string> LogRunAsync(string store)
    {
        await using var server = await ServerProcess.StartAsync(_folder.Path, store, Cancel);
        using var api = new TrackingApi(server.Address);
        var run = await api.CreateRunAsync("0", "old", Cancel);
        var batch = new JsonObject
        {
            ["run_id"] = run,
            ["metrics"] = new JsonArray(PointOf(1, 0.9), PointOf(2, 0.7)),
            ["params"] = new JsonArray(new JsonObject { ["key"] = "lr", ["value"] = "0.1" }),
            ["tags"] = new JsonArray(new JsonObject { ["key"] = "t", ["value"] = "v" }),
        };
        await api.PostAsync("runs/log-batch", batch, Cancel);
        return run;
    }

    private static JsonObject PointOf(int step, double value) =>
        new() { ["key"] = "loss", ["value"] = value, ["timestamp"] = step, ["step"] = step };

    /// <summary>Makes the database one whose first step has not come to its end.</summary>
    private static async Task CutShortAsync(DatabaseServer server, string database, DatabaseKind kind)
    {
        foreach (var (index, table) in Indexes)
            await server.RunSqlAsync(database, kind == DatabaseKind.PostgreSql ? $"DROP INDEX {index}" : $"DROP INDEX {index} ON {table}", Cancel);
        await server.RunSqlAsync(database, "DROP TABLE trace_runs; DELETE FROM leat_schema;", Cancel);
    }

    private static async Task<string> AskAsync(DatabaseServer server, string database, string question) =>
        (await server.RunSqlAsync(database, question, Cancel)).Trim();
}
