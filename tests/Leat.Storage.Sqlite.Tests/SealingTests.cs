using CsCheck;
using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>Points move through the tail into blocks; at no time does a reader see more or less than what was logged.</summary>
public sealed class SealingTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sealing_empties_the_tail_and_keeps_the_history()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        for (var i = 0; i < 10; i++)
            await LogAsync(store, run, Enumerable.Range(i * 500, 500).Select(s => new MetricPoint(s, s, s / 3.0)));
        var before = await HistoryAsync(store, run);

        await SealAsync(store);

        (await CountAsync(store, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(0);
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_blocks")).ShouldBe(3, "5,000 points in blocks of 2,048");
        (await HistoryAsync(store, run)).ShouldBe(before);
    }

    [Fact]
    public async Task Points_in_order_rewrite_only_the_last_block()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        await LogAsync(store, run, Enumerable.Range(0, 3_000).Select(s => new MetricPoint(s, s, s)));
        await SealAsync(store);
        var first = await CountAsync(store, "SELECT MIN(rowid) FROM metric_blocks");

        await LogAsync(store, run, Enumerable.Range(3_000, 3_000).Select(s => new MetricPoint(s, s, s)));
        await SealAsync(store);

        (await CountAsync(store, "SELECT MIN(rowid) FROM metric_blocks")).ShouldBe(first);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(6_000);
    }

    [Fact]
    public async Task Blocks_never_overlap_and_their_bounds_are_true()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        var random = new Random(7);
        for (var round = 0; round < 8; round++)
        {
            await LogAsync(store, run, Enumerable.Range(0, 3_000).Select(_ =>
                new MetricPoint(random.Next(2_000), random.Next(3), random.Next(4))));
            await SealAsync(store);
        }

        (await CountAsync(
            store,
            """
            SELECT COUNT(*) FROM metric_blocks a JOIN metric_blocks b ON a.run = b.run AND a.name = b.name AND a.ordinal < b.ordinal
            WHERE (a.last_step, a.last_ms) > (b.first_step, b.first_ms)
            """)).ShouldBe(0);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe((await HistoryAsync(store, run)).Count);
    }

    [Fact]
    public void Any_mix_of_logging_and_sealing_reads_as_the_set_of_what_was_logged()
    {
        // Small ranges, so that repeats, late points and equal boundaries are frequent; big batches, so that blocks fill and split.
        var point = Gen.Select(Gen.Long[-3, 400], Gen.Long[0, 5], Gen.Int[0, 30]).Select((step, time, value) =>
            new MetricPoint(step, time, value == 30 ? double.NaN : value / 2.0));
        var action = Gen.Select(point.Array[0, 4_000], Gen.Bool);
        action.Array[1, 6].Sample(
            actions => ReadsAsSetAsync(actions).GetAwaiter().GetResult(), iter: 20, threads: 1);
    }

    [Fact]
    public async Task Two_that_seal_the_same_run_at_once_lose_and_double_nothing()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        var random = new Random(3);
        var expected = new HashSet<MetricPoint>();
        for (var round = 0; round < 12; round++)
        {
            // Mostly in order, some late: both ways of sealing encounter each other's blocks.
            var points = Enumerable.Range(round * 700, 700).Select(s => new MetricPoint(s, s, s))
                .Concat(Enumerable.Range(0, round % 3 * 40).Select(_ => new MetricPoint(random.Next((round * 700) + 1), 1, random.Next(9)))).ToList();
            expected.UnionWith(points);
            await LogAsync(store, run, points);
            await Task.WhenAll(SealAsync(store), store.Database.Writes.WriteAsync(new MetricSealer(1).SealAsync, Cancel), SealAsync(store));
        }

        (await CountAsync(store, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(0);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(expected.Count);
        (await HistoryAsync(store, run)).ShouldBe(expected.Order(Comparer<MetricPoint>.Create((a, b) => MetricValues.CompareByTime(a, b))));
    }

    [Fact]
    public async Task Late_points_find_their_places_in_a_series_of_many_blocks()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        const int count = 250_000;
        await LogAsync(store, run, Enumerable.Range(0, count).Select(s => new MetricPoint(2 * s, s, s)));
        await SealAsync(store);
        var late = Enumerable.Range(0, 200).Select(i => new MetricPoint((i * 2_477) + 1, 0, i)).ToList();

        await LogAsync(store, run, late);
        await SealAsync(store);

        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(count + 200);
        (await CountAsync(
            store,
            """
            SELECT COUNT(*) FROM (SELECT first_step, LAG(last_step) OVER (ORDER BY ordinal) AS before FROM metric_blocks)
            WHERE before >= first_step
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task Late_points_all_over_a_long_series_hold_the_writer_for_a_block_at_a_time()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        const int blocks = 12;
        await LogAsync(store, run, Enumerable.Range(0, blocks * MetricBlockCodec.MaxPointsPerBlock).Select(s => new MetricPoint(s, s, s)));
        await SealAsync(store);
        await LogAsync(store, run, Enumerable.Range(0, blocks).Select(i => new MetricPoint((i * MetricBlockCodec.MaxPointsPerBlock) + 1_000, 0, -1)));
        var before = await HistoryAsync(store, run);
        var plan = (await store.Database.Readers.ReadAsync(session => new MetricSealer(1).PlanAsync(session, Cancel), Cancel)).LongSeries.Single();

        var transactions = 0;
        for (var left = 0; left < plan.Points; transactions++)
        {
            var from = left;
            left = await store.Database.Writes.WriteAsync(transaction => plan.MergeAsync(transaction, from, static () => true), Cancel);
            if (transactions % 5 == 0)
                (await HistoryAsync(store, run)).ShouldBe(before, "a point is in the tail until all are in blocks");
        }

        transactions.ShouldBe(blocks);
        await SealAsync(store);
        (await HistoryAsync(store, run)).ShouldBe(before);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(before.Count);
    }

    [Fact]
    public async Task New_points_are_sealed_without_a_look_at_any_block_but_the_last()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        await LogAsync(store, run, Enumerable.Range(0, 100_000).Select(s => new MetricPoint(s, s, s)));
        await SealAsync(store);

        // Any read of the data of one of these now fails.
        await store.Database.Writes.WriteAsync(
            transaction => transaction.WriteAsync(
                "UPDATE metric_blocks SET data = x'00' WHERE ordinal < (SELECT MAX(ordinal) FROM metric_blocks)"), Cancel);
        await LogAsync(store, run, Enumerable.Range(100_000, 1_000).Select(s => new MetricPoint(s, s, s)));
        await SealAsync(store);
        await LogAsync(store, run, Enumerable.Range(100_000, 1_000).Select(s => new MetricPoint(s, s, s)));
        await SealAsync(store);

        (await CountAsync(store, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(0);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(101_000);
        await LogAsync(store, run, [new MetricPoint(5, 0, 0)]);
        await Should.ThrowAsync<LeatException>(() => SealAsync(store));
    }

    [Fact]
    public async Task A_run_that_ends_is_sealed_soon()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        await LogAsync(store, run, [new MetricPoint(1, 1, 1)]);
        var sealedSignal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Database.Sealing.Sealed += _ => sealedSignal.TrySetResult();

        await store.Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);

        await sealedSignal.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(0);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_bundles")).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_history_that_is_being_read_is_whole_while_late_points_are_sealed_into_it(bool inOrder)
    {
        // Several slices of 64 blocks; between them their blocks are rewritten, split and moved.
        const int count = 300_000;
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        var old = Enumerable.Range(0, count).Select(s => new MetricPoint(s, inOrder ? s : s * 7_919L % count, s)).ToList();
        await LogAsync(store, run, old.Take(count - 2_000));
        await SealAsync(store);
        await LogAsync(store, run, old.Skip(count - 2_000));

        var read = new List<MetricPoint>();
        var rounds = 0;
        await foreach (var piece in store.Metrics.StreamHistoryAsync(run, "m", cancellationToken: Cancel))
        {
            read.AddRange(piece.Span);
            if (read.Count / 40_000 <= rounds)
                continue;
            rounds++;
            await LogAsync(store, run, Enumerable.Range(0, 3_000).Select(i =>
                new MetricPoint((rounds * 70_000) + (i % 500), i * 97L % count, -1 - i)));
            await SealAsync(store);
        }

        rounds.ShouldBeGreaterThan(4);
        read.Where(point => point.Value >= 0).ShouldBe(old.OrderBy(point => point.TimestampMs));
        read.Zip(read.Skip(1)).ShouldAllBe(pair => MetricValues.CompareByTime(pair.First, pair.Second) < 0);
    }

    private async Task<bool> ReadsAsSetAsync((MetricPoint[] Points, bool Seal)[] actions)
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        var expected = new HashSet<MetricPoint>();
        foreach (var (points, seal) in actions)
        {
            await LogAsync(store, run, points);
            expected.UnionWith(points);
            if (seal)
                await SealAsync(store);
            var ordered = expected.Order(Comparer<MetricPoint>.Create((a, b) => MetricValues.CompareByTime(a, b)));
            (await HistoryAsync(store, run)).ShouldBe(ordered);
        }

        return true;
    }

    private async Task<SqlTrackingStore> OpenAsync() => (SqlTrackingStore)await fixture.CreateAsync();

    private static async Task<string> NewRunAsync(SqlTrackingStore store) =>
        (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;

    private static async Task LogAsync(SqlTrackingStore store, string run, IEnumerable<MetricPoint> points)
    {
        foreach (var chunk in points.Chunk(1_000))
            await store.Runs.LogAsync(LogBatch.Create(run, [.. chunk.Select(p => new Metric("m", p.Value, p.TimestampMs, p.Step))]), Cancel);
    }

    private static async Task<IReadOnlyList<MetricPoint>> HistoryAsync(SqlTrackingStore store, string run) =>
        (await store.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items;

    /// <summary>The only run of these stores has number 1.</summary>
    private static Task SealAsync(SqlTrackingStore store) =>
        new MetricSealer(1).SealInSlicesAsync(store.Database.Readers, store.Database.Writes, Cancel);

    private static Task<long> CountAsync(SqlTrackingStore store, string sql) =>
        store.Database.Readers.ReadAsync(async session => Convert.ToInt64(await session.ScalarAsync(sql), null), Cancel);
}
