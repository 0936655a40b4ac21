using Leat.Cli.Tests.Processes;
using Leat.Core;
using Leat.Storage.Sqlite;
using Leat.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Leat.Cli.Tests.Upkeep;

/// <summary><c>leat gc</c> with the real executable on a real database and real files.</summary>
public sealed class GcTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Deleted_runs_go_with_their_files_and_nothing_else()
    {
        var (kept, gone) = (await NewRunAsync(), await NewRunAsync(delete: true));

        var result = await LeatProcess.RunAsync(_folder.Path, "gc");

        result.Stderr.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldContain($"Run with ID {gone} has been permanently deleted.\n");
        result.Stdout.ShouldContain("Removed 1 run, 0 experiments, 0 logged models.");
        Directory.Exists(FolderOf(gone)).ShouldBeFalse();
        File.Exists(Path.Combine(FolderOf(kept), "artifacts", "model.bin")).ShouldBeTrue();
        await using var store = await OpenAsync();
        (await store.Runs.GetRunAsync(kept, Cancel)).Data.Metrics.Count.ShouldBe(1);
        (await Should.ThrowAsync<LeatException>(() => store.Runs.GetRunAsync(gone, Cancel))).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
    }

    [Fact]
    public async Task Dry_run_counts_and_removes_nothing()
    {
        var run = await NewRunAsync(delete: true);

        var result = await LeatProcess.RunAsync(_folder.Path, "gc", "--dry-run");

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain($"Run with ID {run} would be permanently deleted: ");
        result.Stdout.ShouldContain("5 bytes of files.");
        result.Stdout.ShouldContain("Would remove 1 run, 0 experiments, 0 logged models, ");
        File.Exists(Path.Combine(FolderOf(run), "artifacts", "model.bin")).ShouldBeTrue();
        await using var store = await OpenAsync();
        (await store.Runs.GetRunAsync(run, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
    }

    [Fact]
    public async Task Young_ones_stay_and_a_named_young_one_is_refused()
    {
        var run = await NewRunAsync(delete: true);

        (await LeatProcess.RunAsync(_folder.Path, "gc", "--older-than", "1d")).Stdout.ShouldContain("Removed 0 runs");
        var named = await LeatProcess.RunAsync(_folder.Path, "gc", "--older-than", "1d", "--run-ids", run);

        named.ExitCode.ShouldBe(1);
        named.Stderr.ShouldStartWith($"leat: Run {run} is not older than the required age");
    }

    [Fact]
    public async Task A_named_active_run_is_refused_and_nothing_is_removed()
    {
        var (active, deleted) = (await NewRunAsync(), await NewRunAsync(delete: true));

        var result = await LeatProcess.RunAsync(_folder.Path, "gc", "--run-ids", $"{deleted},{active}");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldBe(
            $"leat: Run {active} is not in `deleted` lifecycle stage. Only runs in `deleted` lifecycle stage can be deleted.\n");
        await using var store = await OpenAsync();
        (await store.Runs.GetRunAsync(deleted, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
    }

    [Fact]
    public async Task An_experiment_goes_with_runs_models_and_files()
    {
        string experiment, run, model;
        await using (var store = await OpenAsync())
        {
            experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("gone"), Cancel);
            run = (await store.Runs.CreateRunAsync(NewRun.Create(experiment, "r"), Cancel)).Info.RunId;
            model = (await store.Models.CreateModelAsync(NewLoggedModel.Create(experiment, "m"), Cancel)).ModelId;
            await store.Experiments.DeleteExperimentAsync(experiment, Cancel);
        }

        var files = _folder.File($"mlartifacts/{experiment}");
        await WriteAsync(Path.Combine(files, run, "artifacts", "a.txt"));
        await WriteAsync(Path.Combine(files, "models", model, "artifacts", "MLmodel"));

        var result = await LeatProcess.RunAsync(_folder.Path, "gc", "--experiment-ids", experiment);

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain($"Run with ID {run} has been permanently deleted.\n");
        result.Stdout.ShouldContain($"Logged model with ID {model} has been permanently deleted.\n");
        result.Stdout.ShouldContain($"Experiment with ID {experiment} has been permanently deleted.\n");
        Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_cannot_be_reached_keep_their_run_unless_forced()
    {
        var run = await NewRunAsync(delete: true, location: "s3://bucket/there");
        Directory.CreateDirectory(_folder.File("mlartifacts"));

        var kept = await LeatProcess.RunAsync(_folder.Path, "gc");
        kept.ExitCode.ShouldBe(1);
        kept.Stderr.ShouldContain($"Run with ID {run} is kept.\n");
        kept.Stdout.ShouldContain("Removed 0 runs, 0 experiments, 0 logged models. 1 kept");

        var forced = await LeatProcess.RunAsync(_folder.Path, "gc", "--force");
        forced.ExitCode.ShouldBe(0, forced.Stderr);
        forced.Stdout.ShouldContain("Removed 1 run,");
    }

    [Fact]
    public async Task Nothing_is_removed_where_others_may_have_files_too()
    {
        var run = await NewRunAsync(delete: true);
        await WriteAsync(_folder.File("mlartifacts/artifacts/of-another-run.bin"));
        await ExecuteAsync($"UPDATE runs SET artifact_uri = 'mlflow-artifacts://{run}/artifacts'");

        var kept = await LeatProcess.RunAsync(_folder.Path, "gc");
        kept.ExitCode.ShouldBe(1);
        kept.Stderr.ShouldContain($"does not end in '/{run}/artifacts'");
        kept.Stderr.ShouldContain($"Run with ID {run} is kept.\n");

        var forced = await LeatProcess.RunAsync(_folder.Path, "gc", "--force");
        forced.Stdout.ShouldContain("Removed 1 run,");
        File.Exists(_folder.File("mlartifacts/artifacts/of-another-run.bin")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_destination_that_is_not_there_is_probably_the_wrong_one()
    {
        var run = await NewRunAsync(delete: true);

        var result = await LeatProcess.RunAsync(_folder.Path, "gc", "--artifacts-destination", "elsewhere");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldContain("give the server's own with --artifacts-destination, or --force if no file was ever stored.");
        File.Exists(Path.Combine(FolderOf(run), "artifacts", "model.bin")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_gc_finishes_what_a_killed_one_began()
    {
        var run = await NewRunAsync(delete: true);
        await using (var store = await OpenAsync())
            await store.Purge.MarkAsync(await store.Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel), Cancel);

        // The age no longer matters: it was checked when the run was marked.
        var result = await LeatProcess.RunAsync(_folder.Path, "gc", "--older-than", "30d");

        result.Stdout.ShouldContain($"Run with ID {run} has been permanently deleted.");
        Directory.Exists(FolderOf(run)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_named_workspace_alone_is_collected()
    {
        var here = await NewRunAsync(delete: true);
        var there = await NewRunAsync(delete: true, workspace: "team-a");

        var dry = await LeatProcess.RunAsync(_folder.Path, "gc", "--workspace", "team-a", "--dry-run");
        dry.Stdout.ShouldContain("Would remove 1 run, 0 experiments, 0 logged models, ");
        dry.Stdout.ShouldContain($"Run with ID {there} would be permanently deleted: ");
        var foreign = await LeatProcess.RunAsync(_folder.Path, "gc", "--workspace", "team-a", "--run-ids", here);
        foreign.ExitCode.ShouldBe(1);
        foreign.Stderr.ShouldBe($"leat: Run with id={here} not found\n");
        var result = await LeatProcess.RunAsync(_folder.Path, "gc", "--workspace", "team-a", "--force");

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain("Removed 1 run, 0 experiments, 0 logged models.");
        await using (var store = await OpenAsync())
        {
            (await store.Runs.GetRunAsync(here, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
            (await Should.ThrowAsync<LeatException>(() => store.Runs.GetRunAsync(there, Cancel))).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
        }

        File.Exists(Path.Combine(FolderOf(here), "artifacts", "model.bin")).ShouldBeTrue();
        (await LeatProcess.RunAsync(_folder.Path, "gc", "--workspace", "default")).Stdout.ShouldContain("Removed 1 run,");
    }

    [Fact]
    public async Task Without_a_name_all_workspaces_are_collected()
    {
        await NewRunAsync(delete: true);
        await NewRunAsync(delete: true, workspace: "team-a");

        foreach (var options in (string[][])[[], ["--all-workspaces"]])
            (await LeatProcess.RunAsync(_folder.Path, ["gc", "--dry-run", .. options])).Stdout.ShouldContain("Would remove 2 runs, ");
    }

    [Fact]
    public async Task A_workspace_that_is_not_there_is_said_to_be_and_two_answers_are_none()
    {
        await NewRunAsync(delete: true);

        var unknown = await LeatProcess.RunAsync(_folder.Path, "gc", "--workspace", "team-b");
        unknown.ExitCode.ShouldBe(1);
        unknown.Stderr.ShouldBe("leat: Workspace 'team-b' not found\n");
        var both = await LeatProcess.RunAsync(_folder.Path, "gc", "--workspace", "default", "--all-workspaces");
        both.ExitCode.ShouldBe(2);
        both.Stderr.ShouldContain("--workspace and --all-workspaces cannot be combined");
        (await LeatProcess.RunAsync(_folder.Path, "gc", "--dry-run")).Stdout.ShouldContain("Would remove 1 run, ");
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "gc");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldStartWith($"leat: There is no database '{_folder.File("leat.db")}'");
        File.Exists(_folder.File("leat.db")).ShouldBeFalse();
    }

    private Task<ITrackingStore> OpenAsync() =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Path = _folder.File("leat.db"), DefaultArtifactRoot = "mlflow-artifacts:/" }, Cancel);

    private string FolderOf(string run) => _folder.File($"mlartifacts/0/{run}");

    private async Task<string> NewRunAsync(bool delete = false, string? location = null, string? workspace = null)
    {
        await using var owner = await OpenAsync();
        if (workspace is not null)
            await owner.Workspaces.CreateWorkspaceAsync(new Workspace(workspace, null, null), Cancel);
        var store = workspace is null ? owner : await owner.Workspaces.OpenWorkspaceAsync(workspace, Cancel);
        var experiment = location is null && workspace is null
            ? "0"
            : await store.Experiments.CreateExperimentAsync(NewExperiment.Create("elsewhere", location), Cancel);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create(experiment, "r"), Cancel)).Info.RunId;
        await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1, 1, 1)]), Cancel);
        if (delete)
            await store.Runs.DeleteRunAsync(run, Cancel);
        if (location is null && workspace is null)
            await WriteAsync(Path.Combine(FolderOf(run), "artifacts", "model.bin"));
        return run;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("leat.db")};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task WriteAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "12345", Cancel);
    }
}
