using Leat.Core;
using Microsoft.Win32.SafeHandles;

namespace Leat.Storage.Files;

/// <summary>Changes of several files that are brought to disk together: waiting for the disk once costs as much as for one file. Other readers see
/// each file as it was or as it is. Used by one caller at a time.</summary>
internal sealed class DiskBatch(DiskFiles disk) : IDisposable
{
    private readonly List<(SafeFileHandle Handle, string Scratch, string Path, string? Once)> _new = [];
    private readonly List<SafeFileHandle> _appended = [];
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>Makes a folder, unless it is there.</summary>
    /// <exception cref="LeatException">It or one around it is a link or a file, or lies elsewhere.</exception>
    public void EnsureFolder(string folder) => disk.EnsureFolder(folder, _folders);

    /// <summary>Gives a file this content when the batch ends. One that has it already is left alone.</summary>
    public FileStamp Replace(string path, ReadOnlySpan<byte> content) => Add(path, content, null);

    /// <summary>Makes a file whose content never changes when the batch ends. Should another process make it first, with another content, the batch
    /// ends there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="key">What messages call it.</param>
    public FileStamp Create(string path, ReadOnlySpan<byte> content, string key) => Add(path, content, key);

    private FileStamp Add(string path, ReadOnlySpan<byte> content, string? once)
    {
        EnsureFolder(Path.GetDirectoryName(path)!);
        if (disk.FindSame(path, content) is { } same)
            return same;

        var scratch = Path.Combine(disk.Root, $"{DiskFiles.Scratch}{Guid.NewGuid():n}");
        var file = File.OpenHandle(scratch, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        _new.Add((file, scratch, path, once));
        RandomAccess.Write(file, content, 0);
        _folders.Add(Path.GetDirectoryName(path)!);
        return FileStamp.Of(File.GetLastWriteTimeUtc(file).Ticks, content);
    }

    /// <summary>Adds lines to a file in one write, at once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="known">What has been read of it; null if nothing.</param>
    /// <returns>What is known of it now; as before if another process has written too, whose lines are to be read.</returns>
    public FileStamp? Append(string path, ReadOnlySpan<byte> lines, FileStamp? known)
    {
        EnsureFolder(Path.GetDirectoryName(path)!);
        var isThere = disk.CheckFile(path);

        // What a killed process left of a line must not spoil ours.
        ReadOnlySpan<byte> all = isThere && !EndsWithLine(path) ? [(byte)'\n', .. lines] : lines;
        if (!isThere)
            _folders.Add(Path.GetDirectoryName(path)!);

        var file = AppendedFile.Write(path, all);
        _appended.Add(file);
        var stamp = new FileStamp(File.GetLastWriteTimeUtc(file).Ticks, RandomAccess.GetLength(file), 0, IsFresh: false);
        return stamp.Size == (known?.Size ?? 0) + lines.Length ? stamp : known;
    }

    public void Delete(string path)
    {
        EnsureFolder(Path.GetDirectoryName(path)!);
        if (!disk.CheckFile(path))
            return;
        File.Delete(path);
        _folders.Add(Path.GetDirectoryName(path)!);
    }

    /// <summary>Puts the new files in their places, in the order in which they were given, and waits for the disk.</summary>
    public void Commit()
    {
        foreach (var (handle, _, _, _) in _new)
            RandomAccess.FlushToDisk(handle);
        foreach (var (handle, scratch, path, once) in _new)
        {
            handle.Dispose();
            Place(scratch, path, once);
        }

        foreach (var handle in _appended)
        {
            RandomAccess.FlushToDisk(handle);
            handle.Dispose();
        }

        foreach (var folder in _folders)
            DirectorySync.Flush(folder);
        _new.Clear();
        _appended.Clear();
        _folders.Clear();
    }

    /// <summary>Removes what was not put in its place.</summary>
    public void Dispose()
    {
        foreach (var (handle, scratch, _, _) in _new)
        {
            handle.Dispose();
            File.Delete(scratch);
        }

        foreach (var handle in _appended)
            handle.Dispose();
        _new.Clear();
        _appended.Clear();
    }

    /// <exception cref="LeatException">It is there with another content.</exception>
    private static void Place(string scratch, string path, string? once)
    {
        if (once is null)
        {
            File.Move(scratch, path, overwrite: true);
            return;
        }

        try
        {
            File.Move(scratch, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(scratch)))
                throw LeatException.InvalidParameter($"Changing param values is not allowed. The param '{once}' was just logged with another value by another process.");
            File.Delete(scratch);
        }
    }

    private static bool EndsWithLine(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(file, last, Math.Max(0, RandomAccess.GetLength(file) - 1)) == 0 || last[0] == (byte)'\n';
    }
}
