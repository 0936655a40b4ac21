using Leat.Cli.Tests.Processes;
using Leat.Core;
using Leat.Storage.Sqlite;
using Leat.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Leat.Cli.Tests.Upkeep;

/// <summary><c>leat db …</c> with the real executable.</summary>
public sealed class DbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_database_is_checked_upgraded_and_compacted()
    {
        await MakeAsync();

        var check = await LeatProcess.RunAsync(_folder.Path, "db", "check");
        check.ExitCode.ShouldBe(0, check.Stderr);
        check.Stdout.ShouldEndWith("No damage found in 1 run.\n");

        var upgrade = await LeatProcess.RunAsync(_folder.Path, "db", "upgrade", "sqlite:///leat.db");
        upgrade.ExitCode.ShouldBe(0, upgrade.Stderr);
        upgrade.Stdout.ShouldMatch(@"The database has schema version \d+: nothing to do\.");

        var compact = await LeatProcess.RunAsync(_folder.Path, "db", "compact", "--backend-store-uri", "sqlite:///leat.db");
        compact.ExitCode.ShouldBe(0, compact.Stderr);
        compact.Stdout.ShouldContain("VACUUM");
        compact.Stdout.ShouldMatch(@"Before: [\d.]+ KiB\. After: [\d.]+ KiB\.");
    }

    [Fact]
    public async Task Data_beside_the_file_is_named_to_whoever_may_copy_it()
    {
        await MakeAsync();
        await using var inUse = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = _folder.File("leat.db") }, Cancel);
        await inUse.Experiments.CreateExperimentAsync(NewExperiment.Create("one more"), Cancel);

        var check = await LeatProcess.RunAsync(_folder.Path, "db", "check");

        check.ExitCode.ShouldBe(0, check.Stderr);
        check.Stderr.ShouldMatch(@"Note: leat\.db-wal holds [\d.]+ KiB that may not be in leat\.db yet\.");
    }

    [Fact]
    public async Task Damage_is_printed_and_the_exit_code_says_so()
    {
        var run = await MakeAsync();
        await ExecuteAsync("UPDATE metric_latest SET value = 7");

        var result = await LeatProcess.RunAsync(_folder.Path, "db", "check");

        result.ExitCode.ShouldBe(1);
        result.Stdout.ShouldContain($"run {run}, metric 'loss': its latest value says step 3 at 2");
        result.Stdout.ShouldEndWith("1 finding in 1 run.\n");
    }

    [Fact]
    public async Task Locations_that_mix_up_files_are_named()
    {
        var run = await MakeAsync();
        await ExecuteAsync(
            $"UPDATE experiments SET artifact_location = 'files'; UPDATE runs SET artifact_uri = 'mlflow-artifacts://{run}/artifacts'");

        var result = await LeatProcess.RunAsync(_folder.Path, "db", "check");

        result.ExitCode.ShouldBe(1);
        result.Stdout.ShouldContain("experiment Default: its location 'files' is relative");
        result.Stdout.ShouldContain($"run {run}: its location 'mlflow-artifacts://{run}/artifacts' does not end in '/{run}/artifacts'");
        result.Stdout.ShouldEndWith("2 findings in 1 run.\n");
    }

    [Fact]
    public async Task Missing_steps_are_listed_and_run()
    {
        await ExecuteAsync("CREATE TABLE leat_schema (version INTEGER NOT NULL, applied_ms INTEGER NOT NULL)");

        var dry = await LeatProcess.RunAsync(_folder.Path, "db", "upgrade", "--dry-run");
        dry.Stdout.ShouldContain("Would upgrade the database from schema version 0 to ");
        dry.Stdout.ShouldContain("  step 1: CREATE TABLE");
        var real = await LeatProcess.RunAsync(_folder.Path, "db", "upgrade");
        real.ExitCode.ShouldBe(0, real.Stderr);
        real.Stdout.ShouldContain("Upgraded the database from schema version 0 to ");
    }

    [Fact]
    public async Task Help_and_mistakes_name_the_whole_command()
    {
        var help = await LeatProcess.RunAsync(_folder.Path, "db", "check", "--help");
        help.Stdout.ShouldContain("Usage: leat db check [URI] [options]");
        help.Stdout.ShouldContain("--env-file FILE");
        help.Stdout.ShouldContain("Examples:\n  leat db check\n");

        var wrong = await LeatProcess.RunAsync(_folder.Path, "db", "chek");
        wrong.ExitCode.ShouldBe(2);
        wrong.Stderr.ShouldBe("leat: Unknown command 'chek'. Did you mean 'check'?\nTry 'leat db --help'.\n");

        var absent = await LeatProcess.RunAsync(_folder.Path, "db", "check", "sqlite:///absent.db");
        absent.ExitCode.ShouldBe(1);
        absent.Stderr.ShouldStartWith("leat: There is no database '");
        File.Exists(_folder.File("absent.db")).ShouldBeFalse();
    }

    private async Task<string> MakeAsync()
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = _folder.File("leat.db") }, Cancel);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
        await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("loss", 1, 2, 3)]), Cancel);
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
}
