using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Leat.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Leat.Cli.Tests.Processes;

/// <summary>A server that cannot start says why in one line on stderr, and ends with exit code 1.</summary>
public sealed class ServerRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Port_in_use()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var sentence = await RefusalAsync("--port", port);

        sentence.ShouldBe(
            $"leat: Port {port} of 127.0.0.1 is in use by another program: end that, or give another port with --port.");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(511)]
    public async Task Too_few_files_that_may_be_open(int limit)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses ulimit.");
        var start = new ProcessStartInfo("bash", ["-c", $"ulimit -n {limit}; exec dotnet '{LeatExecutable.Path}' server --port 0"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var stderr = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        stderr.ShouldBe(
            $"leat: The system lets this process open {limit} files, and it needs at least 512: raise the limit with 'ulimit -n 4096', "
            + "or LimitNOFILE= of its systemd unit.\n");
        process.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Host_that_is_not_of_this_machine() =>
        (await RefusalAsync("--host", "192.0.2.1")).ShouldContain("Cannot listen on port 0 of 192.0.2.1");

    [Fact]
    public async Task Host_that_is_no_name() =>
        (await RefusalAsync("--host", "no such host")).ShouldContain("'no such host'");

    [Theory]
    [InlineData("sqlite:////proc/leat.db", "/proc")]
    [InlineData("sqlite:///absent/folder/leat.db", "folder")]
    [InlineData("sqlite:////dev/null/leat.db", "/dev/null")]
    public async Task Folder_that_cannot_hold_the_database(string uri, string named) =>
        (await RefusalAsync("--backend-store-uri", uri)).ShouldContain(named);

    [Theory]
    [InlineData("/proc/leat/files")]
    [InlineData("/dev/null/files")]
    public async Task Folder_that_cannot_hold_artifacts(string folder) =>
        (await RefusalAsync("--artifacts-destination", folder))
            .ShouldStartWith($"leat: Cannot write to the folder '{folder}'");

    [Theory]
    [InlineData("mssql://u:secret@h/db", "SQL Server as a store ('mssql://u:***@h/db') is not supported yet")]
    [InlineData("oracle://u:secret@h/db", "Unknown scheme 'oracle' in the store URI 'oracle://u:***@h/db'")]
    [InlineData("/proc/mlruns", "The directory '/proc/mlruns' cannot be used")]
    [InlineData("runs.db", "for a SQLite database write 'sqlite:///runs.db'")]
    [InlineData("http://localhost:5000", "a server cannot be the store of another")]
    [InlineData("sqlite:///:memory:", "in memory")]
    public async Task Store_of_another_kind(string uri, string sentence) =>
        (await RefusalAsync("--backend-store-uri", uri)).ShouldContain(sentence);

    [Fact]
    public async Task Database_of_mlflow_is_recognised_and_left_alone()
    {
        await ExecuteAsync(
            "CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('bf29a5ff90ea');"
            + "CREATE TABLE experiments (experiment_id INTEGER); CREATE TABLE runs (run_uuid VARCHAR(32))");
        var before = await File.ReadAllBytesAsync(_folder.File("leat.db"), TestContext.Current.CancellationToken);

        var sentence = await RefusalAsync();

        sentence.ShouldContain("is an MLflow database");
        sentence.ShouldContain("leat import");
        (await File.ReadAllBytesAsync(_folder.File("leat.db"), TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task Database_of_a_newer_version()
    {
        await using (var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]))
        {
            await server.AddressAsync();
            await server.SignalAsync("TERM");
            (await server.EndAsync()).ExitCode.ShouldBe(0);
        }
        await ExecuteAsync("UPDATE leat_schema SET version = version + 1000");

        (await RefusalAsync()).ShouldContain("newer");
    }

    [Fact]
    public async Task File_that_is_no_database()
    {
        await File.WriteAllTextAsync(_folder.File("leat.db"), "not a database at all", TestContext.Current.CancellationToken);

        (await RefusalAsync()).ShouldContain("not a SQLite database");
    }

    [Fact]
    public async Task Option_that_is_not_there_yet() =>
        (await RefusalAsync("--app-name", "basic-auth")).ShouldContain("not supported yet");

    /// <summary>The one line on stderr of a server that cannot start.</summary>
    private async Task<string> RefusalAsync(params string[] args)
    {
        string[] command = args.Contains("--port") ? ["server", .. args] : ["server", "--port", "0", .. args];
        var result = await LeatProcess.RunAsync(_folder.Path, command);

        result.ExitCode.ShouldBe(1);
        result.Stdout.ShouldBeEmpty();
        return result.Stderr.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("note:", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("leat.db")};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
