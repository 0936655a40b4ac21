using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Metrics;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>Where the short series of a run are stored, and that nothing is lost when several processes move them.</summary>
public sealed class BundleTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Short_series_share_one_row_and_long_ones_have_blocks()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        await LogAsync(store, run, "a", 0, 63);
        await LogAsync(store, run, "b", 0, 1);
        await LogAsync(store, run, "c", 0, 64);

        await SealAsync(store);

        (await CountAsync(store, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(0);
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_bundles")).ShouldBe(1);
        (await CountAsync(store, "SELECT points FROM metric_bundles")).ShouldBe(64);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(64);
    }

    [Fact]
    public async Task Series_that_grow_leave_the_bundle_and_the_last_takes_its_row_along()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        await LogAsync(store, run, "a", 0, 40);
        await LogAsync(store, run, "b", 0, 40);
        await SealAsync(store);

        await LogAsync(store, run, "a", 30, 50);
        await SealAsync(store);
        (await CountAsync(store, "SELECT points FROM metric_bundles")).ShouldBe(40);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(80);

        await LogAsync(store, run, "b", 40, 30);
        await SealAsync(store);
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_bundles")).ShouldBe(0);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(150);

        await LogAsync(store, run, "b", 70, 1);
        await SealAsync(store);
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_bundles")).ShouldBe(0, "a series with blocks stays with them");
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_blocks")).ShouldBe(2);
    }

    [Fact]
    public async Task Series_that_do_not_fit_the_bundle_get_blocks()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        const int series = (MetricBundle.MaxPoints / 60) + 10;
        for (var i = 0; i < series; i++)
            await LogAsync(store, run, $"m{i}", i, 60);

        await SealAsync(store);

        (await CountAsync(store, "SELECT points FROM metric_bundles")).ShouldBe(MetricBundle.MaxPoints / 60 * 60);
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_blocks")).ShouldBe(10);
        for (var i = 0; i < series; i += 7)
            (await StepsAsync(store, run, $"m{i}")).ShouldBe(Enumerable.Range(i, 60).Select(step => (long)step));
    }

    [Fact]
    public async Task Two_that_seal_the_same_run_at_once_lose_and_double_nothing()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        for (var round = 0; round < 30; round++)
        {
            // Some grow long early, some late, some never.
            for (var series = 1; series <= 4; series++)
                await LogAsync(store, run, $"m{series}", round * series, series);
            await Task.WhenAll(SealAsync(store), store.Database.Writes.WriteAsync(new MetricSealer(1).SealAsync, Cancel), SealAsync(store));
        }

        for (var series = 1; series <= 4; series++)
            (await StepsAsync(store, run, $"m{series}")).ShouldBe(Enumerable.Range(0, 30 * series).Select(step => (long)step));
        (await CountAsync(store, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(0);
        (await CountAsync(store, "SELECT (SELECT SUM(points) FROM metric_blocks) + (SELECT points FROM metric_bundles)")).ShouldBe(300);
    }

    [Fact]
    public async Task A_bundle_that_changed_since_the_sealing_was_planned_is_not_overwritten()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        await LogAsync(store, run, "a", 0, 50);
        await SealAsync(store);
        await LogAsync(store, run, "a", 50, 30);

        // Between the plan and its transactions, another server seals and new points go into the bundle.
        var sealer = new MetricSealer(1);
        var plan = await store.Database.Readers.ReadAsync(session => sealer.PlanAsync(session, Cancel), Cancel);
        await LogAsync(store, run, "b", 0, 5);
        await SealAsync(store);
        (await sealer.ApplyAsync(plan, store.Database.Writes, Cancel)).ShouldBeFalse();

        (await StepsAsync(store, run, "a")).ShouldBe(Enumerable.Range(0, 80).Select(step => (long)step));
        (await StepsAsync(store, run, "b")).ShouldBe(Enumerable.Range(0, 5).Select(step => (long)step));
        (await CountAsync(store, "SELECT points FROM metric_bundles")).ShouldBe(5);
        (await CountAsync(store, "SELECT SUM(points) FROM metric_blocks")).ShouldBe(80);
    }

    [Fact]
    public async Task A_run_removed_since_the_sealing_was_planned_gets_no_bundle()
    {
        await using var store = await OpenAsync();
        var run = await NewRunAsync(store);
        await LogAsync(store, run, "a", 0, 5);
        var sealer = new MetricSealer(1);
        var plan = await store.Database.Readers.ReadAsync(session => sealer.PlanAsync(session, Cancel), Cancel);

        await store.Runs.DeleteRunAsync(run, Cancel);
        var purge = store.Features.Purge!;
        var items = await purge.MarkAsync([.. await purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel)], Cancel);
        await purge.RemoveAsync(items, Cancel);
        await sealer.ApplyAsync(plan, store.Database.Writes, Cancel);

        (await CountAsync(store, "SELECT COUNT(*) FROM metric_bundles")).ShouldBe(0);
    }

    private async Task<SqlTrackingStore> OpenAsync() => (SqlTrackingStore)await fixture.CreateAsync();

    private static async Task<string> NewRunAsync(SqlTrackingStore store) =>
        (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;

    private static Task LogAsync(SqlTrackingStore store, string run, string key, int first, int count) => store.Runs.LogAsync(
        LogBatch.Create(run, [.. Enumerable.Range(first, count).Select(step => new Metric(key, step / 3.0, step, step))]), Cancel);

    private static async Task<IEnumerable<long>> StepsAsync(SqlTrackingStore store, string run, string key) =>
        (await store.Metrics.GetHistoryAsync(run, key, cancellationToken: Cancel)).Items.Select(point => point.Step);

    /// <summary>The only run of these stores has number 1.</summary>
    private static Task SealAsync(SqlTrackingStore store) =>
        new MetricSealer(1).SealInSlicesAsync(store.Database.Readers, store.Database.Writes, Cancel);

    private static Task<long> CountAsync(SqlTrackingStore store, string sql) =>
        store.Database.Readers.ReadAsync(async session => Convert.ToInt64(await session.ScalarAsync(sql), null), Cancel);
}
