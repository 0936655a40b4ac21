using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Leat.Artifacts;
using Leat.Core;
using Leat.Server;
using Leat.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Leat.SearchBench;

/// <summary>Medians of one search, in milliseconds.</summary>
/// <param name="Plan">The plan that was chosen.</param>
/// <param name="Store">In process, the runs as objects.</param>
/// <param name="Http">Over HTTP, the answer's bytes read.</param>
/// <param name="Driver">The rows of the same runs read by SQLite's driver and dropped.</param>
internal sealed record SearchTimes(string Plan, double Store, double Http, double Driver);

/// <summary>One database, searched in process, over HTTP and by the bare driver in turn.</summary>
internal sealed partial class SearchHost : IAsyncDisposable
{
    private const int Turns = 21;
    private const int WarmUps = 5;

    private static readonly string[] Hydration =
    [
        "SELECT * FROM runs r WHERE r.id IN (SELECT value FROM json_each(@p0))",
        "SELECT run, name, value, is_nan, timestamp_ms, step FROM metric_latest WHERE run IN (SELECT value FROM json_each(@p0)) ORDER BY run, name",
        "SELECT run, name, value FROM params WHERE run IN (SELECT value FROM json_each(@p0)) ORDER BY run, name",
        "SELECT run, name, value FROM tags WHERE run IN (SELECT value FROM json_each(@p0)) ORDER BY run, name",
        "SELECT run, dataset FROM inputs WHERE run IN (SELECT value FROM json_each(@p0))",
        "SELECT run, model_id FROM run_models WHERE run IN (SELECT value FROM json_each(@p0))",
    ];

    private static readonly string[] Experiments = ["0"];

    private readonly WebApplication _app;
    private readonly ITrackingStore _store;
    private readonly SqliteConnection _connection;
    private readonly PlanLog _plans;
    private readonly HttpClient _client;

    private SearchHost(WebApplication app, ITrackingStore store, SqliteConnection connection, PlanLog plans)
    {
        (_app, _store, _connection, _plans) = (app, store, connection, plans);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static async Task<SearchHost> StartAsync(string path)
    {
        var plans = new PlanLog();
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path, LoggerFactory = plans });
        var app = LeatServer.Create(
            new LeatServerOptions { Port = 0, ServeArtifacts = false },
            store,
            new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions { LocalRoots = [] }));
        await app.StartAsync();
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        await connection.OpenAsync();
        return new SearchHost(app, store, connection, plans);
    }

    /// <summary>Medians of each host, which take turns.</summary>
    public static async Task<IReadOnlyList<SearchTimes>> MeasureAsync(IReadOnlyList<SearchHost> hosts, SearchCase searched)
    {
        var times = hosts.Select(_ => new List<(double Store, double Http, double Driver)>()).ToList();
        for (var turn = 0; turn < WarmUps + Turns; turn++)
        {
            for (var i = 0; i < hosts.Count; i++)
            {
                var time = await hosts[i].MeasureOnceAsync(searched);
                if (turn >= WarmUps)
                    times[i].Add(time);
            }
        }

        return
        [
            .. hosts.Zip(times, (host, own) => new SearchTimes(
                host._plans.Last, Median(own.Select(t => t.Store)), Median(own.Select(t => t.Http)), Median(own.Select(t => t.Driver)))),
        ];
    }

    private async Task<(double Store, double Http, double Driver)> MeasureOnceAsync(SearchCase searched)
    {
        var query = new RunQuery { ExperimentIds = Experiments, Filter = searched.Filter, OrderBy = [searched.OrderBy], MaxResults = 100 };
        var sql = Name().Replace(searched.Sql, match => NumberOf(match.Groups[1].Value));
        var store = await TimeAsync(async () => (await _store.Runs.SearchRunsAsync(query)).Items.Count);
        var http = await TimeAsync(() => AskAsync(searched));
        return (store, http, await TimeAsync(() => Task.FromResult(ReadBare(sql))));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _plans.Dispose();
        await _connection.DisposeAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task<int> AskAsync(SearchCase searched)
    {
        using var answer = await _client.PostAsJsonAsync(
            "/api/2.0/mlflow/runs/search",
            new { experiment_ids = Experiments, filter = searched.Filter, order_by = new[] { searched.OrderBy }, max_results = 100 });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private int ReadBare(string sql)
    {
        var ids = new List<long>();
        Read(sql, null, reader => ids.Add(reader.GetInt64(0)));
        var keys = $"[{string.Join(',', ids)}]";
        foreach (var statement in Hydration)
        {
            Read(statement, keys, reader =>
            {
                for (var i = 0; i < reader.FieldCount; i++)
                    _ = reader.GetValue(i);
            });
        }

        return ids.Count;
    }

    private void Read(string sql, string? keys, Action<SqliteDataReader> read)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        if (keys is not null)
            command.Parameters.AddWithValue("@p0", keys);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            read(reader);
    }

    private string NumberOf(string name)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id FROM names WHERE name = @p0";
        command.Parameters.AddWithValue("@p0", name);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private static async Task<double> TimeAsync(Func<Task<int>> work)
    {
        var clock = Stopwatch.StartNew();
        if (await work() == 0)
            throw new InvalidOperationException("A search found nothing: there is nothing to measure.");
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Turns / 2);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}

/// <summary>Keeps the plan that the store reported last.</summary>
internal sealed class PlanLog : ILoggerFactory, ILogger
{
    public string Last { get; private set; } = "";

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one place for messages here.");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> values && values.FirstOrDefault(value => value.Key == "Plan").Value is { } plan)
            Last = plan.ToString()!;
    }

    public void Dispose()
    {
    }
}
