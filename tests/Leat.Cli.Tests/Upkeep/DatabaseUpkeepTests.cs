using Leat.Core;
using Leat.Testing.Databases;

namespace Leat.Cli.Tests.Upkeep;

/// <summary>The upkeep commands, with the real executable, on each database server.</summary>
public sealed class DatabaseUpkeepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => DatabaseServers.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_steps_are_listed_and_run_on_an_empty_database(DatabaseKind kind)
    {
        using var database = await WorkedDatabase.MakeAsync(kind);

        (await database.RunAsync("db", "check")).Stderr.ShouldContain("run 'leat db upgrade' first");
        var dry = await database.RunAsync("db", "upgrade", "--dry-run");
        dry.Stdout.ShouldContain("Would upgrade the database from schema version 0 to ");
        dry.Stdout.ShouldContain("  step 1: CREATE TABLE");
        var real = await database.RunAsync("db", "upgrade");
        real.ExitCode.ShouldBe(0, real.Stderr);
        real.Stdout.ShouldContain("Upgraded the database from schema version 0 to ");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_database_that_a_server_writes_to_is_upgraded_checked_and_compacted(DatabaseKind kind)
    {
        using var database = await WorkedDatabase.MakeAsync(kind);
        await database.WhileWrittenAsync(async () =>
        {
            var upgrade = await database.RunAsync("db", "upgrade");
            upgrade.ExitCode.ShouldBe(0, upgrade.Stderr);
            upgrade.Stdout.ShouldMatch(@"The database has schema version \d+: nothing to do\.");

            var compact = await database.RunAsync("db", "compact");
            compact.ExitCode.ShouldBe(0, compact.Stderr);
            compact.Stdout.ShouldContain("Packed the recent points of 1 run");
            compact.Stdout.ShouldContain("statistics are fresh");
            compact.Stdout.ShouldMatch(@"Before: [\d.]+ [KM]iB\. After: [\d.]+ [KM]iB\.");

            await ShouldBeSoundAsync(database);
        });
        await ShouldBeSoundAsync(database);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_deleted_goes_with_its_files_while_a_server_writes(DatabaseKind kind)
    {
        using var database = await WorkedDatabase.MakeAsync(kind);
        string experiment, inside, deleted, active, model, modelInside;
        await using (var store = await database.OpenAsync())
        {
            experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("gone"), Cancel);
            (inside, deleted, active) = (await LoggedAsync(store, experiment), await LoggedAsync(store, "0"), await LoggedAsync(store, "0"));
            modelInside = (await store.Models.CreateModelAsync(NewLoggedModel.Create(experiment, "m"), Cancel)).ModelId;
            model = (await store.Models.CreateModelAsync(NewLoggedModel.Create("0", "m"), Cancel)).ModelId;
            await store.Experiments.DeleteExperimentAsync(experiment, Cancel);
            await store.Runs.DeleteRunAsync(deleted, Cancel);
            await store.Models.DeleteModelAsync(model, Cancel);
        }

        string[][] goes =
        [
            [experiment, inside, "artifacts", "a"], [experiment, "models", modelInside, "artifacts", "a"],
            ["0", deleted, "artifacts", "a"], ["0", "models", model, "artifacts", "a"],
        ];
        string[] stays = ["0", active, "artifacts", "a"];
        foreach (var path in goes.Append(stays))
            await database.WriteArtifactAsync(path);

        await database.WhileWrittenAsync(async () =>
        {
            var dry = await database.RunAsync("gc", "--dry-run");
            dry.ExitCode.ShouldBe(0, dry.Stderr);
            dry.Stdout.ShouldContain("Would remove 2 runs, 1 experiment, 2 logged models, ");
            dry.Stdout.ShouldContain(" and 20 bytes of files. Nothing was removed.");
            (await database.RunAsync("gc", "--older-than", "1d")).Stdout.ShouldContain("Removed 0 runs, 0 experiments, 0 logged models.");
            (await database.RunAsync("gc", "--run-ids", active)).ExitCode.ShouldBe(1);
            goes.ShouldAllBe(path => File.Exists(database.Artifact(path)));

            (await database.RunAsync("gc", "--experiment-ids", experiment)).Stdout.ShouldContain("Removed 1 run, 1 experiment, 1 logged model.");
            var rest = await database.RunAsync("gc");
            rest.ExitCode.ShouldBe(0, rest.Stderr);
            rest.Stdout.ShouldContain($"Run with ID {deleted} has been permanently deleted.\n");
            rest.Stdout.ShouldContain($"Logged model with ID {model} has been permanently deleted.\n");
        });

        goes.ShouldAllBe(path => !File.Exists(database.Artifact(path)));
        File.Exists(database.Artifact(stays)).ShouldBeTrue();
        await using (var store = await database.OpenAsync())
        {
            (await store.Runs.GetRunAsync(active, Cancel)).Data.Metrics.Count.ShouldBe(1);
            (await Should.ThrowAsync<LeatException>(() => store.Runs.GetRunAsync(deleted, Cancel))).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
            (await store.Experiments.FindExperimentByNameAsync("gone", Cancel)).ShouldBeNull();
        }

        await ShouldBeSoundAsync(database);
    }

    /// <summary>Each kind of damage is in its own run, so that one check finds them all.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_damage_is_found_and_named(DatabaseKind kind)
    {
        using var database = await WorkedDatabase.MakeAsync(kind);
        string inBlock, inBundle, late, cut, lost, inputless;
        await using (var store = await database.OpenAsync())
        {
            (inBlock, inBundle) = (await LoggedAsync(store, "0", points: 300), await LoggedAsync(store, "0"));
            (late, cut) = (await LoggedAsync(store, "0"), await LoggedAsync(store, "0"));
            (lost, inputless) = (await LoggedAsync(store, "0"), await LoggedAsync(store, "0"));
            await store.Runs.LogInputsAsync(LogInputs.Create(inputless, [new DatasetInput(new Dataset("d", "1", "local", "{}"), [])]), Cancel);
        }

        (await database.RunAsync("db", "compact")).ExitCode.ShouldBe(0);
        await using (var store = await database.OpenAsync())
            await store.Runs.LogAsync(LogBatch.ForMetric(cut, new Metric("loss", 1, 9, 9)), Cancel);
        await ShouldBeSoundAsync(database);
        var flip = kind == DatabaseKind.PostgreSql
            ? "set_byte(data, length(data) - 9, get_byte(data, length(data) - 9) # 1)"
            : "INSERT(data, LENGTH(data) - 8, 1, CHAR(ASCII(SUBSTR(data, LENGTH(data) - 8, 1)) ^ 1))";
        var withoutKeys = kind == DatabaseKind.PostgreSql ? "SET session_replication_role = replica" : "SET foreign_key_checks = 0";
        await database.ExecuteAsync(
            $"""
            {withoutKeys};
            UPDATE metric_blocks SET data = {flip} WHERE run = {NumberOf(inBlock)};
            UPDATE metric_bundles SET data = {flip} WHERE run = {NumberOf(inBundle)};
            UPDATE metric_latest SET value = 7 WHERE run = {NumberOf(late)};
            UPDATE metric_tail SET points = SUBSTR(points, 1, 5) WHERE run = {NumberOf(cut)};
            DELETE FROM datasets;
            DELETE FROM runs WHERE run_id = '{lost}';
            """);

        var result = await database.RunAsync("db", "check");

        result.ExitCode.ShouldBe(1);
        result.Stdout.ShouldContain($"run {inBlock}, metric 'loss': block ");
        result.Stdout.ShouldContain($"run {inBundle}: bundle: ");
        result.Stdout.ShouldContain($"run {late}, metric 'loss': its latest value says step 3 at 2, but its points end with step 3 at 2, value 1 instead of 7");
        result.Stdout.ShouldContain($"run {cut}: tail row ");
        result.Stdout.ShouldContain($"run {inputless}: a row of table inputs has dataset number 1, which is not there");
        result.Stdout.ShouldContain("rows of table metric_bundles, but there is no such run");
        result.Stdout.ShouldContain("rows of table params, but there is no such run");
    }

    private static string NumberOf(string run) => $"(SELECT id FROM runs WHERE run_id = '{run}')";

    /// <summary>A run with a param and a metric, whose points are too few for a block unless more are requested.</summary>
    private static async Task<string> LoggedAsync(ITrackingStore store, string experiment, int points = 1)
    {
        var run = (await store.Runs.CreateRunAsync(NewRun.Create(experiment, "r"), Cancel)).Info.RunId;
        var earlier = Enumerable.Range(1, points - 1).Select(i => new Metric("loss", i, 2, 3 - i));
        await store.Runs.LogAsync(LogBatch.Create(run, [.. earlier, new Metric("loss", 1, 2, 3)], [new Param("p", "v")]), Cancel);
        return run;
    }

    private static async Task ShouldBeSoundAsync(WorkedDatabase database)
    {
        var check = await database.RunAsync("db", "check");
        check.ExitCode.ShouldBe(0, check.Stdout + check.Stderr);
        check.Stdout.ShouldContain("No damage found in ");
    }
}
