using System.Globalization;
using Leat.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Leat.SearchBench;

/// <summary>Fills a database with runs to be searched: 10 params, 5 metrics and 5 tags each, in one experiment.</summary>
/// <remarks>
/// Written directly to the database, since only searches are measured. Values are drawn from a fixed seed and independent of each
/// other, so that conditions multiply: <c>params.half</c> holds one of two values, <c>params.hundredth</c> one of a hundred, and
/// <c>params.few</c> is <c>yes</c> for 500 runs whatever the size. <c>metrics.accuracy</c> and <c>metrics.loss</c> are uniform in
/// [0, 1), <c>metrics.rounded</c> has 101 values, one run in ten has <c>metrics.sparse</c>.
/// </remarks>
internal sealed class SearchData : IDisposable
{
    /// <summary>Runs with <c>params.few = 'yes'</c>.</summary>
    public const int FewCount = 500;

    private const long FirstStartMs = 1_700_000_000_000;
    private const int Seed = 42;

    private readonly SqliteConnection _connection;
    private readonly Random _random = new(Seed);
    private readonly Dictionary<string, long> _names = [];
    private readonly int _runs;

    private SearchData(SqliteConnection connection, int runs) => (_connection, _runs) = (connection, runs);

    /// <summary>Creates the database if it does not exist.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="runs">How many runs.</param>
    public static async Task MakeAsync(string path, int runs)
    {
        if (File.Exists(path))
            return;
        var making = path + ".making";
        foreach (var old in Directory.GetFiles(Path.GetDirectoryName(making)!, Path.GetFileName(making) + "*"))
            File.Delete(old);
        await using (await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = making }))
        {
            // Opened for its schema.
        }

        using (var connection = new SqliteConnection($"Data Source={making};Pooling=False"))
        {
            connection.Open();
            using var data = new SearchData(connection, runs);
            data.Fill();
        }

        File.Move(making, path);
    }

    public void Dispose() => _connection.Dispose();

    private void Fill()
    {
        Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY");
        var indexes = DropIndexes();
        using (var transaction = _connection.BeginTransaction())
        {
            FillRuns(transaction);
            transaction.Commit();
        }

        foreach (var index in indexes)
            Execute(index);
        Execute("PRAGMA journal_mode = WAL");
    }

    /// <summary>Building an index over all rows is several times faster than updating it row by row.</summary>
    private List<string> DropIndexes()
    {
        var indexes = new List<(string Name, string Sql)>();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                + "AND tbl_name IN ('runs', 'params', 'tags', 'metric_latest')";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (name, _) in indexes)
            Execute($"DROP INDEX {name}");
        return indexes.ConvertAll(index => index.Sql);
    }

    private void FillRuns(SqliteTransaction transaction)
    {
        using var run = Prepare(
            transaction,
            """
            INSERT INTO runs (id, experiment_id, run_id, name, user_id, status, start_ms, end_ms, artifact_uri, stage, stage_generation)
            VALUES (@p0, 0, @p1, @p2, @p3, 3, @p4, @p5, @p6, 0, 0)
            """,
            7);
        using var param = Prepare(transaction, "INSERT INTO params (run, name, value, experiment) VALUES (@p0, @p1, @p2, 0)", 3);
        using var tag = Prepare(transaction, "INSERT INTO tags (run, name, value, experiment) VALUES (@p0, @p1, @p2, 0)", 3);
        using var metric = Prepare(
            transaction,
            """
            INSERT INTO metric_latest (run, name, value, is_nan, step, timestamp_ms, min_value, max_value, experiment)
            VALUES (@p0, @p1, @p2, @p3, 99, @p4, @p2, @p2, 0)
            """,
            5);
        var few = FewRuns();
        for (var id = 1L; id <= _runs; id++)
        {
            // Ascending ids keep their unique index cheap; no search here uses them.
            var runId = $"{id:x12}{_random.NextInt64():x20}";
            var user = $"user{_random.Next(20)}";
            var startMs = FirstStartMs + (id * 1000) + _random.Next(5000);
            var name = $"{Pick("bold", "calm", "keen", "wise")}-{Pick("crane", "finch", "otter", "wolf")}-{id % 1000}";
            Write(run, id, runId, name, user, startMs, startMs + 60_000, $"mlflow-artifacts:/0/{runId}/artifacts");
            foreach (var (key, value) in Params(few.Contains(id), id))
                Write(param, id, NameOf(transaction, key), value);
            foreach (var (key, value) in Tags(user, name))
                Write(tag, id, NameOf(transaction, key), value);
            foreach (var (key, value) in Metrics())
                Write(metric, id, NameOf(transaction, key), double.IsNaN(value) ? 0.0 : value, double.IsNaN(value) ? 1L : 0L, startMs);
        }
    }

    private HashSet<long> FewRuns()
    {
        var few = new HashSet<long>();
        while (few.Count < Math.Min(FewCount, _runs))
            few.Add(_random.NextInt64(1, _runs + 1));
        return few;
    }

    private IEnumerable<(string Key, string Value)> Params(bool isOneOfFew, long id) =>
    [
        ("half", Pick("a", "b")),
        ("hundredth", $"v{_random.Next(100)}"),
        ("few", isOneOfFew ? "yes" : "no"),
        ("optimizer", Pick("adam", "sgd", "rmsprop", "lion")),
        ("learning_rate", Text(Math.Pow(10, -1 - (_random.NextDouble() * 4)))),
        ("batch_size", Pick("16", "32", "64", "128")),
        ("depth", Text(_random.Next(1, 50))),
        ("seed", Text(id)),
        ("data", $"s3://bucket/projects/vision/datasets/2024/train/with/a/long/common/prefix/part-{_random.Next(1000)}.parquet"),
        ("note", $"try {_random.Next(100_000)} of the sweep"),
    ];

    private IEnumerable<(string Key, string Value)> Tags(string user, string name) =>
    [
        ("mlflow.user", user),
        ("mlflow.runName", name),
        ("mlflow.source.name", Pick("train.py", "tune.py", "notebook.ipynb")),
        ("team", $"team{_random.Next(10)}"),
        ("stage", _random.Next(100) == 0 ? "gold" : "raw"),
    ];

    private IEnumerable<(string Key, double Value)> Metrics()
    {
        yield return ("accuracy", _random.NextDouble());
        yield return ("loss", _random.NextDouble());
        yield return ("rounded", _random.Next(101) / 100.0);
        yield return ("auc", _random.Next(1000) == 0 ? double.NaN : _random.NextDouble());
        if (_random.Next(10) == 0)
            yield return ("sparse", _random.NextDouble());
        else
            yield return ("epoch", _random.Next(100));
    }

    private long NameOf(SqliteTransaction transaction, string name)
    {
        if (_names.TryGetValue(name, out var id))
            return id;
        using var insert = Prepare(transaction, "INSERT INTO names (name) VALUES (@p0) RETURNING id", 1);
        insert.Parameters[0].Value = name;
        return _names[name] = (long)insert.ExecuteScalar()!;
    }

    private string Pick(params ReadOnlySpan<string> values) => values[_random.Next(values.Length)];

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private SqliteCommand Prepare(SqliteTransaction transaction, string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        return command;
    }

    private static void Write(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
