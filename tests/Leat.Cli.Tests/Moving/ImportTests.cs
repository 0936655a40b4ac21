using System.Text.Json;
using Leat.Cli.Tests.Processes;
using Leat.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Leat.Cli.Tests.Moving;

/// <summary><c>leat import</c> says what came, what did not, and what to do next.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var sample = new StreamReader(typeof(ImportTests).Assembly.GetManifestResourceStream("mlflow-3.6.sql")!);
        await using var connection = new SqliteConnection($"Data Source={_folder.File("mlflow.db")};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = await sample.ReadToEndAsync(Cancel);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_MLflow_database_is_imported_with_the_command_that_its_refusal_names()
    {
        var before = await File.ReadAllBytesAsync(_folder.File("mlflow.db"), Cancel);
        var refused = await LeatProcess.RunAsync(_folder.Path, "db", "check", "sqlite:///mlflow.db");
        refused.Stderr.ShouldContain($"'leat import sqlite:///{_folder.File("mlflow.db")} --to sqlite:///leat.db'");

        var result = await LeatProcess.RunAsync(_folder.Path, "import", $"sqlite:///{_folder.File("mlflow.db")}", "--to", "sqlite:///leat.db");

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain("The source was only read.");
        result.Stdout.ShouldContain("runs                           6           6           0           0           0\n");
        result.Stdout.ShouldContain("17 points of metrics came.");
        result.Stdout.ShouldContain("6 runs in mlflow-artifacts:/: give 'leat server' the --artifacts-destination of the old server");
        result.Stdout.ShouldEndWith("All of it is here as in the source, 17 points of metrics included.\n");
        (await File.ReadAllBytesAsync(_folder.File("mlflow.db"), Cancel)).ShouldBe(before);
        (await LeatProcess.RunAsync(_folder.Path, "db", "check", "sqlite:///leat.db")).Stdout.ShouldContain("No damage found in 6 runs.");
    }

    [Fact]
    public async Task A_comparison_names_what_differs()
    {
        (await LeatProcess.RunAsync(_folder.Path, "import", "mlflow.db", "--no-verify")).Stdout.ShouldNotContain("checksums");
        (await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", "sqlite:///leat.db")).ExitCode.ShouldBe(0);
        await using (var connection = new SqliteConnection($"Data Source={_folder.File("mlflow.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE params SET value = '0.02' WHERE key = 'lr'";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var result = await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", "sqlite:///leat.db");

        result.ExitCode.ShouldBe(1);
        result.Stdout.ShouldEndWith("1 difference, of which 0 say that something is not here:\n  run 60c48835453741c89c2ae2d613f98a0b differs in the param 'lr'\n");
        var json = await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", "sqlite:///leat.db", "--output", "json");
        JsonDocument.Parse(json.Stdout).RootElement.GetProperty("difference_count").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_store_is_moved_to_another_one()
    {
        (await LeatProcess.RunAsync(_folder.Path, "import", "mlflow.db", "--no-verify")).ExitCode.ShouldBe(0);

        var moved = await LeatProcess.RunAsync(_folder.Path, "import", "sqlite:///leat.db", "--to", "sqlite:///moved.db");

        moved.ExitCode.ShouldBe(0, moved.Stdout + moved.Stderr);
        moved.Stdout.ShouldEndWith("All of it is here as in the source, 17 points of metrics included.\n");
        (await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", "sqlite:///moved.db")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_dry_run_creates_nothing_and_programs_read_what_it_says()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "import", "mlflow.db", "--dry-run", "--output", "json");

        result.ExitCode.ShouldBe(0, result.Stderr);
        using var json = JsonDocument.Parse(result.Stdout);
        json.RootElement.GetProperty("dry_run").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("counts").GetProperty("runs").GetProperty("new").GetInt64().ShouldBe(6);
        json.RootElement.GetProperty("points").GetInt64().ShouldBe(17);
        File.Exists(_folder.File("leat.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("sqlite:///nothing.db", "leat: There is no database '")]
    [InlineData("mlflow://x", "leat: Unknown scheme 'mlflow'")]
    [InlineData("./mlruns", "leat: There is no directory '")]
    [InlineData(".", "leat: '")]
    [InlineData("http://", "leat: 'http://' is not the address of a server")]
    [InlineData("http://127.0.0.1:1", "leat: Cannot reach the tracking server http://127.0.0.1:1/: ")]
    public async Task A_source_that_is_none_is_refused(string source, string sentence)
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "import", source);

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldStartWith(sentence);
        File.Exists(_folder.File("leat.db")).ShouldBeFalse();
    }
}
