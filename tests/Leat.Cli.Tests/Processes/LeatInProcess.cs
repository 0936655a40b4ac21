using System.Threading.Channels;
using Leat.Artifacts;

namespace Leat.Cli.Tests.Processes;

/// <summary>A command of <c>leat</c> in this process, so that a test may register what the executable does not have.</summary>
internal sealed class LeatInProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stop = new();
    private readonly LineWriter _stdout = new();
    private readonly StringWriter _stderr = new();
    private readonly Task<int> _command;

    private LeatInProcess(ArtifactSchemes artifacts, string[] args) =>
        _command = LeatCommandLine.RunAsync(args, artifacts, _stdout, _stderr, _stop.Token);

    public string Stderr => _stderr.ToString();

    public static LeatInProcess Start(ArtifactSchemes artifacts, params string[] args) => new(artifacts, args);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<LeatProcess.Result> RunAsync(ArtifactSchemes artifacts, params string[] args)
    {
        await using var leat = new LeatInProcess(artifacts, args);
        var exitCode = await leat._command.WaitAsync(Limit);
        return new LeatProcess.Result(exitCode, leat._stdout.ToString(), leat.Stderr);
    }

    /// <summary>Where a server listens, once it does.</summary>
    public async Task<Uri> AddressAsync()
    {
        const string clients = "export MLFLOW_TRACKING_URI=";
        while (true)
        {
            var line = _stdout.NextAsync();
            if (await Task.WhenAny(line, _command).WaitAsync(Limit) == _command)
                throw new InvalidOperationException($"The server ended without naming an address. It said: {Stderr}");
            var start = (await line).IndexOf(clients, StringComparison.Ordinal);
            if (start >= 0)
                return new Uri((await line)[(start + clients.Length)..]);
        }
    }

    /// <summary>Ends a server in order.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _command.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_command.IsCompleted)
            await StopAsync();
        _stop.Dispose();
    }

    /// <summary>Hands lines on as they are written.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public Task<string> NextAsync() => _lines.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            _lines.Writer.TryWrite(value ?? "");
            return Task.CompletedTask;
        }
    }
}
