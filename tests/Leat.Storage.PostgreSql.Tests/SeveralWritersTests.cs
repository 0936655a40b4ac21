using Leat.Core;

namespace Leat.Storage.PostgreSql.Tests;

/// <summary>The write connections of one store.</summary>
public sealed class SeveralWritersTests(PostgreSqlFixture fixture) : IClassFixture<PostgreSqlFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_are_spread_over_the_writers_and_each_counts_its_own_transactions()
    {
        var connection = await fixture.NewSchemaAsync();
        await using var store = await PostgreSqlStore.OpenAsync(
            new PostgreSqlStoreOptions { ConnectionString = connection, Writers = 3 }, Cancel);
        var runs = new List<string>();
        for (var i = 0; i < 40; i++)
            runs.Add((await store.Runs.CreateRunAsync(NewRun.Create("0", $"r{i}"), Cancel)).Info.RunId);

        await Task.WhenAll(runs.Select(run => store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1, 1, 1)]), Cancel)));

        (await PostgreSqlFixture.ExecuteAsync(connection, "SELECT COUNT(*) FROM writers WHERE last_batch > 0")).ShouldBe(3L);
        (await PostgreSqlFixture.ExecuteAsync(connection, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(40L);
    }

    [Fact]
    public async Task One_run_keeps_to_one_writer_so_that_its_points_share_transactions()
    {
        var connection = await fixture.NewSchemaAsync();
        await using var store = await PostgreSqlStore.OpenAsync(
            new PostgreSqlStoreOptions { ConnectionString = connection, Writers = 3 }, Cancel);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(
            step => store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", step, step, step)]), Cancel)));

        ((long)(await PostgreSqlFixture.ExecuteAsync(connection, "SELECT COUNT(*) FROM metric_tail"))!).ShouldBeLessThan(40L);
        ((long)(await PostgreSqlFixture.ExecuteAsync(connection, "SELECT COUNT(*) FROM writers"))!).ShouldBeLessThanOrEqualTo(
            2L, "the run's, and the one that made it");
    }
}
