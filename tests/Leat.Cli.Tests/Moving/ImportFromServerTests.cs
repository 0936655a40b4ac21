using System.Globalization;
using System.Text;
using Leat.Cli.Tests.Processes;
using Leat.Testing.Databases;
using Leat.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Leat.Cli.Tests.Moving;

/// <summary>The database of an MLflow server comes from PostgreSQL, MariaDB and MySQL as from SQLite.</summary>
public sealed class ImportFromServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => DatabaseServers.Kinds;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_of_it_comes(DatabaseKind kind)
    {
        await MakeSampleAsync();
        var server = await DatabaseServers.SharedAsync(kind);
        var database = await server.CreateDatabaseAsync(Cancel);
        await server.RunSqlAsync(database, await CopyOfSampleAsync(kind), Cancel);
        var before = await server.RunSqlAsync(database, "SELECT COUNT(*), MAX(name) FROM runs", Cancel);

        var result = await LeatProcess.RunAsync(_folder.Path, "import", server.UriOf(database), "--to", "sqlite:///leat.db");

        result.ExitCode.ShouldBe(0, result.Stdout + result.Stderr);
        result.Stdout.ShouldEndWith("All of it is here as in the source, 17 points of metrics included.\n");
        result.Stdout.ShouldNotContain(DatabaseServer.Password);
        (await server.RunSqlAsync(database, "SELECT COUNT(*), MAX(name) FROM runs", Cancel)).ShouldBe(before);
        var same = await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", "sqlite:///leat.db");
        same.ExitCode.ShouldBe(0, same.Stdout + same.Stderr);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_dry_run_and_a_comparison_leave_an_empty_database_empty(DatabaseKind kind)
    {
        await MakeSampleAsync();
        var server = await DatabaseServers.SharedAsync(kind);
        var database = await server.CreateDatabaseAsync(Cancel);

        var dry = await LeatProcess.RunAsync(_folder.Path, "import", "mlflow.db", "--to", server.UriOf(database), "--dry-run");
        var compared = await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", server.UriOf(database));

        dry.ExitCode.ShouldBe(0, dry.Stdout + dry.Stderr);
        dry.Stdout.ShouldContain("runs                           6           6           0           0           0\n");
        compared.ExitCode.ShouldBe(1);
        compared.Stderr.ShouldContain("holds no store of Leat.");

        // MariaDB and MySQL also tell of the databases of other tests.
        var tables = $"SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'leat_schema' AND table_schema IN ('public', '{database}')";
        (await server.RunSqlAsync(database, tables, Cancel)).Trim().ShouldBe("0");
    }

    private async Task MakeSampleAsync()
    {
        using var sample = new StreamReader(typeof(ImportTests).Assembly.GetManifestResourceStream("mlflow-3.6.sql")!);
        await ReadAsync(await sample.ReadToEndAsync(Cancel), _ => { });
    }

    private async Task ReadAsync(string sql, Action<SqliteDataReader> onRow)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("mlflow.db")};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
            onRow(reader);
    }

    /// <summary>The tables of the sample with their rows, in the types that MLflow gives them on the server.</summary>
    private async Task<string> CopyOfSampleAsync(DatabaseKind kind)
    {
        var tables = new List<string>();
        await ReadAsync("SELECT name FROM sqlite_master WHERE type = 'table'", row => tables.Add(row.GetString(0)));
        var sql = new StringBuilder(kind == DatabaseKind.PostgreSql ? "" : "ALTER DATABASE CHARACTER SET utf8mb4;\n");
        foreach (var table in tables)
        {
            var columns = new List<(string Name, string Type)>();
            await ReadAsync($"PRAGMA table_info({table})", row => columns.Add((row.GetString(1), row.GetString(2))));
            var quote = kind == DatabaseKind.PostgreSql ? '"' : '`';
            sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE {table} ({string.Join(", ", columns.Select(column => $"{quote}{column.Name}{quote} {TypeOf(kind, column.Type)}"))});\n");
            await ReadAsync(
                $"SELECT {string.Join(", ", columns.Select(column => $"\"{column.Name}\""))} FROM {table}",
                row => sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO {table} VALUES ({string.Join(", ", columns.Select((column, i) => Literal(kind, column.Type, row.GetValue(i))))});\n"));
        }

        return sql.ToString();
    }

    private static string TypeOf(DatabaseKind kind, string type) => type switch
    {
        "FLOAT" => "DOUBLE PRECISION",
        "TEXT" when kind != DatabaseKind.PostgreSql => "LONGTEXT",
        _ => type,
    };

    /// <summary>Texts as the digits of their bytes, which no client's settings change.</summary>
    private static string Literal(DatabaseKind kind, string type, object value) => value switch
    {
        DBNull => "NULL",
        long number when type == "BOOLEAN" => number != 0 ? "TRUE" : "FALSE",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string { Length: 0 } => "''",
        string text when kind == DatabaseKind.PostgreSql =>
            $"convert_from(decode('{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}', 'hex'), 'UTF8'){(type == "JSON" ? "::json" : "")}",
        string text => $"CONVERT(X'{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}' USING utf8mb4)",
        _ => throw new NotSupportedException($"{value.GetType()} in a sample."),
    };
}
