using System.Buffers;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

/// <summary>Writes a file durably, so that readers see either the old one or the whole new one.</summary>
/// <remarks>
/// 1. Write beside the target. 2. Sync the content to disk. 3. Rename over the target. 4. Sync the name to disk. A failure before
/// step 3 removes the file beside the target and leaves the target as it was.
/// </remarks>
internal sealed class AtomicFile(DiskSync sync, FilePermissions permissions)
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

    /// <summary>Attempts if the directory vanishes between its creation and the write into it (a delete during an
    /// upload).</summary>
    private const int MaxAttempts = 5;

    private readonly FileStreamOptions _createOptions = CreateOptions(permissions);

    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken)
    {
        var temporary = TemporaryFile.NextTo(path);
        try
        {
            var file = await CreateAsync(temporary, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                var content = body.OpenRead();
                await CopyAsync(content, file, cancellationToken).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }

        sync.Directory(Path.GetDirectoryName(path)!);
    }

    private async Task<FileStream> CreateAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await DurableDirectory.EnsureAsync(Path.GetDirectoryName(path)!, sync, permissions, cancellationToken).ConfigureAwait(false);
            try
            {
                return new FileStream(path, _createOptions);
            }
            catch (DirectoryNotFoundException) when (attempt < MaxAttempts)
            {
                // Nothing of the content has been read yet, so we may begin again.
            }
        }
    }

    private async Task CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
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

    private Task SyncAsync(FileStream file, long unsyncedBytes)
    {
        if (unsyncedBytes >= SlowSyncBytes)
        {
            return Task.Factory.StartNew(
                () => sync.File(file.SafeFileHandle), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        sync.File(file.SafeFileHandle);
        return Task.CompletedTask;
    }

    private static FileStreamOptions CreateOptions(FilePermissions permissions)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = permissions.File;
        return options;
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one to report.
        }
    }
}
