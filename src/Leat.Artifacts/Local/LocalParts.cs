using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

/// <summary>Takes files in parts. Each goes to its place in the file to be, so that completing it is a rename, however large the file is.</summary>
/// <remarks>Any process that shares the directory may take any part, or complete the file.</remarks>
internal sealed class LocalParts(LocalRoot root, DiskSync sync, FilePermissions permissions) : IReceivedParts
{
    private readonly SyncedCopy _copy = new(sync);

    private readonly FileStreamOptions _options = Options(permissions);

    public async Task<string> BeginAsync(string path, int partCount, CancellationToken cancellationToken = default)
    {
        RequireRoomFor(path);
        var id = TemporaryFile.NewId();
        var folder = PartFolder.Of(root, id);
        await DurableDirectory.EnsureAsync(folder.Path, sync, permissions, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(folder.Plan, string.Create(CultureInfo.InvariantCulture, $"{partCount}\n{path}"), cancellationToken).ConfigureAwait(false);
        return id;
    }

    public async Task<string> WriteAsync(string uploadId, int number, ArtifactBody part, CancellationToken cancellationToken = default)
    {
        var folder = PartFolder.Of(root, uploadId);
        var (count, path) = await folder.ReadPlanAsync(cancellationToken).ConfigureAwait(false);
        if (number < 1 || number > count)
            throw LeatException.InvalidParameter($"There is no part {number}: the upload was begun with {count} parts.");
        var length = part.Length ?? throw LeatException.InvalidParameter($"Part {number} came without its length. Send it with a Content-Length.");
        try
        {
            if (!IsApart(number, count))
                await folder.RequireLengthAsync(number, length, cancellationToken).ConfigureAwait(false);

            // What stood here before is no longer whole.
            File.Delete(folder.Record(number));
            var hash = await CopyAsync(folder, part, IsApart(number, count) ? null : (number - 1) * length, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(folder.Record(number), new PartRecord(length, hash).ToString(), cancellationToken).ConfigureAwait(false);
            return hash;
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PartFolder.Gone(e);
        }
        catch (Exception e) when (StorageFaults.Find(e, "store", path) is { } fault)
        {
            throw fault;
        }
    }

    public async Task CompleteAsync(
        string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var folder = PartFolder.Of(root, uploadId);
        var plan = await folder.ReadPlanAsync(path, cancellationToken).ConfigureAwait(false);
        var records = await folder.ReadRecordsAsync(parts, cancellationToken).ConfigureAwait(false);
        var hasApart = IsApart(parts.Count, plan.Count);
        RequireRoomFor(path);
        try
        {
            await PutInPlaceAsync(folder, root.Resolve(path), records[0].Length * (parts.Count - (hasApart ? 1 : 0)), hasApart, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PartFolder.Gone(e);
        }
        catch (Exception e) when (StorageFaults.Find(e, "store", path) is { } fault)
        {
            throw fault;
        }
    }

    public async Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default)
    {
        var folder = PartFolder.Of(root, uploadId);
        await folder.ReadPlanAsync(path, cancellationToken).ConfigureAwait(false);
        folder.Remove();
    }

    /// <summary>Whether a part waits in a file of its own, since it may be shorter than the others: where it begins is known when they are.</summary>
    private static bool IsApart(int number, int count) => number == count && count > 1;

    private static FileStreamOptions Options(FilePermissions permissions)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = permissions.File;
        return options;
    }

    /// <summary>Writes a part to its place; null for the file of the last.</summary>
    private async Task<string> CopyAsync(PartFolder folder, ArtifactBody part, long? place, CancellationToken cancellationToken)
    {
        var file = new FileStream(place is null ? folder.Last : folder.Data, _options);
        await using (file.ConfigureAwait(false))
        {
            if (place is null)
                file.SetLength(0);
            file.Position = place ?? 0;
            var content = part.OpenRead();
            await using (content.ConfigureAwait(false))
            {
                var hashed = new HashingStream(content);
                await using (hashed.ConfigureAwait(false))
                {
                    await _copy.CopyAsync(hashed, file, cancellationToken).ConfigureAwait(false);
                    return hashed.Hash();
                }
            }
        }
    }

    /// <summary>Whoever renames the data first completes the upload; a second attempt at the same time finds none.</summary>
    private async Task PutInPlaceAsync(PartFolder folder, string target, long length, bool hasApart, CancellationToken cancellationToken)
    {
        await DurableDirectory.EnsureAsync(Path.GetDirectoryName(target)!, sync, permissions, cancellationToken).ConfigureAwait(false);
        File.Move(folder.Data, folder.Whole);
        try
        {
            await AppendLastAsync(folder, length, hasApart, cancellationToken).ConfigureAwait(false);

            // A folder below the root may be another file system: then this copies, and only the second is a rename.
            var beside = TemporaryFile.NextTo(target);
            File.Move(folder.Whole, beside);
            await SyncAsync(beside, length).ConfigureAwait(false);
            File.Move(beside, target, overwrite: true);
        }
        catch when (File.Exists(folder.Whole))
        {
            File.Move(folder.Whole, folder.Data);
            throw;
        }

        sync.Directory(Path.GetDirectoryName(target)!);
        folder.Remove();
    }

    private async Task AppendLastAsync(PartFolder folder, long length, bool hasApart, CancellationToken cancellationToken)
    {
        var file = new FileStream(folder.Whole, _options);
        await using (file.ConfigureAwait(false))
        {
            file.SetLength(length);
            file.Position = length;
            if (!hasApart)
                return;
            var last = new FileStream(folder.Last, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
            await using (last.ConfigureAwait(false))
                await _copy.CopyAsync(last, file, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SyncAsync(string path, long bytes)
    {
        var file = new FileStream(path, _options);
        await using (file.ConfigureAwait(false))
            await _copy.SyncAsync(file, bytes).ConfigureAwait(false);
    }

    private void RequireRoomFor(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = root.Resolve(path);
        if (Directory.Exists(target))
            throw LeatException.InvalidParameter($"The artifact '{path}' is a directory, so no file can be stored there.");
        for (var parent = Path.GetDirectoryName(target)!; parent.Length > root.Path.Length; parent = Path.GetDirectoryName(parent)!)
        {
            if (File.Exists(parent))
                throw LeatException.InvalidParameter($"'{Path.GetFileName(parent)}' is a file, so nothing can be stored below it.");
        }
    }
}
