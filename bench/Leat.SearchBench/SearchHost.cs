using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Leat.Artifacts;
using Leat.Core;
using Leat.Server;
using Leat.Storage.MySql;
using Leat.Storage.PostgreSql;
using Leat.Storage.Sql;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;

namespace Leat.SearchBench;

/// <summary>One store, searched over HTTP and by its database's bare driver in turn.</summary>
internal sealed class SearchHost : IAsyncDisposable
{
    private const int Turns = 21;
    private const int WarmUps = 8;

    /// <summary>Odd, like <see cref="Turns"/>, so that there is a turn in the middle.</summary>
    private const int LeastTurns = 5;

    /// <summary>Slow searches take fewer turns.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(15);

    private static readonly SqlBackend[] Backends = [SqliteStore.Backend, PostgreSqlStore.Backend, MySqlStore.Backend];

    private readonly WebApplication _app;
    private readonly ITrackingStore _store;
    private readonly BareDriver _driver;
    private readonly PlanLog _plans;
    private readonly List<RecordedStatement> _statements;
    private readonly IReadOnlyList<string> _experiments;
    private readonly HttpClient _client;

    private SearchHost(
        WebApplication app,
        ITrackingStore store,
        BareDriver driver,
        PlanLog plans,
        List<RecordedStatement> statements,
        IReadOnlyList<string> experiments,
        (string Database, int Runs) place)
    {
        (_app, _store, _driver, _plans, _statements, _experiments) = (app, store, driver, plans, statements, experiments);
        (Database, Runs) = place;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>The kind of database.</summary>
    public string Database { get; }

    /// <summary>How many runs the large experiment has.</summary>
    public int Runs { get; }

    /// <summary>Opens a store, filling it if need be, and serves it.</summary>
    public static async Task<SearchHost> StartAsync(StoreUri uri, int runs, bool ofTraces)
    {
        var plans = new PlanLog();
        var statements = new List<RecordedStatement>();
        var store = await Array.Find(Backends, backend => backend.Kind == uri.Kind)!.OpenAsync(uri, new SqlStoreOptions
        {
            LoggerFactory = plans,
            OnRead = (sql, arguments) => statements.Add(new RecordedStatement(sql, [.. arguments])),
        });
        var experiments = ofTraces ? await TraceData.MakeAsync(store, runs) : await SearchData.MakeAsync(store, runs);
        var app = LeatServer.Create(
            new LeatServerOptions { Port = 0, ServeArtifacts = false },
            store,
            new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions { Roots = [] }));
        await app.StartAsync();
        var driver = await BareDriver.OpenAsync(((SqlTrackingStore)store).Database, experiments[0]);
        return new SearchHost(app, store, driver, plans, statements, experiments, (uri.Kind.ToString(), runs));
    }

    /// <summary>Measures a call on each host, which take turns.</summary>
    public static async Task<IReadOnlyList<MeasuredSearch>> MeasureAsync(IReadOnlyList<SearchHost> hosts, SearchCase searched)
    {
        var bodies = new List<JsonObject>();
        foreach (var host in hosts)
            bodies.Add(await host.BodyOfAsync(searched));
        var turns = hosts.Select(_ => new List<SearchTimes>()).ToList();
        var clock = Stopwatch.StartNew();
        for (var turn = 0; turn < WarmUps + Turns; turn++)
        {
            if (turn >= WarmUps + LeastTurns && (turn - WarmUps) % 2 == 1 && clock.Elapsed > LongEnough)
                break;
            for (var i = 0; i < hosts.Count; i++)
            {
                var times = await hosts[i].MeasureOnceAsync(searched, bodies[i]);
                if (turn >= WarmUps)
                    turns[i].Add(times);
            }
        }

        return [.. hosts.Zip(turns, (host, own) => new MeasuredSearch(host._plans.Last, own))];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _plans.Dispose();
        _driver.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    /// <summary>The call of the page that a case is about, its token taken from the pages before it.</summary>
    private async Task<JsonObject> BodyOfAsync(SearchCase searched)
    {
        var body = (JsonObject)searched.Body.DeepClone();
        if (searched is { IsOfTraces: true, Path: var path } && path.EndsWith("search", StringComparison.Ordinal))
            body["locations"] = new JsonArray(new JsonObject { ["type"] = "MLFLOW_EXPERIMENT", ["mlflow_experiment"] = new JsonObject { ["experiment_id"] = _experiments[0] } });
        else if (searched.NamesExperiments)
            body["experiment_ids"] = new JsonArray([.. _experiments.Take(1 + searched.Beside).Select(id => JsonValue.Create(id))]);
        for (var page = 1; page < searched.Page; page++)
            body["page_token"] = JsonNode.Parse(await AskAsync(searched, body))!["next_page_token"]!.GetValue<string>();
        return body;
    }

    private async Task<SearchTimes> MeasureOnceAsync(SearchCase searched, JsonObject body)
    {
        _statements.Clear();
        var http = await TimeAsync(async () => (await AskAsync(searched, body)).Length);
        RecordedStatement[] statements = [.. _statements];
        var driver = await TimeAsync(() => Task.FromResult(_driver.Replay(statements)));
        double? hand = searched.Sql is null || Database != nameof(StoreKind.Sqlite) ? null : await TimeAsync(() => Task.FromResult(_driver.ReadRuns(searched.Sql)));
        return new SearchTimes(http, driver, hand);
    }

    private async Task<byte[]> AskAsync(SearchCase searched, JsonObject body)
    {
        using var answer = await _client.PostAsJsonAsync(searched.Path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<double> TimeAsync(Func<Task<int>> work)
    {
        var clock = Stopwatch.StartNew();
        if (await work() == 0)
            throw new InvalidOperationException("A search found nothing: there is nothing to measure.");
        return clock.Elapsed.TotalMilliseconds;
    }
}
