using System.Diagnostics;
using System.Net.Http.Json;
using Leat.Artifacts;
using Leat.Core;
using Leat.Core.Search;
using Leat.Server;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;

namespace Leat.SearchBench;

/// <summary>One database, searched in process, over HTTP and by the bare driver in turn.</summary>
internal sealed class SearchHost : IAsyncDisposable
{
    private const int Turns = 21;
    private const int WarmUps = 3;

    /// <summary>Odd, like <see cref="Turns"/>, so that there is a turn in the middle.</summary>
    private const int LeastTurns = 5;

    /// <summary>Slow searches take fewer turns.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;
    private readonly ITrackingStore _store;
    private readonly BareDriver _driver;
    private readonly PlanLog _plans;
    private readonly List<RecordedStatement> _statements;
    private readonly HttpClient _client;

    private SearchHost(WebApplication app, ITrackingStore store, BareDriver driver, PlanLog plans, List<RecordedStatement> statements)
    {
        (_app, _store, _driver, _plans, _statements) = (app, store, driver, plans, statements);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static async Task<SearchHost> StartAsync(string path)
    {
        var plans = new PlanLog();
        var statements = new List<RecordedStatement>();
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions
        {
            Path = path,
            LoggerFactory = plans,
            OnRead = (sql, arguments) => statements.Add(new RecordedStatement(sql, arguments)),
        });
        var app = LeatServer.Create(
            new LeatServerOptions { Port = 0, ServeArtifacts = false },
            store,
            new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions { Roots = [] }));
        await app.StartAsync();
        return new SearchHost(app, store, new BareDriver(path), plans, statements);
    }

    /// <summary>Measures a search on each host, which take turns.</summary>
    public static async Task<IReadOnlyList<MeasuredSearch>> MeasureAsync(IReadOnlyList<SearchHost> hosts, SearchCase searched)
    {
        var queries = new List<RunQuery>();
        foreach (var host in hosts)
            queries.Add(await host.QueryOfAsync(searched));
        var turns = hosts.Select(_ => new List<SearchTimes>()).ToList();
        var clock = Stopwatch.StartNew();
        for (var turn = 0; turn < WarmUps + Turns; turn++)
        {
            if (turn == WarmUps + LeastTurns && clock.Elapsed > LongEnough)
                break;
            for (var i = 0; i < hosts.Count; i++)
            {
                var times = await hosts[i].MeasureOnceAsync(queries[i], searched.Sql);
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

    /// <summary>The query of the page that a case is about, the token taken from the pages before it.</summary>
    private async Task<RunQuery> QueryOfAsync(SearchCase searched)
    {
        var query = new RunQuery { ExperimentIds = ["0"], Filter = RunSearch.ParseFilter(searched.Filter), OrderBy = RunSearch.ParseOrderBy([searched.OrderBy]), MaxResults = 100 };
        for (var page = 1; page < searched.Page; page++)
            query = query with { PageToken = (await _store.Runs.SearchRunsAsync(query)).NextPageToken };
        return query;
    }

    private async Task<SearchTimes> MeasureOnceAsync(RunQuery query, string? sql)
    {
        _statements.Clear();
        var store = await TimeAsync(async () => (await _store.Runs.SearchRunsAsync(query)).Items.Count);
        RecordedStatement[] statements = [.. _statements];
        var http = await TimeAsync(() => AskAsync(query));
        var driver = await TimeAsync(() => Task.FromResult(_driver.Replay(statements)));
        double? hand = sql is null ? null : await TimeAsync(() => Task.FromResult(_driver.ReadRuns(sql)));
        return new SearchTimes(store, http, driver, hand);
    }

    private async Task<int> AskAsync(RunQuery query)
    {
        using var answer = await _client.PostAsJsonAsync(
            "/api/2.0/mlflow/runs/search",
            new
            {
                experiment_ids = query.ExperimentIds,
                filter = query.Filter.Text,
                order_by = query.OrderBy.Text,
                max_results = query.MaxResults,
                page_token = query.PageToken,
            });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<double> TimeAsync(Func<Task<int>> work)
    {
        var clock = Stopwatch.StartNew();
        if (await work() == 0)
            throw new InvalidOperationException("A search found nothing: there is nothing to measure.");
        return clock.Elapsed.TotalMilliseconds;
    }
}
