using Leat.Core;
using Leat.Transfer.Stores;

namespace Leat.Transfer.Tests.Stores;

/// <summary>A store moves to another one with all it holds.</summary>
public sealed class StoreSourceTests : TransferTest
{
    [Fact]
    public async Task What_came_from_MLflow_goes_on_to_another_store()
    {
        var first = await OpenTargetAsync();
        await ImportAsync(first);
        var second = await OpenTargetAsync("second.db");

        var report = await MoveAsync("leat.db", second);

        report.Counts.Select(count => (count.Kind, count.Added)).ShouldBe(
            [
                (TransferKind.Experiment, 4), (TransferKind.Run, 6), (TransferKind.LoggedModel, 3), (TransferKind.RegisteredModel, 2),
                (TransferKind.ModelVersion, 2), (TransferKind.Trace, 1),
            ]);
        (await VerifyAsync(second)).Differences.ShouldBeEmpty();
        (await MoveAsync("leat.db", second)).Counts.ShouldAllBe(count => count.Kept == count.Found);
    }

    [Fact]
    public async Task Prompts_late_points_and_quotes_in_names_come_too()
    {
        var first = await OpenTargetAsync();
        var run = (await first.Runs.CreateRunAsync(NewRun.Create(Experiment.DefaultId, "run", "ann", 1), Cancel)).Info.RunId;
        await first.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1, 30, 5), new Metric("m", 2, 20, 7), new Metric("m", double.NaN, 40, 6)]), Cancel);
        await first.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("ann's model"), Cancel);
        await first.Registry.CreateModelVersionAsync(NewModelVersion.Create("ann's model", "s3://bucket/model"), Cancel);
        Tag[] ofPrompt = [new(PromptTags.IsPrompt, "true"), new(PromptTags.Text, "Say {{it}}")];
        await first.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("prompt", tags: [ofPrompt[0]]), Cancel);
        await first.Registry.CreateModelVersionAsync(NewModelVersion.Create("prompt", "dummy", tags: ofPrompt), Cancel);
        var second = await OpenTargetAsync("second.db");

        await MoveAsync("leat.db", second);

        (await second.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.ShouldBe(
            (await first.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items);
        (await second.Registry.GetModelVersionAsync("ann's model", 1, Cancel)).Source.ShouldBe("s3://bucket/model");
        (await second.Registry.GetModelVersionAsync("prompt", 1, Cancel)).Tags.ShouldBe(ofPrompt, ignoreOrder: true);
    }

    [Fact]
    public async Task A_deleted_run_whose_time_nobody_knows_counts_as_deleted_today()
    {
        var first = await OpenTargetAsync();
        await ImportAsync(first);
        var second = await OpenTargetAsync("second.db");
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        await MoveAsync("leat.db", second);

        var old = new PurgeQuery(PurgeKind.Run) { DeletedBeforeMs = before };
        (await second.Purge.FindAsync(old, Cancel)).ShouldBeEmpty();
        (await second.Purge.FindAsync(old with { DeletedBeforeMs = null }, Cancel)).Count.ShouldBe(2);
    }

    private async Task<ImportReport> MoveAsync(string name, ITrackingStore target)
    {
        await using var source = new StoreSource(await OpenAsync(name), $"the store '{name}'");
        return await new Importer(source, target, new ImportOptions(), new NoProgress()).RunAsync(Cancel);
    }
}
