using System.Globalization;
using Leat.Core;
using Leat.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Leat.Benchmarks.Stores;

/// <summary>Fills a SQLite store by its own calls and prints what a point takes on disk once it is sealed: used pages only.</summary>
/// <remarks>A third of the series are noisy doubles, a third smooth (a moving average of noise, as real losses are, with all
/// their digits), a third have four decimals; clocks jitter.</remarks>
internal static class BytesPerPoint
{
    private const int StepMs = 250;
    private const int JitterMs = 20;

    /// <summary>With more runs, a few calls for each take too long: they are loaded in bulk, which stores the same rows.</summary>
    private const int MostRunsLogged = 100_000;

    private const int RunsPerLoad = 1_000;

    /// <param name="runs">How many runs.</param>
    /// <param name="points">Points of each run, over all of its series.</param>
    /// <param name="series">Series of each run.</param>
    /// <param name="keep">Where to keep the database for a closer look; null to delete it.</param>
    public static async Task RunAsync(int runs, int points, int series, string? keep)
    {
        var folder = Directory.CreateTempSubdirectory("leat-bytes-").FullName;
        try
        {
            var path = keep ?? Path.Combine(folder, "bytes.db");
            await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path }))
            {
                if (runs > MostRunsLogged)
                    await LoadAsync(store, runs, points, series);
                else
                    await LogAsync(store, runs, points, series);
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

    private static Task LogAsync(ITrackingStore store, int runs, int points, int series) => Parallel.ForEachAsync(
        Enumerable.Range(0, runs),
        new ParallelOptions { MaxDegreeOfParallelism = 64 },
        async (number, cancellationToken) =>
        {
            var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", $"run-{number}"), cancellationToken)).Info.RunId;
            foreach (var batch in Generate(number, points, series).Chunk(LogRules.MaxMetricsPerBatch))
                await store.Runs.LogAsync(LogBatch.Create(run, batch), cancellationToken);
            await store.Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, cancellationToken);
        });

    private static async Task LoadAsync(ITrackingStore store, int runs, int points, int series)
    {
        // Ids like those that a server makes: they are a part of what a run takes.
        foreach (var numbers in Enumerable.Range(0, runs).Chunk(RunsPerLoad))
        {
            await store.Bulk.LoadAsync([.. numbers.Select(number => new BulkRun(
                new RunInfo(
                    Guid.NewGuid().ToString("n"), "0", $"run-{number}", "", RunStatus.Finished, StartMs(number), StartMs(number + 1), "", LifecycleStage.Active))
            {
                Tags = [new Tag("mlflow.runName", $"run-{number}")],
                Metrics = [.. Generate(number, points, series).GroupBy(metric => metric.Key).Select(metrics => new BulkSeries(
                    metrics.Key, metrics.Select(metric => new MetricPoint(metric.Step, metric.TimestampMs, metric.Value))))],
            })]);
        }
    }

    /// <summary>The points of a run in the order in which it logs them.</summary>
    private static IEnumerable<Metric> Generate(int number, int points, int series)
    {
        var random = new Random(number);
        var names = Enumerable.Range(0, series).Select(i => $"metric-{i}").ToArray();
        var smooth = new double[series];
        var timestampMs = StartMs(number);
        for (var step = 0; step < points / series; step++)
        {
            timestampMs += StepMs + random.Next(-JitterMs, JitterMs + 1);
            for (var i = 0; i < series; i++)
                yield return new Metric(names[i], Value(number + i, step, random, ref smooth[i]), timestampMs, step);
        }
    }

    private static long StartMs(int number) => 1_700_000_000_000L + (number * 1_000L);

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
        var data = await ReadAsync(
            path, "SELECT (SELECT COALESCE(SUM(LENGTH(data)), 0) FROM metric_blocks) + (SELECT COALESCE(SUM(LENGTH(data)), 0) FROM metric_bundles)");
        var inBlocks = await ReadAsync(path, "SELECT COALESCE(SUM(points), 0) FROM metric_blocks");
        var inBundles = await ReadAsync(path, "SELECT COALESCE(SUM(points), 0) FROM metric_bundles");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runs} runs, {points} points ({inBlocks} in blocks, {inBundles} in bundles): {(double)used / points:F2} bytes a point in used pages, {(double)data / points:F2} of them data of points"));
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
