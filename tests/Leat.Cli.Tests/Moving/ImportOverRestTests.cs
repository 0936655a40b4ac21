using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Leat.Cli.Tests.Processes;
using Leat.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Leat.Cli.Tests.Moving;

/// <summary>A running server is imported by its address, compared, and exported.</summary>
public sealed class ImportOverRestTests : IAsyncLifetime
{
    private const string Whole = "All of it is here as in the source, 17 points of metrics included.\n";

    private readonly TemporaryFolder _folder = new();
    private LeatProcess? _server;

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

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_that_its_calls_tell_comes_and_the_second_time_nothing()
    {
        var server = await ServeSampleAsync();

        var result = await LeatProcess.RunAsync(_folder.Path, "import", server, "--to", "sqlite:///leat.db");

        result.ExitCode.ShouldBe(0, result.Stdout + result.Stderr);
        result.Stdout.ShouldStartWith($"Imported the server {server} into sqlite:///leat.db in ");
        result.Stdout.ShouldContain("runs                           6           6           0           0           0\n");
        result.Stdout.ShouldContain("Logged models that are deleted are not listed by servers, and were left out, if there are any.");
        result.Stdout.ShouldContain("6 runs in mlflow-artifacts:/: give 'leat server' the --artifacts-destination of the old server");
        result.Stdout.ShouldEndWith(Whole);

        // The database behind it has one model more: a deleted one.
        (await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", "sqlite:///leat.db")).Stdout.ShouldContain(
            "1 difference, of which 1 say that something is not here:\n  logged model ");
        (await LeatProcess.RunAsync(_folder.Path, "verify", server, "sqlite:///leat.db")).Stdout.ShouldEndWith(Whole);

        var again = await LeatProcess.RunAsync(_folder.Path, "import", server, "--to", "sqlite:///leat.db", "--output", "json");
        using var json = JsonDocument.Parse(again.Stdout);
        json.RootElement.GetProperty("points").GetInt64().ShouldBe(0);
        foreach (var count in json.RootElement.GetProperty("counts").EnumerateObject())
            count.Value.GetProperty("there").GetInt64().ShouldBe(count.Value.GetProperty("found").GetInt64(), count.Name);
    }

    [Fact]
    public async Task A_server_is_compared_with_what_should_have_come_to_it()
    {
        var server = await ServeSampleAsync();
        (await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", server)).Stdout.ShouldEndWith(Whole);
        await ExecuteAsync("UPDATE params SET value = '0.02' WHERE key = 'lr'");

        var result = await LeatProcess.RunAsync(_folder.Path, "verify", "mlflow.db", server);

        result.ExitCode.ShouldBe(1);
        result.Stdout.ShouldEndWith("1 difference, of which 0 say that something is not here:\n  run 60c48835453741c89c2ae2d613f98a0b differs in the param 'lr'\n");
    }

    [Fact]
    public async Task A_server_is_written_as_a_database_of_MLflow()
    {
        var server = await ServeSampleAsync();

        var result = await LeatProcess.RunAsync(_folder.Path, "export", "exported.db", "--from", server);

        result.ExitCode.ShouldBe(0, result.Stdout + result.Stderr);
        result.Stdout.ShouldEndWith(Whole);
    }

    [Fact]
    public async Task A_dry_run_asks_the_server_and_creates_nothing()
    {
        var server = await ServeSampleAsync();

        var result = await LeatProcess.RunAsync(_folder.Path, "import", server, "--to", "sqlite:///new.db", "--dry-run");

        result.ExitCode.ShouldBe(0, result.Stdout + result.Stderr);
        result.Stdout.ShouldContain("runs                           6           6           0           0           0\n");
        result.Stdout.ShouldContain("the source does not say how many there are.");
        File.Exists(_folder.File("new.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(401, "The server http://127.0.0.1:PORT asks who you are: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.\n")]
    [InlineData(403, "The server http://127.0.0.1:PORT does not let you read it")]
    [InlineData(404, "There is no tracking server at http://127.0.0.1:PORT, or it is older than MLflow 1.28")]
    [InlineData(200, "answered, but not as a tracking server does. Is the address right?")]
    public async Task A_server_that_does_not_answer_as_it_should_makes_no_store(int status, string sentence)
    {
        var (listener, port) = Listen();
        using var _ = listener;
        var answering = AnswerAsync(listener, status);

        var result = await LeatProcess.RunAsync(_folder.Path, "import", $"http://127.0.0.1:{port}");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldContain(sentence.Replace("PORT", $"{port}", StringComparison.Ordinal));
        File.Exists(_folder.File("leat.db")).ShouldBeFalse();
        listener.Stop();
        await answering;
    }

    [Fact]
    public async Task Files_behind_the_server_come_along_and_only_once()
    {
        var server = await ServeSampleAsync();
        var run = await RunOfSampleAsync();
        foreach (var (path, text) in new Dictionary<string, string> { ["model.txt"] = "weights", ["größe/deep/a b.txt"] = "b", ["empty"] = "" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File($"served-files/{run}/{path}"))!);
            await File.WriteAllTextAsync(_folder.File($"served-files/{run}/{path}"), text, Cancel);
        }

        string[] command = ["import", server, "--artifacts", "copy", "--artifacts-destination", "copied"];

        var result = await LeatProcess.RunAsync(_folder.Path, command);

        result.ExitCode.ShouldBe(0, result.Stdout + result.Stderr);
        result.Stdout.ShouldContain("  3 files (8 bytes) copied to ");
        result.Stdout.ShouldContain("'leat server' shows them with --artifacts-destination ");
        (await File.ReadAllTextAsync(_folder.File($"copied/{run}/größe/deep/a b.txt"), Cancel)).ShouldBe("b");
        new FileInfo(_folder.File($"copied/{run}/empty")).Length.ShouldBe(0);

        // What is there with the same size stays, and nothing is written through a link that leads out.
        Directory.CreateDirectory(_folder.File("outside"));
        Directory.Delete(_folder.File($"copied/{run}/größe"), recursive: true);
        Directory.CreateSymbolicLink(_folder.File($"copied/{run}/größe"), _folder.File("outside"));
        var again = await LeatProcess.RunAsync(_folder.Path, [.. command, "--no-verify", "--output", "json"]);

        again.ExitCode.ShouldBe(1);
        using var json = JsonDocument.Parse(again.Stdout);
        var files = json.RootElement.GetProperty("files");
        (files.GetProperty("copied").GetInt64(), files.GetProperty("there").GetInt64(), files.GetProperty("fault_count").GetInt64()).ShouldBe((0, 2, 1));
        Directory.GetFileSystemEntries(_folder.File("outside"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_are_copied_from_servers_only()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "import", "mlflow.db", "--artifacts", "copy");

        result.ExitCode.ShouldBe(2);
        result.Stderr.ShouldContain("Invalid value for --artifacts: files can be copied from a server (http://…) and from a log directory of TensorBoard only.");
        File.Exists(_folder.File("leat.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Passwords_in_addresses_are_not_shown()
    {
        var (listener, port) = Listen();
        using var _ = listener;
        var answering = AnswerAsync(listener, 401);

        var result = await LeatProcess.RunAsync(_folder.Path, "import", $"http://ann:secret@127.0.0.1:{port}");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldContain($"The server http://ann:***@127.0.0.1:{port} asks who you are");
        (result.Stdout + result.Stderr).ShouldNotContain("secret");
        listener.Stop();
        (await answering).ShouldAllBe(sent => sent == "Basic YW5uOnNlY3JldA==");
    }

    private async Task<string> ServeSampleAsync()
    {
        (await LeatProcess.RunAsync(_folder.Path, "import", "mlflow.db", "--to", "sqlite:///served.db", "--no-verify")).ExitCode.ShouldBe(0);
        _server = LeatProcess.Start(_folder.Path, ["server", "--backend-store-uri", "sqlite:///served.db", "--port", "0", "--artifacts-destination", "served-files"]);
        return (await _server.AddressAsync()).ToString().TrimEnd('/');
    }

    /// <summary>Where one run of the sample has its files, below a destination.</summary>
    private async Task<string> RunOfSampleAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("mlflow.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT artifact_uri FROM runs WHERE artifact_uri LIKE 'mlflow-artifacts:/%' ORDER BY artifact_uri LIMIT 1";
        return ((string)(await command.ExecuteScalarAsync(Cancel))!)["mlflow-artifacts:/".Length..];
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("mlflow.db")};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static (HttpListener Listener, int Port) Listen()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        return (listener, port);
    }

    /// <summary>Answers every request with a page.</summary>
    /// <returns>The credentials that were sent, once the listener stops.</returns>
    private static async Task<List<string?>> AnswerAsync(HttpListener listener, int status)
    {
        var credentials = new List<string?>();
        try
        {
            while (true)
            {
                var call = await listener.GetContextAsync();
                credentials.Add(call.Request.Headers["Authorization"]);
                call.Response.StatusCode = status;
                call.Response.Close("<html>no</html>"u8.ToArray(), willBlock: false);
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            return credentials;
        }
    }
}
