using Leat.Core;
using Leat.Core.Search;
using Leat.Transfer.Stores;

namespace Leat.Transfer.Tests.Export;

/// <summary>Of runs that a search chose, what belongs to them goes out, and nothing else.</summary>
public sealed class ChosenRunsTests : TransferTest
{
    private const string Baseline = "60c48835453741c89c2ae2d613f98a0b";

    private string Target => Path.Combine(Folder, "parquet");

    [Fact]
    public async Task Their_experiments_models_and_traces_are_taken()
    {
        var report = await ExportAsync("metrics.loss < 0.5");

        (await TableAsync("runs", "run_id")).ShouldBe([Baseline]);
        (await TableAsync("experiments", "experiment_id")).ShouldBe(["1"]);
        (await TableAsync("metric_points", "run_id")).Distinct().ShouldBe([Baseline]);
        (await TableAsync("logged_models", "source_run_id")).Distinct().ShouldBe([Baseline]);
        (await TableAsync("registered_models", "name")).ShouldBeEmpty();
        (await TableAsync("trace_runs", "run_id")).ShouldAllBe(run => run == Baseline);
        report.Counts.Single(count => count.Key == TransferKind.Run).Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_model_that_a_chosen_run_only_used_is_taken()
    {
        await ExportAsync("attributes.run_id = 'f92fa9c460a34a08a1bc784c3b9d99ac'");

        (await TableAsync("run_models", "direction", "model_id")).ShouldBe(["input|m-5ee7d7ff018140d49421b1f93831d410"]);
        (await TableAsync("logged_models", "model_id")).ShouldBe(["m-5ee7d7ff018140d49421b1f93831d410"]);
    }

    [Fact]
    public async Task Where_none_matches_nothing_goes_out()
    {
        var report = await ExportAsync("metrics.loss > 1000");

        report.Counts.ShouldBeEmpty();
        report.Points.ShouldBe(0);
    }

    [Fact]
    public async Task Deleted_runs_are_not_chosen()
    {
        var store = await OpenTargetAsync();
        await ImportAsync(store);
        var active = (await RunsAsync(store)).Count(run => run.Info.LifecycleStage == LifecycleStage.Active);

        await ExportAsync("attributes.start_time > 0");

        (await TableAsync("runs", "lifecycle_stage")).ShouldBe(Enumerable.Repeat("active", active));
    }

    private Task<List<string>> TableAsync(string table, params string[] columns) => ParquetRows.ReadAsync(Path.Combine(Target, table + ".parquet"), columns);

    private async Task<ExportReport> ExportAsync(string filter)
    {
        await ImportAsync(await OpenTargetAsync());
        await using var source = new StoreSource(await OpenAsync("leat.db"), "the store") { ChosenRuns = RunSearch.ParseFilter(filter) };
        return await new ParquetExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);
    }
}
