using BenchmarkDotNet.Attributes;
using Leat.Core;
using Leat.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Leat.Benchmarks.Stores;

/// <summary>Writes a million points of ten metrics to a new SQLite file, every commit synced: through the store, by eight callers
/// that each wait for the answer to every batch of 1,000; and as table rows, the best that a program with one row per point can
/// do: one prepared insert, 8,000 rows per transaction. Sealing runs alongside the store's ingest and is part of the figure.</summary>
public class IngestBenchmarks
{
    private const int Points = 1_000_000;
    private const int Batch = 1_000;
    private const int Callers = 8;
    private const int Names = 10;
    private const long FirstTimestampMs = 1_700_000_000_000;

    private string _folder = "";

    [IterationSetup]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("leat-ingest").FullName;

    [IterationCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    [Points(Points)]
    public void RowsWithoutIndex() => InsertRows("CREATE TABLE metrics (run_uuid TEXT, key TEXT, value REAL, timestamp INTEGER, step INTEGER)");

    [Benchmark]
    [Points(Points)]
    public void RowsWithKey() => InsertRows(
        """
        CREATE TABLE metrics (run_uuid TEXT, key TEXT, value REAL, timestamp INTEGER, step INTEGER,
          PRIMARY KEY (key, timestamp, step, run_uuid, value))
        """);

    [Benchmark]
    [Points(Points)]
    public async Task StoreWithOneRun() => await LogAsync(runs: 1).ConfigureAwait(false);

    [Benchmark]
    [Points(Points)]
    public async Task StoreWithEightRuns() => await LogAsync(runs: Callers).ConfigureAwait(false);

    private async Task LogAsync(int runs)
    {
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = Path.Combine(_folder, "leat.db") }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var ids = new List<string>();
            for (var i = 0; i < runs; i++)
                ids.Add((await store.Runs.CreateRunAsync(NewRun.Create("0", null, null, FirstTimestampMs, [])).ConfigureAwait(false)).Info.RunId);
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => LogAsync(store, ids[caller % runs], caller))).ConfigureAwait(false);
        }
    }

    private static async Task LogAsync(ITrackingStore store, string runId, int caller)
    {
        for (var batch = 0; batch < Points / Batch / Callers; batch++)
        {
            var first = ((batch * Callers) + caller) * Batch;
            var metrics = Enumerable.Range(first, Batch).Select(PointOf).ToArray();
            await store.Runs.LogAsync(LogBatch.Create(runId, metrics)).ConfigureAwait(false);
        }
    }

    private void InsertRows(string table)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "rows.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, table);
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO metrics VALUES ('0123456789abcdef0123456789abcdef', @key, @value, @timestamp, @step)";
        var (key, value, timestamp, step) = (Parameter(insert, "@key"), Parameter(insert, "@value"), Parameter(insert, "@timestamp"), Parameter(insert, "@step"));
        for (var first = 0; first < Points; first += Batch * Callers)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var i in Enumerable.Range(first, Math.Min(Batch * Callers, Points - first)))
            {
                var point = PointOf(i);
                (key.Value, value.Value, timestamp.Value, step.Value) = (point.Key, point.Value, point.TimestampMs, point.Step);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    private static Metric PointOf(int i) =>
        new(Keys[i % Names], 1.0 / (i + 3), FirstTimestampMs + i, i / Names);

    private static readonly string[] Keys = [.. Enumerable.Range(0, Names).Select(i => $"train/metric_{i}")];

    private static SqliteParameter Parameter(SqliteCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
