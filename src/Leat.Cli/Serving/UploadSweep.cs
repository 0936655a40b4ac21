using Leat.Artifacts;
using Microsoft.Extensions.Logging;

namespace Leat.Cli.Serving;

/// <summary>Removes half-written files of uploads that a kill cut off, beside the serving: a tree of many files takes a while.</summary>
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
            // The server ends before the sweep: the next start goes on.
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Removed {Files} half-written uploads of {Bytes} bytes that a crash left behind.")]
    private partial void LogRemoved(int files, long bytes);
}
