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
    /// <summary>Attempts if the directory vanishes between its creation and the write into it (a delete during an
    /// upload).</summary>
    private const int MaxAttempts = 5;

    private readonly SyncedCopy _copy = new(sync);
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
                await _copy.CopyAsync(content, file, cancellationToken).ConfigureAwait(false);
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
