using System.Diagnostics.CodeAnalysis;

namespace Leat.Client;

/// <summary>Uploads of one run that nobody waits for, one after the other, so that a later write of a path wins.</summary>
/// <param name="capacity">Most uploads that may wait.</param>
/// <param name="report">Takes what failed: description, count, reason.</param>
[SuppressMessage(
    "Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class UploadLane(int capacity, Action<string, int, Exception> report)
{
    private readonly SemaphoreSlim _room = new(capacity);
    private readonly Lock _gate = new();
    private bool _closed;
    private Task _last = Task.CompletedTask;

    /// <summary>Queues an upload, waiting for room; false, and nothing is queued, once the lane is closed.</summary>
    public bool TryAdd(string description, Func<CancellationToken, Task> upload)
    {
        _room.Wait();
        lock (_gate)
        {
            if (_closed)
            {
                _room.Release();
                return false;
            }

            var previous = _last;
            _last = Task.Run(() => RunAsync(previous, description, upload));
            return true;
        }
    }

    public void Close()
    {
        lock (_gate)
            _closed = true;
    }

    /// <summary>Ends when all uploads added before this call have ended, successfully or not.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
            return _last;
    }

    private async Task RunAsync(Task previous, string description, Func<CancellationToken, Task> upload)
    {
        await previous.ConfigureAwait(false);
        try
        {
            await upload(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody waits for this upload: whatever went wrong is handed to whoever flushes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            report(description, 1, exception);
        }
        finally
        {
            _room.Release();
        }
    }
}
