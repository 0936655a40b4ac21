using Leat.Artifacts;
using Leat.Core;
using Microsoft.Extensions.Logging;

namespace Leat.Cli.Serving;

/// <summary>Removes remnants of uploads that a kill cut off, while the server is running: a tree of many files takes a while.</summary>
internal sealed partial class UploadSweep : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;
    private readonly Task _work;

    public UploadSweep(ArtifactRepositoryProvider artifacts, ILoggerFactory logs)
    {
        _logger = logs.CreateLogger<UploadSweep>();
        _work = SweepAsync(artifacts);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _work;
        _stopping.Dispose();
    }

    private async Task SweepAsync(ArtifactRepositoryProvider artifacts)
    {
        try
        {
            var (files, bytes) = await artifacts.RemoveAbandonedUploadsAsync(_stopping.Token);
            if (files > 0)
                LogRemoved(files, bytes);
        }
        catch (OperationCanceledException)
        {
            // The server stopped before the sweep was done: the next start continues it.
        }
        catch (LeatException error)
        {
            LogFailed(error.Message);
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Removed {Files} half-written uploads of {Bytes} bytes that a crash left behind.")]
    private partial void LogRemoved(int files, long bytes);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Half-written uploads were not looked for: {Reason} The next start tries again.")]
    private partial void LogFailed(string reason);
}
