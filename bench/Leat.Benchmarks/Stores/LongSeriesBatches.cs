using System.Diagnostics;
using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sqlite;

namespace Leat.Benchmarks.Stores;

/// <summary>What a batch of 1,000 points costs in a long series and in one of 1,000 points, in turns: how long the caller waits, and how
/// long it all takes with the sealing that follows. SQLite, every commit synced.</summary>
/// <remarks>Each turn logs enough to start a sealing and waits for it. It uses a new short series, because the series grows.</remarks>
internal static class LongSeriesBatches
{
    private const int Batch = 1_000;
    private const int ShortSeries = 1_000;
    private const int Turns = 5;

    /// <summary>A few more than start a sealing by themselves.</summary>
    private const int BatchesPerTurn = (MetricSealing.MaxTailPoints / Batch) + 5;

    private const long FirstTimestampMs = 1_700_000_000_000;
    private const int StepMs = 250;

    /// <param name="length">Points of the long series.</param>
    public static async Task RunAsync(int length)
    {
        var folder = Directory.CreateTempSubdirectory("leat-long-").FullName;
        try
        {
            await using var store = (SqlTrackingStore)await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = Path.Combine(folder, "long.db") });
            await LoadAsync(store, "long", length);
            Console.WriteLine($"batches of {Batch} points, medians of {Turns} turns of {BatchesPerTurn} batches      1,000 points  {length:N0} points  ratio");
            var end = length;
            foreach (var kind in Enum.GetValues<BatchKind>())
                end = await CompareAsync(store, kind, end);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The length of the long series afterwards.</returns>
    private static async Task<int> CompareAsync(SqlTrackingStore store, BatchKind kind, int length)
    {
        var (ofShort, ofLong) = (new List<Turn>(), new List<Turn>());
        var longEnd = length;
        for (var turn = 0; turn < Turns; turn++)
        {
            var run = $"short-{kind}-{turn}";
            await LoadAsync(store, run, ShortSeries);
            ofShort.Add(await LogAsync(store, run, kind, ShortSeries, turn));
            ofLong.Add(await LogAsync(store, "long", kind, longEnd, turn));
            if (kind == BatchKind.New)
                longEnd += BatchesPerTurn * Batch;
        }

        Print($"{kind}: ms until a batch is acknowledged", ofShort, ofLong, turn => turn.MedianMs);
        Print($"{kind}: ms until the 99th of 100 is", ofShort, ofLong, turn => turn.P99Ms);
        Print($"{kind}: ms a batch, sealing included", ofShort, ofLong, turn => turn.WholeMs);
        Print($"{kind}: ms of processor a batch, sealing included", ofShort, ofLong, turn => turn.ProcessorMs);
        return longEnd;
    }

    private static void Print(string what, List<Turn> ofShort, List<Turn> ofLong, Func<Turn, double> figure)
    {
        var (one, other) = (Median(ofShort.Select(figure)), Median(ofLong.Select(figure)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60} {one,12:F2} {other,16:F2} {other / one,8:F2}"));
    }

    private static async Task<Turn> LogAsync(SqlTrackingStore store, string run, BatchKind kind, int length, int turn)
    {
        var batches = Enumerable.Range(0, BatchesPerTurn)
            .Select(batch => LogBatch.Create(run, Points(kind, length, turn, batch))).ToList();
        var key = await KeyAsync(store, run);
        var waited = new List<double>(BatchesPerTurn);
        var begin = Stopwatch.GetTimestamp();
        var usedBefore = Environment.CpuUsage.TotalTime;
        foreach (var batch in batches)
        {
            var sent = Stopwatch.GetTimestamp();
            await store.Runs.LogAsync(batch);
            waited.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        await SealRestAsync(store, key);
        return new Turn(
            Median(waited),
            waited.Order().ElementAt(BatchesPerTurn * 99 / 100),
            Stopwatch.GetElapsedTime(begin).TotalMilliseconds / BatchesPerTurn,
            (Environment.CpuUsage.TotalTime - usedBefore).TotalMilliseconds / BatchesPerTurn);
    }

    /// <summary>Waits for what is sealed already, and seals what is left.</summary>
    private static async Task SealRestAsync(SqlTrackingStore store, long run)
    {
        while (await store.Database.Readers.ReadAsync(
            async session => await session.ScalarAsync("SELECT 1 FROM metric_tail WHERE run = @p0 LIMIT 1", run), CancellationToken.None) is not null)
        {
            var isSealed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void OnSealed(long one)
            {
                if (one == run)
                    isSealed.TrySetResult();
            }

            store.Database.Sealing.Sealed += OnSealed;
            store.Database.Sealing.SealSoon(run);
            await isSealed.Task;
            store.Database.Sealing.Sealed -= OnSealed;
        }
    }

    private static Metric[] Points(BatchKind kind, int length, int turn, int batch)
    {
        var random = new Random((turn * BatchesPerTurn) + batch);
        var points = new Metric[Batch];
        for (var i = 0; i < Batch; i++)
        {
            var logged = ((batch * Batch) + i) % ShortSeries;
            points[i] = kind switch
            {
                BatchKind.New => Point(length + (batch * Batch) + i, 0),
                BatchKind.Repeated => Point(length - ShortSeries + logged, 0),
                // Each turn at another place in the long series, since the late points of earlier turns are there already.
                BatchKind.LateNear => Point((length / ShortSeries * (turn + 1) / (Turns + 1) * ShortSeries) + random.Next(ShortSeries), 1 + batch),
                _ => Point(random.Next(length), 1 + (turn * BatchesPerTurn) + batch),
            };
        }

        return points;
    }

    /// <param name="step">The step; its time and value follow from it.</param>
    /// <param name="late">0 for a point that came in time; others are different points of the same step.</param>
    private static Metric Point(int step, int late) =>
        new("m", Math.Sin(step / 1_000.0) + (1e-6 * ((step * 7_919L) % 1_009)), FirstTimestampMs + ((long)step * StepMs) + (late % StepMs), step);

    private static Task LoadAsync(ITrackingStore store, string run, int length) => store.Bulk.LoadAsync(
    [
        new BulkRun(new RunInfo(run, "0", run, "", RunStatus.Running, FirstTimestampMs, null, "", LifecycleStage.Active))
        {
            Metrics = [new BulkSeries("m", Enumerable.Range(0, length).Select(step => Point(step, 0)).Select(metric =>
                new MetricPoint(metric.Step, metric.TimestampMs, metric.Value)))],
        },
    ]);

    private static Task<long> KeyAsync(SqlTrackingStore store, string run) => store.Database.Readers.ReadAsync(
        async session => (long)(await session.ScalarAsync("SELECT id FROM runs WHERE run_id = @p0", run))!, CancellationToken.None);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private enum BatchKind
    {
        /// <summary>Points after the last.</summary>
        New,

        /// <summary>The last 1,000 points once more.</summary>
        Repeated,

        /// <summary>Other points at 1,000 neighbouring steps.</summary>
        LateNear,

        /// <summary>Other points at any steps.</summary>
        LateAnywhere,
    }

    /// <param name="MedianMs">Time until a batch was acknowledged: the median.</param>
    /// <param name="P99Ms">The 99th percentile of that time.</param>
    /// <param name="WholeMs">Time per batch, sealing included.</param>
    /// <param name="ProcessorMs">The same in the process's CPU time, which other load on the machine affects least.</param>
    private readonly record struct Turn(double MedianMs, double P99Ms, double WholeMs, double ProcessorMs);
}
