using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Durability.Tests.Api;
using Leat.Storage.Sqlite;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Concurrency;

/// <summary>Many writers on one SQLite file wait for each other; none is told that the database is locked.</summary>
public sealed class ManyClientsTests : IDisposable
{
    private const int Clients = 32;
    private const int Turns = 20;
    private const int BatchSize = 50;
    private const string SharedKey = "shared";
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<string> _refusals = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Thirty_two_clients_log_at_once_and_every_point_is_there()
    {
        await using var server = await ServerProcess.StartAsync(_folder.Path, Cancellation);
        using var api = new TrackingApi(server.Address);
        var runId = await api.CreateRunAsync(Cancellation);

        await LogFromAllClientsAsync(server.Address, runId);

        _refusals.ShouldBeEmpty();
        await ShouldHoldAllPointsAsync(api, runId, Clients);
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_process_writes_the_same_file_at_the_same_time()
    {
        const int embedded = 4;
        await using var server = await ServerProcess.StartAsync(_folder.Path, Cancellation);
        using var api = new TrackingApi(server.Address);
        var runId = await api.CreateRunAsync(Cancellation);
        await using var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = _folder.File("leat.db"), DefaultArtifactRoot = _folder.File("mlartifacts") },
            Cancellation);

        var inThisProcess = Enumerable.Range(Clients, embedded)
            .Select(client => Task.Run(() => LogInProcessAsync(store, runId, client), Cancellation)).ToList();
        await LogFromAllClientsAsync(server.Address, runId);
        await Task.WhenAll(inThisProcess);

        _refusals.ShouldBeEmpty();
        await ShouldHoldAllPointsAsync(api, runId, Clients + embedded);
    }

    public void Dispose() => _folder.Dispose();

    private Task LogFromAllClientsAsync(Uri server, string runId) => Task.WhenAll(Enumerable.Range(0, Clients)
        .Select(client => Task.Run(() => LogOverHttpAsync(server, runId, client), Cancellation)));

    private async Task LogOverHttpAsync(Uri server, string runId, int client)
    {
        using var api = new TrackingApi(server);
        for (var turn = 0; turn < Turns; turn++)
        {
            var body = SharedPoint(client, turn).ToJson();
            body["run_id"] = runId;
            await SendAsync(api, "runs/log-metric", body);
            await SendAsync(api, "runs/log-batch", Batch(runId, client, turn));
        }
    }

    private async Task SendAsync(TrackingApi api, string call, JsonObject body)
    {
        var response = await api.SendAsync(call, body, Cancellation);
        if (response.Status != 200)
            _refusals.Add($"{call}: {response.Status} {response.Text}");
    }

    private static JsonObject Batch(string runId, int client, int turn) => new()
    {
        ["run_id"] = runId,
        ["metrics"] = new JsonArray([.. OwnPoints(client, turn).Select(point => point.ToJson())]),
        ["params"] = new JsonArray(new JsonObject { ["key"] = ParamKey(client, turn), ["value"] = "1" }),
    };

    private static async Task LogInProcessAsync(ITrackingStore store, string runId, int client)
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            var shared = ToMetric(SharedPoint(client, turn));
            await store.Runs.LogAsync(LogBatch.ForMetric(runId, shared), Cancellation);
            Metric[] own = [.. OwnPoints(client, turn).Select(ToMetric)];
            await store.Runs.LogAsync(LogBatch.Create(runId, own, [new Param(ParamKey(client, turn), "1")]), Cancellation);
        }
    }

    private static async Task ShouldHoldAllPointsAsync(TrackingApi api, string runId, int clients)
    {
        var everyone = Enumerable.Range(0, clients).ToList();
        var turns = Enumerable.Range(0, Turns).ToList();
        var shared = await api.GetHistoryAsync(runId, SharedKey, Cancellation);
        shared.ShouldBe(everyone.SelectMany(client => turns.Select(turn => SharedPoint(client, turn))), ignoreOrder: true);
        foreach (var client in everyone)
        {
            var own = await api.GetHistoryAsync(runId, OwnKey(client), Cancellation);
            own.ShouldBe(turns.SelectMany(turn => OwnPoints(client, turn)));
        }

        var run = await api.GetRunAsync(runId, Cancellation);
        run["data"]!["params"]!.AsArray().Select(param => (string)param!["key"]!)
            .ShouldBe(everyone.SelectMany(client => turns.Select(turn => ParamKey(client, turn))), ignoreOrder: true);
    }

    private static Point SharedPoint(int client, int turn) => new(SharedKey, client, 1_700_000_000_000, (turn * 100) + client);

    private static IEnumerable<Point> OwnPoints(int client, int turn) => Enumerable.Range(turn * BatchSize, BatchSize)
        .Select(step => new Point(OwnKey(client), step / 2.0, 1_700_000_000_000 + step, step));

    private static string OwnKey(int client) => string.Create(CultureInfo.InvariantCulture, $"own{client}");

    private static string ParamKey(int client, int turn) => string.Create(CultureInfo.InvariantCulture, $"p{client}.{turn}");

    private static Metric ToMetric(Point point) => new(point.Key, point.Value, point.Timestamp, point.Step);
}
