using System.Buffers;

namespace Leat.Artifacts.Local;

/// <summary>Copies into files, all of which is on disk at the end.</summary>
internal sealed class SyncedCopy(DiskSync sync)
{
    /// <summary>Large enough that the cost of system calls does not show, small enough for many uploads at once.</summary>
    private const int BufferBytes = 128 * 1024;

    /// <summary>
    /// A large upload goes to disk in slices, so that its last sync is short and the system never has gigabytes to
    /// write back at once, which would stall everybody's writes.
    /// </summary>
    private const long SyncEveryBytes = 32 * 1024 * 1024;

    /// <summary>From this size on, a sync takes long enough to get a thread of its own rather than one of the pool.</summary>
    private const long SlowSyncBytes = 1024 * 1024;

    /// <summary>Appends all of a stream where a file stands.</summary>
    public async Task CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var unsynced = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                unsynced += read;
                if (unsynced >= SyncEveryBytes)
                {
                    await SyncAsync(file, unsynced).ConfigureAwait(false);
                    unsynced = 0;
                }
            }

            await SyncAsync(file, unsynced).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Brings a file to disk.</summary>
    /// <param name="file">The file.</param>
    /// <param name="unsyncedBytes">How much was written since the last time.</param>
    public Task SyncAsync(FileStream file, long unsyncedBytes)
    {
        if (unsyncedBytes >= SlowSyncBytes)
        {
            return Task.Factory.StartNew(
                () => sync.File(file.SafeFileHandle), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        sync.File(file.SafeFileHandle);
        return Task.CompletedTask;
    }
}
