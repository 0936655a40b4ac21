using Leat.Cli.Tests.Processes;
using Leat.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Leat.Cli.Tests.Moving;

/// <summary>An import that is killed at any moment goes on when it is started again, and in the end everything is there once.</summary>
public sealed class ImportKillTests : IDisposable
{
    private const int Runs = 2_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_import_killed_in_mid_way_is_completed_by_the_next_ones()
    {
        await MakeSourceAsync();

        // Each is killed once it has stored more than those before it: at the last, most is there.
        foreach (var stored in (int[])[1, 500, 1_100, 1_700])
        {
            await using var import = LeatProcess.Start(_folder.Path, ["import", "mlflow.db", "--no-verify"]);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            limit.CancelAfter(TimeSpan.FromMinutes(1));
            while (await CountRunsAsync() < stored)
                await Task.Delay(TimeSpan.FromMilliseconds(2), limit.Token);
            await import.SignalAsync("KILL");
            await import.EndAsync();
        }

        var last = await LeatProcess.RunAsync(_folder.Path, "import", "mlflow.db");

        last.ExitCode.ShouldBe(0, last.Stdout + last.Stderr);
        last.Stdout.ShouldContain("All of it is here as in the source, 40,017 points of metrics included.");
        (await CountRunsAsync()).ShouldBe(Runs + 6);
        (await LeatProcess.RunAsync(_folder.Path, "db", "check", "sqlite:///leat.db")).Stdout.ShouldContain("No damage found");
    }

    private async Task MakeSourceAsync()
    {
        using var sample = new StreamReader(typeof(ImportTests).Assembly.GetManifestResourceStream("mlflow-3.6.sql")!);
        await using var connection = new SqliteConnection($"Data Source={_folder.File("mlflow.db")};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = await sample.ReadToEndAsync(Cancel)
            + $"""
            BEGIN;
            CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Runs}) SELECT i FROM n;
            INSERT INTO runs SELECT printf('%032x', i * 7919), 'run ' || i, 'UNKNOWN', '', '', 'ada', 'FINISHED', i, i + 1, '', 'active', '', 1, NULL FROM numbers;
            INSERT INTO params SELECT 'p', i, printf('%032x', i * 7919) FROM numbers;
            INSERT INTO metrics SELECT k.column1, i / 7.0, s.column1, printf('%032x', i * 7919), s.column1, 0
              FROM numbers, (VALUES ('loss'), ('accuracy')) k, (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) s;
            COMMIT;
            """;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>How many runs the store holds; 0 as long as there is none.</summary>
    private async Task<long> CountRunsAsync()
    {
        try
        {
            await using var connection = new SqliteConnection($"Data Source={_folder.File("leat.db")};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM runs";
            return (long)(await command.ExecuteScalarAsync(Cancel))!;
        }
        catch (SqliteException)
        {
            return 0;
        }
    }
}
