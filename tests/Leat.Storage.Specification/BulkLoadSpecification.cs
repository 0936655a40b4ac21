using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Runs loaded in bulk read as if they had been logged.</summary>
public abstract class BulkLoadSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Fact]
    public async Task A_loaded_run_reads_as_it_was_given()
    {
        var points = Enumerable.Range(0, 5_000).Select(i => new MetricPoint(i, 1_000 + i, 1.0 / (i + 1))).ToList();
        var run = NewRun("imported-1") with
        {
            Params = [new Param("depth", "3")],
            Tags = [new Tag("team", "a")],
            Metrics = [new BulkSeries("loss", points), new BulkSeries("empty", [])],
        };

        await Store.Bulk.LoadAsync([run], Cancel);

        var read = await Runs.GetRunAsync("imported-1", Cancel);
        read.Info.ShouldBe(run.Info with { ArtifactUri = read.Info.ArtifactUri });
        read.Info.ArtifactUri.ShouldEndWith("/0/imported-1/artifacts");
        read.Data.Params.ShouldBe(run.Params);
        read.Data.Tags.ShouldBe(run.Tags);
        read.Data.Metrics.ShouldBe([new Metric("loss", 1.0 / 5_000, 5_999, 4_999)]);
        (await Metrics.GetHistoryAsync("imported-1", "loss", cancellationToken: Cancel)).Items.ShouldBe(points);
    }

    [Fact]
    public async Task Odd_values_repeats_and_late_points_are_as_if_they_had_been_logged()
    {
        MetricPoint[] points =
        [
            new(-5, 9, double.PositiveInfinity), new(1, 1, double.NaN), new(1, 1, double.NaN), new(2, 0, -0.0), new(2, 0, 0.0), new(2, 1, -3),
        ];
        var logged = await NewRunAsync();
        await Runs.LogAsync(LogBatch.Create(logged, [.. points.Select(p => new Metric("m", p.Value, p.TimestampMs, p.Step))]), Cancel);

        await Store.Bulk.LoadAsync([NewRun("loaded") with { Metrics = [new BulkSeries("m", points)] }], Cancel);
        await Runs.LogAsync(LogBatch.Create("loaded", [new Metric("m", 7, 0, 0)]), Cancel);
        await Runs.LogAsync(LogBatch.Create(logged, [new Metric("m", 7, 0, 0)]), Cancel);

        (await Runs.GetRunAsync("loaded", Cancel)).Data.Metrics.ShouldBe((await Runs.GetRunAsync(logged, Cancel)).Data.Metrics);
        (await Metrics.GetHistoryAsync("loaded", "m", cancellationToken: Cancel)).Items
            .ShouldBe((await Metrics.GetHistoryAsync(logged, "m", cancellationToken: Cancel)).Items);
    }

    [Fact]
    public async Task A_deleted_run_is_loaded_as_deleted_and_found_by_searches()
    {
        var gone = NewRun("gone", LifecycleStage.Deleted) with { DeletedTimeMs = 77 };
        await Store.Bulk.LoadAsync([gone, NewRun("there") with { Params = [new Param("p", "v")] }], Cancel);

        (await SearchAsync(ViewType.DeletedOnly)).ShouldBe(["gone"]);
        (await SearchAsync(ViewType.ActiveOnly, "params.p = 'v'")).ShouldBe(["there"]);
        (await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { DeletedBeforeMs = 78 }, Cancel)).Select(item => item.Id).ShouldBe(["gone"]);
    }

    [Fact]
    public async Task A_load_with_a_fault_stores_nothing()
    {
        await Store.Bulk.LoadAsync([NewRun("taken")], Cancel);
        var backwards = new BulkSeries("m", [new MetricPoint(2, 0, 0), new MetricPoint(1, 0, 0)]);

        (await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadAsync([NewRun("new"), NewRun("taken")], Cancel)))
            .Message.ShouldBe("A run with id=taken exists already.");
        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadAsync([NewRun("twice"), NewRun("twice")], Cancel));
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Store.Bulk.LoadAsync([NewRun("new"), NewRun("x") with { Metrics = [backwards] }], Cancel));

        (await SearchAsync(ViewType.All)).ShouldBe(["taken"]);
    }

    private async Task<IEnumerable<string>> SearchAsync(ViewType view, string? filter = null)
    {
        var query = new RunQuery { ExperimentIds = [Experiment.DefaultId], View = view, Filter = RunSearch.ParseFilter(filter) };
        return (await Runs.SearchRunsAsync(query, Cancel)).Items.Select(run => run.Info.RunId);
    }

    private static BulkRun NewRun(string id, LifecycleStage stage = LifecycleStage.Active) =>
        new(new RunInfo(id, Experiment.DefaultId, "a name", "ann", RunStatus.Finished, 5, 6, "", stage));
}
