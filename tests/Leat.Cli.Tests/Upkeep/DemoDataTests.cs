using Leat.Cli.Tests.Processes;
using Leat.Core;
using Leat.Storage.Sqlite;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Upkeep;

/// <summary><c>leat demo-data</c> creates what was requested, the same each time.</summary>
public sealed class DemoDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_and_points_are_as_many_as_asked_for_and_the_same_for_the_same_seed()
    {
        var first = await MakeAsync("a.db", "--seed", "7");
        var second = await MakeAsync("b.db", "--seed", "7");
        var other = await MakeAsync("c.db", "--seed", "8");

        first.Count.ShouldBe(1_200);
        first.Select(run => run.Info.RunId).ShouldBe(second.Select(run => run.Info.RunId));
        first[5].Data.Metrics.ShouldBe(second[5].Data.Metrics);
        first[5].Info.ShouldBe(second[5].Info);
        first.Select(run => run.Info.RunId).Intersect(other.Select(run => run.Info.RunId)).ShouldBeEmpty();

        first.ShouldAllBe(run => run.Data.Params.Count == 10 && run.Data.Tags.Count >= 5);
        first.ShouldContain(run => run.Data.Tags.Any(tag => tag.Key == "mlflow.parentRunId"));
        first.ShouldContain(run => run.Info.Status == RunStatus.Failed);
        first.ShouldContain(run => run.Info.LifecycleStage == LifecycleStage.Deleted);
        (await CountPointsAsync("a.db", first)).ShouldBe(30_001);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        await MakeAsync("a.db");
        var again = await LeatProcess.RunAsync(_folder.Path, "demo-data", "--backend-store-uri", "sqlite:///a.db");

        again.ExitCode.ShouldBe(1);
        again.Stderr.ShouldBe("leat: Experiment 'demo' already exists (id 1): choose another name with --experiment.\n");
    }

    [Fact]
    public async Task A_number_that_is_none_is_told()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "demo-data", "--runs", "many");

        result.ExitCode.ShouldBe(2);
        result.Stderr.ShouldBe("leat: Invalid value for --runs: 'many' is not a whole number from 1 to 1000000000000.\n");
    }

    private async Task<IReadOnlyList<Run>> MakeAsync(string file, params string[] more)
    {
        var result = await LeatProcess.RunAsync(
            _folder.Path, ["demo-data", "--runs", "1200", "--points", "30001", "--backend-store-uri", $"sqlite:///{file}", .. more]);
        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain("Created 1,200 runs with 30,001 points in experiment 'demo' in ");
        await using var store = await OpenAsync(file);
        var query = new RunQuery { ExperimentIds = ["1"], MaxResults = 5_000, View = ViewType.All };
        return (await store.Runs.SearchRunsAsync(query, Cancel)).Items;
    }

    private async Task<long> CountPointsAsync(string file, IReadOnlyList<Run> runs)
    {
        await using var store = await OpenAsync(file);
        var points = 0L;
        foreach (var run in runs)
        {
            foreach (var metric in run.Data.Metrics)
                points += (await store.Metrics.GetHistoryAsync(run.Info.RunId, metric.Key, cancellationToken: Cancel)).Items.Count;
        }

        return points;
    }

    private Task<ITrackingStore> OpenAsync(string file) =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Path = _folder.File(file) }, Cancel);
}
