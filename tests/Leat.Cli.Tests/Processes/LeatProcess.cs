using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>The real <c>leat</c> in its own process, without any settings from the tester's environment.</summary>
internal sealed partial class LeatProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _stderr;
    private readonly List<string> _stdout = [];

    private LeatProcess(Process process)
    {
        _process = process;
        _stderr = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The outcome of a finished command.</summary>
    public sealed record Result(int ExitCode, string Stdout, string Stderr);

    public static LeatProcess Start(
        string folder, IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [LeatExecutable.Path, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => SettingName().IsMatch(name)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new LeatProcess(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Result> RunAsync(string folder, params string[] args)
    {
        await using var leat = Start(folder, args);
        return await leat.EndAsync();
    }

    /// <summary>Reads a server's stdout until it shows the address for clients, and returns that.</summary>
    public async Task<Uri> AddressAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit) is { } line)
        {
            _stdout.Add(line);
            var address = ClientLine().Match(line);
            if (address.Success)
                return new Uri(address.Groups["address"].Value);
        }
        throw new InvalidOperationException($"The server ended without naming an address. It said: {await _stderr}");
    }

    /// <summary>Reads stdout until this exact line appears.</summary>
    public async Task LineAsync(string expected)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit) is { } line)
        {
            _stdout.Add(line);
            if (line == expected)
                return;
        }
        throw new InvalidOperationException($"It ended without the line '{expected}'. It said: {await _stderr}");
    }

    /// <summary>The lines read so far.</summary>
    public IReadOnlyList<string> Stdout => _stdout;

    /// <summary>Sends a signal by name, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Result> EndAsync()
    {
        var rest = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Limit);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit);
        return new Result(_process.ExitCode, string.Join('\n', [.. _stdout, rest]), await _stderr);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    [GeneratedRegex("^(MLFLOW_|LEAT_|ASPNETCORE_|DOTNET_ENVIRONMENT|OTEL_)")]
    private static partial Regex SettingName();

    [GeneratedRegex(@"MLFLOW_TRACKING_URI=(?<address>http://\S+)$")]
    private static partial Regex ClientLine();
}
