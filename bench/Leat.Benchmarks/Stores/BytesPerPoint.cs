using System.Globalization;
using Leat.Core;
using Leat.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Leat.Benchmarks.Stores;

/// <summary>Fills a SQLite store by its own calls and prints what a point takes on disk once it is sealed: used pages only.</summary>
/// <remarks>Of the series a third are noisy doubles, a third smooth (a moving average of noise, as real losses are, with all their
/// digits), a third four decimals; clocks jitter.</remarks>
internal static class BytesPerPoint
{
    private const int StepMs = 250;
    private const int JitterMs = 20;

    /// <param name="runs">How many runs.</param>
    /// <param name="points">Points of each run, over all of its series.</param>
    /// <param name="series">Series of each run.</param>
    public static async Task RunAsync(int runs, int points, int series)
    {
        var folder = Directory.CreateTempSubdirectory("leat-bytes-").FullName;
        try
        {
            var path = Path.Combine(folder, "bytes.db");
            await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path }))
            {
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, runs),
                    new ParallelOptions { MaxDegreeOfParallelism = 64 },
                    async (run, cancellationToken) => await FillAsync(store, run, points, series, cancellationToken));
                while (await ReadAsync(path, "SELECT COUNT(*) FROM metric_tail") > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(200));
            }

            await PrintAsync(path, (long)runs * points, runs);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(ITrackingStore store, int number, int points, int series, CancellationToken cancellationToken)
    {
        var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", $"run-{number}"), cancellationToken)).Info.RunId;
        var random = new Random(number);
        var smooth = new double[series];
        var metrics = new List<Metric>(LogRules.MaxMetricsPerBatch);
        var timestampMs = 1_700_000_000_000L + (number * 1_000L);
        for (var step = 0; step < points / series; step++)
        {
            timestampMs += StepMs + random.Next(-JitterMs, JitterMs + 1);
            for (var i = 0; i < series; i++)
            {
                metrics.Add(new Metric($"metric-{i}", Value(i, step, random, ref smooth[i]), timestampMs, step));
                if (metrics.Count < LogRules.MaxMetricsPerBatch)
                    continue;
                await store.Runs.LogAsync(LogBatch.Create(run, [.. metrics]), cancellationToken);
                metrics.Clear();
            }
        }

        if (metrics.Count > 0)
            await store.Runs.LogAsync(LogBatch.Create(run, [.. metrics]), cancellationToken);
        await store.Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, cancellationToken);
    }

    private static double Value(int series, int step, Random random, ref double smooth)
    {
        var trend = 0.1 + (2 * Math.Exp(-step / 5_000.0));
        var noisy = trend * (0.9 + (0.2 * random.NextDouble()));
        smooth = step == 0 ? noisy : (0.99 * smooth) + (0.01 * noisy);
        return (series % 3) switch { 0 => noisy, 1 => smooth, _ => Math.Round(noisy, 4) };
    }

    private static async Task PrintAsync(string path, long points, int runs)
    {
        var pageSize = await ReadAsync(path, "PRAGMA page_size");
        var used = (await ReadAsync(path, "PRAGMA page_count") - await ReadAsync(path, "PRAGMA freelist_count")) * pageSize;
        var data = await ReadAsync(path, "SELECT SUM(LENGTH(data)) FROM metric_blocks");
        var blocks = await ReadAsync(path, "SELECT COUNT(*) FROM metric_blocks");
        var stored = await ReadAsync(path, "SELECT SUM(points) FROM metric_blocks");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runs} runs, {points} points ({stored} in {blocks} blocks): {(double)used / points:F2} bytes a point in used pages, {(double)data / points:F2} of them blocks' data"));
        foreach (var (name, size) in await ReadTablesAsync(path))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-40} {(double)size / points,8:F2}"));
    }

    /// <summary>Bytes of each table and index; none where SQLite was built without the table that tells.</summary>
    private static async Task<List<(string Name, long Size)>> ReadTablesAsync(string path)
    {
        var tables = new List<(string, long)>();
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, SUM(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 10";
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                tables.Add((reader.GetString(0), reader.GetInt64(1)));
        }
        catch (SqliteException)
        {
            Console.WriteLine("  (this SQLite has no dbstat)");
        }

        return tables;
    }

    private static async Task<long> ReadAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
