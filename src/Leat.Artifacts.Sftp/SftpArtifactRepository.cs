using Leat.Artifacts.Local;
using Leat.Core;
using Leat.Core.Artifacts;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Leat.Artifacts.Sftp;

/// <summary>Artifacts in a directory of another machine.</summary>
/// <remarks>A file is written beside its place and renamed. Symbolic links below the directory are not shown, but followed by who knows their
/// names; removing one leaves alone what it leads to.</remarks>
internal sealed class SftpArtifactRepository(SftpConnections connections, string root, TimeProvider time) : IArtifactRepository, IUploadSweep, IRootCheck
{
    /// <summary>Attempts if a directory gets another file while it is being removed.</summary>
    private const int Attempts = 5;

    public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default) => connections.CallAsync<IReadOnlyList<ArtifactEntry>>(
        "list files",
        async sftp =>
        {
            var entries = new List<ArtifactEntry>();
            foreach (var found in await FilesOfAsync(sftp, FullPath(path), cancellationToken).ConfigureAwait(false))
            {
                if (TemporaryFile.IsOne(found.Name) || !(found.IsDirectory || found.IsRegularFile))
                    continue;
                var entry = new ArtifactEntry(ArtifactPath.Combine(path, found.Name), found.IsDirectory, found.IsDirectory ? null : found.Length);
                MemoryShare.Current?.Add(entry.HeldBytes);
                entries.Add(entry);
            }

            entries.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
            return entries;
        },
        cancellationToken);

    public async Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await OpenFileAsync(path, cancellationToken).ConfigureAwait(false);
        return new ArtifactContent(new SftpReadStream(this, path, file), file.Content.Length, file.LastModified);
    }

    /// <summary>Opens a file at its beginning.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such file.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is a directory.</exception>
    public Task<SftpFile> OpenFileAsync(string path, CancellationToken cancellationToken) => connections.CallAsync(
        "read a file",
        async sftp =>
        {
            try
            {
                var attributes = await sftp.GetAttributesAsync(FullPath(path), cancellationToken).ConfigureAwait(false);
                if (attributes.IsDirectory)
                    throw LeatException.InvalidParameter($"The artifact '{path}' is a directory, not a file.");
                if (!attributes.IsRegularFile)
                    throw LeatException.DoesNotExist($"No such artifact: '{path}'.");
                var content = await sftp.OpenAsync(FullPath(path), FileMode.Open, FileAccess.Read, cancellationToken).ConfigureAwait(false);
                return new SftpFile(content, new DateTimeOffset(attributes.LastWriteTimeUtc, TimeSpan.Zero));
            }
            catch (SftpPathNotFoundException error)
            {
                throw new LeatException(ErrorCode.ResourceDoesNotExist, $"No such artifact: '{path}'.", error);
            }
        },
        cancellationToken);

    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (target, temporary) = (FullPath(path), TemporaryName(FullPath(path)));

        // Whether the connection still stands shows here, while nothing of the body has been read.
        await connections.CallAsync("store a file", sftp => PrepareAsync(sftp, path, cancellationToken), cancellationToken).ConfigureAwait(false);
        await connections.CallOnceAsync("store a file", sftp => WriteAsync(sftp, temporary, target, body, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteAsync(string? path, CancellationToken cancellationToken = default) =>
        connections.CallAsync("remove a file", sftp => DeleteAsync(sftp, FullPath(path), cancellationToken), cancellationToken);

    public Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default) =>
        connections.CallAsync("remove unfinished files", sftp => SweepAsync(sftp, FullPath(null), cancellationToken), cancellationToken);

    public Task<bool> ExistsAsync(CancellationToken cancellationToken = default) => connections.CallAsync(
        "look for the directory", async sftp => await FindAsync(sftp, FullPath(null), cancellationToken).ConfigureAwait(false) is { IsDirectory: true }, cancellationToken);

    public Task RequireWritableAsync(CancellationToken cancellationToken = default) => connections.CallAsync(
        $"write to '{FullPath(null)}'",
        async sftp =>
        {
            var nearest = await NearestAsync(sftp, FullPath(null), cancellationToken).ConfigureAwait(false);
            var probe = $"{nearest.TrimEnd('/')}/{TemporaryFile.NewName()}";
            await sftp.UploadFileAsync(Stream.Null, probe, cancellationToken).ConfigureAwait(false);
            await sftp.DeleteFileAsync(probe, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public T? Capability<T>()
        where T : class => this as T;

    private static async Task<IReadOnlyList<ISftpFile>> FilesOfAsync(SftpClient sftp, string directory, CancellationToken cancellationToken)
    {
        var files = new List<ISftpFile>();
        try
        {
            await foreach (var file in sftp.ListDirectoryAsync(directory, cancellationToken).ConfigureAwait(false))
            {
                if (file.Name is not ("." or ".."))
                    files.Add(file);
            }
        }
        catch (SftpPathNotFoundException)
        {
            // A missing directory lists as empty, and so does a file.
        }

        return files;
    }

    /// <summary>What is at a path, or where a link there leads; null if there is nothing.</summary>
    private static async Task<SftpFileAttributes?> FindAsync(SftpClient sftp, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await sftp.GetAttributesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    private static async Task<string> NearestAsync(SftpClient sftp, string directory, CancellationToken cancellationToken)
    {
        for (var nearest = directory; ; nearest = FolderOf(nearest))
        {
            var found = await FindAsync(sftp, nearest, cancellationToken).ConfigureAwait(false);
            if (nearest == "/" || found is { IsDirectory: true })
                return nearest;
            if (found is not null)
                throw LeatException.InvalidParameter($"Cannot write to the folder '{directory}' of another machine: '{nearest}' is a file.");
        }
    }

    private static async Task WriteAsync(SftpClient sftp, string temporary, string target, ArtifactBody body, CancellationToken cancellationToken)
    {
        try
        {
            var content = body.OpenRead();
            await using (content.ConfigureAwait(false))
                await sftp.UploadFileAsync(content, temporary, cancellationToken).ConfigureAwait(false);

            // Waits for an answer on the thread, as the library has no asynchronous form of it.
            await Task.Run(() => sftp.RenameFile(temporary, target, isPosix: true), CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await DeleteQuietlyAsync(sftp, temporary).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static async Task DeleteQuietlyAsync(SftpClient sftp, string temporary)
    {
        if (sftp.IsConnected)
            await sftp.DeleteFileAsync(temporary, CancellationToken.None).ConfigureAwait(false);
    }

    private static string TemporaryName(string target) => $"{FolderOf(target).TrimEnd('/')}/{TemporaryFile.NewName()}";

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "/";

    /// <remarks>It is looked for in the directory around it: the library leads every path that is given to it through links, also when it removes
    /// something, but not those of a listing.</remarks>
    private static async Task<bool> DeleteAsync(SftpClient sftp, string path, CancellationToken cancellationToken)
    {
        var name = ArtifactPath.GetName(path);
        foreach (var file in await FilesOfAsync(sftp, FolderOf(path), cancellationToken).ConfigureAwait(false))
        {
            if (file.Name == name)
                return await DeleteAsync(sftp, file, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    private static async Task<bool> DeleteAsync(SftpClient sftp, ISftpFile file, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (file.IsDirectory)
            {
                foreach (var below in await FilesOfAsync(sftp, file.FullName, cancellationToken).ConfigureAwait(false))
                    await DeleteAsync(sftp, below, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                await file.DeleteAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (SftpPathNotFoundException)
            {
                // Somebody else was quicker; it is gone, as asked.
                return false;
            }
            catch (SftpException error) when (file.IsDirectory && error is not SftpPermissionDeniedException && attempt < Attempts)
            {
                // A file was stored there in the meantime.
            }
        }
    }

    private async Task<SweptUploads> SweepAsync(SftpClient sftp, string directory, CancellationToken cancellationToken)
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in await FilesOfAsync(sftp, directory, cancellationToken).ConfigureAwait(false))
        {
            if (file.IsDirectory)
            {
                var below = await SweepAsync(sftp, $"{directory}/{file.Name}", cancellationToken).ConfigureAwait(false);
                (count, bytes) = (count + below.Count, bytes + below.Bytes);
            }
            else if (TemporaryFile.IsOne(file.Name) && TemporaryFile.IsAbandoned(file.LastWriteTimeUtc, time.GetUtcNow())
                && await DeleteAsync(sftp, file, cancellationToken).ConfigureAwait(false))
            {
                (count, bytes) = (count + 1, bytes + file.Length);
            }
        }

        return new SweptUploads(count, bytes);
    }

    /// <summary>Refuses a file where a directory is, or below a file, and makes the directories above it.</summary>
    private async Task<bool> PrepareAsync(SftpClient sftp, string path, CancellationToken cancellationToken)
    {
        if (await FindAsync(sftp, FullPath(path), cancellationToken).ConfigureAwait(false) is { } there)
        {
            return there.IsDirectory
                ? throw LeatException.InvalidParameter($"The artifact '{path}' is a directory, so no file can be stored there.")
                : true;
        }

        await MakeDirectoryAsync(sftp, FolderOf(FullPath(path)), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task MakeDirectoryAsync(SftpClient sftp, string directory, CancellationToken cancellationToken)
    {
        if (directory == "/")
            return;
        if (await FindAsync(sftp, directory, cancellationToken).ConfigureAwait(false) is { } there)
        {
            if (there.IsRegularFile)
                throw LeatException.InvalidParameter($"The artifact '{(directory.Length > root.Length ? directory[(root.Length + 1)..] : directory)}' is a file, so nothing can be stored below it.");
            return;
        }

        await MakeDirectoryAsync(sftp, FolderOf(directory), cancellationToken).ConfigureAwait(false);
        try
        {
            await sftp.CreateDirectoryAsync(directory, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpException error) when (error is not (SftpPathNotFoundException or SftpPermissionDeniedException))
        {
            // Another upload has made it meanwhile; if not, storing the file fails.
        }
    }

    private string FullPath(string? path) => ArtifactPath.Combine(root, path) is { Length: > 0 } full ? full : "/";
}
