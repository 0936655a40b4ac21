using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

/// <summary>Artifacts in a directory of this machine.</summary>
/// <remarks>
/// A write that has returned is on disk, name included. Symbolic links inside the root are followed only if they stay in it; the root
/// itself may be a link. Safe for concurrent use, also by several processes.
/// </remarks>
public sealed class LocalArtifactRepository : IArtifactRepository, IUploadSweep, IRootCheck
{
    private readonly LocalRoot _root;
    private readonly DiskSync _sync;
    private readonly TimeProvider _time;
    private readonly AtomicFile _files;
    private readonly LocalParts _parts;

    /// <summary>Opens a directory, which is made with the first write.</summary>
    /// <param name="rootDirectory">Absolute, or relative to the current directory.</param>
    public LocalArtifactRepository(string rootDirectory)
        : this(rootDirectory, DiskSync.Instance, FilePermissions.OwnerOnly, TimeProvider.System)
    {
    }

    internal LocalArtifactRepository(string rootDirectory, DiskSync sync, FilePermissions permissions, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootDirectory);
        _root = new LocalRoot(Path.GetFullPath(rootDirectory));
        _sync = sync;
        _time = time;
        _files = new AtomicFile(sync, permissions);
        _parts = new LocalParts(_root, sync, permissions);
    }

    private static FileStreamOptions ReadOptions { get; } = new()
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        BufferSize = 0,
    };

    /// <summary>The absolute path of the directory.</summary>
    public string RootDirectory => _root.Path;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        var directory = new DirectoryInfo(_root.Resolve(path));
        if (!directory.Exists)
            return Task.FromResult<IReadOnlyList<ArtifactEntry>>([]);
        var entries = new List<ArtifactEntry>();
        try
        {
            foreach (var found in directory.EnumerateFileSystemInfos())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (EntryFor(path, found) is not { } entry)
                    continue;
                MemoryShare.Current?.Add(entry.HeldBytes);
                entries.Add(entry);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted in the meantime: a missing directory lists as empty.
        }
        catch (Exception e) when (StorageFaults.Find(e, "list", path ?? "") is { } fault)
        {
            throw fault;
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return Task.FromResult<IReadOnlyList<ArtifactEntry>>(entries);
    }

    /// <inheritdoc/>
    public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var fullPath = _root.Resolve(path);
        if (Directory.Exists(fullPath))
            throw LeatException.InvalidParameter($"The artifact '{path}' is a directory, not a file.");
        try
        {
            var stream = new FileStream(fullPath, ReadOptions);
            var modified = new DateTimeOffset(File.GetLastWriteTimeUtc(stream.SafeFileHandle), TimeSpan.Zero);
            return Task.FromResult(new ArtifactContent(stream, stream.Length, modified));
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException || HasFileAsParent(fullPath))
        {
            throw new LeatException(ErrorCode.ResourceDoesNotExist, $"No such artifact: '{path}'.", e);
        }
        catch (Exception e) when (StorageFaults.Find(e, "read", path) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var fullPath = _root.Resolve(path);
        try
        {
            if (Directory.Exists(fullPath))
                throw LeatException.InvalidParameter($"The artifact '{path}' is a directory, so no file can be stored there.");
            await _files.WriteAsync(fullPath, body, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LeatException(ErrorCode.TemporarilyUnavailable, $"The directory of the artifact '{path}' was deleted while it was being stored. Send it again.", e);
        }
        catch (Exception e) when (StorageFaults.Find(e, "store", path) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string? path, CancellationToken cancellationToken = default)
    {
        var fullPath = _root.Resolve(path);

        // A tree of many files takes long; the caller's thread must not be blocked.
        return Task.Run(() => Delete(fullPath, path ?? ""), cancellationToken);
    }

    /// <inheritdoc/>
    T? IArtifactRepository.Capability<T>()
        where T : class => this as T ?? _parts as T;

    /// <inheritdoc/>
    public Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => AbandonedUploads.Remove(RootDirectory, _time.GetUtcNow(), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(CancellationToken cancellationToken = default) => Task.FromResult(Directory.Exists(RootDirectory));

    /// <inheritdoc/>
    public Task RequireWritableAsync(CancellationToken cancellationToken = default)
    {
        WriteProbe.Require(RootDirectory);
        return Task.CompletedTask;
    }

    /// <summary>An entry of a listing; null for what is not shown: half-written files and links that lead outside.</summary>
    private ArtifactEntry? EntryFor(string? parent, FileSystemInfo found)
    {
        if (TemporaryFile.IsOne(found.Name))
        {
            TemporaryFile.RemoveIfAbandoned(found, _time.GetUtcNow());
            return null;
        }

        if (_root.LeadsOutside(found.FullName))
            return null;
        var path = ArtifactPath.Combine(parent, found.Name);
        return (found.ResolveLinkTarget(returnFinalTarget: true) ?? found) switch
        {
            FileInfo { Exists: true } file => new ArtifactEntry(path, IsDirectory: false, file.Length),
            DirectoryInfo { Exists: true } => new ArtifactEntry(path, IsDirectory: true, Size: null),
            _ => null,
        };
    }

    private void Delete(string fullPath, string path)
    {
        try
        {
            if (Directory.Exists(fullPath))
                DeleteTree(fullPath);
            else if (File.Exists(fullPath))
                File.Delete(fullPath);
            else
                return;
            _sync.Directory(Path.GetDirectoryName(fullPath)!);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else was quicker; it is gone, as asked.
        }
        catch (Exception e) when (StorageFaults.Find(e, "delete", path) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Links in the tree are removed, not followed. A file stored in the meantime makes the directory non-empty again, hence
    /// several attempts.</summary>
    private static void DeleteTree(string fullPath)
    {
        const int maxAttempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(fullPath, recursive: true);
                return;
            }
            catch (IOException e) when (e is not DirectoryNotFoundException && attempt < maxAttempts)
            {
            }
        }
    }

    /// <summary>Whether a parent is a file, which systems report with different errors.</summary>
    private static bool HasFileAsParent(string fullPath)
    {
        for (var parent = Path.GetDirectoryName(fullPath); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
                return true;
        }

        return false;
    }
}
