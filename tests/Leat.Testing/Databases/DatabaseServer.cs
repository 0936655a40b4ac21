using System.Diagnostics;
using System.Globalization;

namespace Leat.Testing.Databases;

/// <summary>A real database server with its own data folder, on a free port of the loopback interface. It loses nothing when it is killed, as in
/// production; where there is room its files are in memory. It ends with the test process, however that ends.</summary>
/// <remarks>Starting and stopping are not safe for concurrent use; creating databases is.</remarks>
public abstract class DatabaseServer : IAsyncDisposable
{
    /// <summary>Contains characters that URIs must escape.</summary>
    public const string Password = "p@ss:w%rd/1";

    public const string Host = "127.0.0.1";
    public const string User = "leat";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Supervisor _supervisor;
    private int _databases;

    private protected DatabaseServer(ServerLayout layout, int port, string lastSignal, IReadOnlyList<string> command)
    {
        Layout = layout;
        Port = port;
        _supervisor = new Supervisor(layout.Folder, layout.Log, lastSignal, command);
    }

    public int Port { get; }

    /// <summary>Process id of the running server.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Everything the server has printed so far.</summary>
    public string Log => File.ReadAllText(Layout.Log);

    private protected ServerLayout Layout { get; }

    /// <summary>The signal that lets the server finish its work, and the one that does not.</summary>
    private protected abstract string SignalOf(DatabaseStop how);

    /// <summary>Whether the server accepts connections.</summary>
    private protected abstract Task<bool> IsReadyAsync(CancellationToken cancellationToken);

    /// <summary>The URI of a database on this server for <c>--backend-store-uri</c>, including the password.</summary>
    public abstract string UriOf(string database);

    /// <summary>Runs statements through the database's own command line client and returns its output: tab-separated columns without
    /// headings.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public abstract Task<string> RunSqlAsync(string database, string sql, CancellationToken cancellationToken = default);

    /// <summary>Creates an empty database and returns its unique name.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await RunSqlAsync(SystemDatabase, $"CREATE DATABASE {name}", cancellationToken);
        return name;
    }

    /// <summary>Starts the server on its existing data and waits until it accepts connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        ProcessId = await _supervisor.StartAsync();
        while (!await IsReadyAsync(limit.Token))
        {
            if (HasEnded(ProcessId))
                throw new InvalidOperationException($"The database server ended before it was ready. It said:\n{Log}");
            await Task.Delay(20, limit.Token);
        }
    }

    public Task StopAsync(DatabaseStop how) => _supervisor.EndAsync(SignalOf(how));

    public async Task RestartAsync(DatabaseStop how, CancellationToken cancellationToken = default)
    {
        await StopAsync(how);
        await StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract string SystemDatabase { get; }

    private protected static string Escaped(string text) => System.Uri.EscapeDataString(text);

    /// <summary>Whether it is gone, or only waits for the shell to notice.</summary>
    private static bool HasEnded(int processId)
    {
        try
        {
            var state = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            return state[state.LastIndexOf(')') + 2] == 'Z';
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Runs a program to its end.</summary>
    private protected static async Task<string> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{command[0]} failed:\n{output}{await errors}");
    }
}
