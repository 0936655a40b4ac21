using Leat.Core;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>A writer caches the runs it has logged to, but must see changes by others at once.</summary>
public sealed class RunStateTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_deleted_by_anybody_takes_no_more_points(bool byAnotherConnection)
    {
        var path = fixture.NewPath();
        await using var store = await SqliteFixture.OpenAsync(path);
        await using var other = await SqliteFixture.OpenAsync(path);
        var deleting = byAnotherConnection ? other : store;
        var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("e"), Cancel);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create(experiment, "r"), Cancel)).Info.RunId;
        for (var step = 0; step < 3; step++)
            await LogAsync(store, run, step);

        await deleting.Runs.DeleteRunAsync(run, Cancel);
        await Should.ThrowAsync<LeatException>(() => LogAsync(store, run, 3));
        await deleting.Runs.RestoreRunAsync(run, Cancel);
        await LogAsync(store, run, 4);
        await deleting.Experiments.DeleteExperimentAsync(experiment, Cancel);
        await Should.ThrowAsync<LeatException>(() => LogAsync(store, run, 5));

        (await store.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.Select(point => point.Step).ShouldBe([0, 1, 2, 4]);
    }

    private static Task LogAsync(ITrackingStore store, string run, long step) =>
        store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", step, step, step)]), Cancel);
}
