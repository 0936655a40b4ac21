using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Leat.Testing.Http;

namespace Leat.Testing.Servers;

/// <summary>A real <c>leat server</c> in its own process, on a free port of the loopback interface.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly bool _wrapped;
    private readonly ProcessOutput _output;

    private ServerProcess(Process process, bool wrapped, ProcessOutput output, Uri address)
    {
        _process = process;
        _wrapped = wrapped;
        _output = output;
        Address = address;
    }

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The number of the server's process, not of a wrapper around it.</summary>
    public int ProcessId => ServerId();

    /// <summary>The server's output so far, standard output and error together.</summary>
    public string Output => _output.Text;

    /// <summary>Starts a server with the database <c>leat.db</c> and the artifacts folder <c>mlartifacts</c> in a folder.</summary>
    /// <param name="folder">The working directory; a second start in the same folder finds the data of the first.</param>
    /// <param name="wrapper">A command that runs the server, such as <c>strace -o file</c>; empty for none.</param>
    /// <param name="cancellationToken">Stops waiting for the start and ends the process.</param>
    /// <exception cref="InvalidOperationException">The server ended or printed no address in time; the message has its output.</exception>
    public static Task<ServerProcess> StartAsync(string folder, IReadOnlyList<string> wrapper, CancellationToken cancellationToken) =>
        StartAsync(folder, StoreIn(folder), wrapper, cancellationToken);

    public static Task<ServerProcess> StartAsync(string folder, CancellationToken cancellationToken) =>
        StartAsync(folder, [], cancellationToken);

    /// <summary>Starts a server on a store of any kind, with its artifacts in a folder.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="store">The store's URI.</param>
    /// <param name="cancellationToken">Stops waiting for the start and ends the process.</param>
    /// <exception cref="InvalidOperationException">The server ended or printed no address in time; the message has its output.</exception>
    public static Task<ServerProcess> StartAsync(string folder, string store, CancellationToken cancellationToken) =>
        StartAsync(folder, store, [], cancellationToken);

    /// <summary>Starts a server with more options than the address and its places.</summary>
    /// <param name="folder">The working directory, with the database.</param>
    /// <param name="options">Such as <c>--memory-limit</c> and <c>256</c>.</param>
    /// <param name="cancellationToken">Stops waiting for the start and ends the process.</param>
    /// <exception cref="InvalidOperationException">The server ended or printed no address in time; the message has its output.</exception>
    public static Task<ServerProcess> StartWithAsync(string folder, string[] options, CancellationToken cancellationToken) =>
        StartWithAsync(folder, StoreIn(folder), options, cancellationToken);

    /// <summary>Starts a server on a store of any kind, with more options.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="store">The store's URI.</param>
    /// <param name="options">Such as <c>--memory-limit</c> and <c>256</c>.</param>
    /// <param name="cancellationToken">Stops waiting for the start and ends the process.</param>
    /// <exception cref="InvalidOperationException">The server ended or printed no address in time; the message has its output.</exception>
    public static Task<ServerProcess> StartWithAsync(string folder, string store, string[] options, CancellationToken cancellationToken) =>
        StartAsync(StartInfo(folder, store, [], options), isWrapped: false, cancellationToken);

    /// <summary>Starts a server with more options, and with variables.</summary>
    /// <param name="folder">The working directory, with the database.</param>
    /// <param name="options">Such as <c>--artifacts-destination</c> and <c>s3://bucket/files</c>.</param>
    /// <param name="environment">Such as credentials.</param>
    /// <param name="cancellationToken">Stops waiting for the start and ends the process.</param>
    /// <exception cref="InvalidOperationException">The server ended or printed no address in time; the message has its output.</exception>
    public static Task<ServerProcess> StartWithAsync(
        string folder, string[] options, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = StartInfo(folder, StoreIn(folder), [], options);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return StartAsync(start, isWrapped: false, cancellationToken);
    }

    private static Task<ServerProcess> StartAsync(
        string folder, string store, IReadOnlyList<string> wrapper, CancellationToken cancellationToken) =>
        StartAsync(StartInfo(folder, store, wrapper, []), wrapper.Count > 0, cancellationToken);

    private static async Task<ServerProcess> StartAsync(ProcessStartInfo start, bool isWrapped, CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var output = new ProcessOutput(process);
        process.Start();
        output.BeginReading();
        try
        {
            var address = await output.AddressAsync(StartLimit, cancellationToken);
            return new ServerProcess(process, isWrapped, output, address);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            throw;
        }
    }

    public RawHttpClient Connect() => new(Address);

    /// <summary>SIGKILL: the process gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, then SIGKILL if the process does not end in time.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
            return;
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            _ = Signal(ServerId(), Sigterm);
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    /// <summary>The wrapper does not forward signals, so they go to its only child.</summary>
    private int ServerId() => _wrapped
        ? int.Parse(
            File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/task/{_process.Id}/children"))
                .AsSpan().Trim(),
            CultureInfo.InvariantCulture)
        : _process.Id;

    private static string StoreIn(string folder) => "sqlite:///" + Path.Combine(folder, "leat.db");

    private static ProcessStartInfo StartInfo(string folder, string store, IReadOnlyList<string> wrapper, IReadOnlyList<string> options)
    {
        string[] server =
        [
            "dotnet", LeatExecutable.Path, "server", "--host", "127.0.0.1", "--port", "0",
            "--backend-store-uri", store,
        ];
        string[] artifacts = options.Contains("--artifacts-destination") ? [] : ["--artifacts-destination", Path.Combine(folder, "mlartifacts")];
        string[] command = [.. wrapper, .. server, .. artifacts, .. options];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ClearSettings(start);
        return start;
    }

    /// <summary>Settings of the person running the tests must not reach the server.</summary>
    private static void ClearSettings(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.ToList())
        {
            if (SettingName().IsMatch(name))
                start.Environment.Remove(name);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
    }

    [GeneratedRegex("^(MLFLOW_|LEAT_|AWS_|ASPNETCORE_|DOTNET_ENVIRONMENT|OTEL_)")]
    private static partial Regex SettingName();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int processId, int signal);
}
