using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Changes files below the root of a file store, and nothing else: what is reached through a link is not touched. Whoever reads
/// meanwhile sees a file as it was or as it is, never a part. Safe for concurrent use.</summary>
/// <param name="root">The full path of the root.</param>
internal sealed class DiskFiles(string root)
{
    /// <summary>How the names of files begin that are not whole yet. They lie in the root: MLflow takes every file elsewhere for a tag, a param or a
    /// metric, and ignores files there.</summary>
    public const string Scratch = ".leat-new-";

    public string Root => root;

    /// <summary>What is known of a file if it has this content already; else null.</summary>
    /// <exception cref="LeatException">It is a link or a folder.</exception>
    public FileStamp? FindSame(string path, ReadOnlySpan<byte> content)
    {
        if (!CheckFile(path))
            return null;
        var time = File.GetLastWriteTimeUtc(path).Ticks;
        return Read(path) is { } old && content.SequenceEqual(old) ? FileStamp.Of(time, content) : null;
    }

    /// <summary>Whether there is a file.</summary>
    /// <exception cref="LeatException">It is a link or a folder.</exception>
    public bool CheckFile(string path) => Inspect(path) switch
    {
        null => false,
        { IsFile: true } => true,
        _ => throw LeatException.InvalidParameter($"'{Shown(path)}' is a folder here, and cannot be a file too: MLflow's file store keeps what a slash divides in folders."),
    };

    /// <summary>Removes a folder with all in it; links in it go, not what they lead to.</summary>
    public void DeleteFolder(string path)
    {
        EnsureFolder(Path.GetDirectoryName(path)!);
        if (Inspect(path) is not { IsFile: false })
            return;
        Directory.Delete(path, recursive: true);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    public void MoveFolder(string path, string target)
    {
        EnsureFolder(Path.GetDirectoryName(path)!);
        EnsureFolder(Path.GetDirectoryName(target)!);
        if (Inspect(target) is not null)
            throw new LeatException(ErrorCode.InvalidState, $"'{Shown(path)}' cannot be moved: '{Shown(target)}' is there already.");
        Directory.Move(path, target);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
        DirectorySync.Flush(Path.GetDirectoryName(target)!);
    }

    /// <summary>Removes new files that a process which was killed did not put in their places. Those of an hour may still be in work.</summary>
    public void RemoveLeftovers()
    {
        foreach (var file in new DirectoryInfo(root).EnumerateFiles(Scratch + "*"))
        {
            if (file.LastWriteTimeUtc < TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1))
                file.Delete();
        }
    }

    /// <summary>Makes a folder, unless it is there.</summary>
    /// <exception cref="LeatException">It or one around it is a link or a file, or lies elsewhere.</exception>
    public void EnsureFolder(string folder) => EnsureFolder(folder, null);

    /// <summary>Makes a folder, unless it is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="changed">Gets the folders whose names the caller brings to disk; null to do it here.</param>
    public void EnsureFolder(string folder, ISet<string>? changed)
    {
        var relative = Path.GetRelativePath(root, folder);
        if (relative == ".")
            return;
        if (Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal))
            throw new LeatException(ErrorCode.InvalidState, $"'{folder}' does not lie in '{root}'.");
        var current = root;
        foreach (var part in relative.Split(Path.DirectorySeparatorChar))
        {
            var parent = current;
            current = Path.Combine(parent, part);
            if (Inspect(current) is not { } there)
            {
                Directory.CreateDirectory(current);
                if (changed is null)
                    DirectorySync.Flush(parent);
                else
                    changed.Add(parent);
            }
            else if (there.IsFile)
            {
                throw LeatException.InvalidParameter($"'{Shown(current)}' is a file here, and cannot be a folder too: MLflow's file store keeps what a slash divides in folders.");
            }
        }
    }

    private string Shown(string path) => TextRules.Truncate(Path.GetRelativePath(root, path), 200);

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <exception cref="LeatException">It is a link.</exception>
    private (bool IsFile, bool IsFolder)? Inspect(string path)
    {
        var info = new FileInfo(path);
        if ((int)info.Attributes == -1)
            return null;
        if ((info.Attributes & FileAttributes.ReparsePoint) != 0)
            throw new LeatException(ErrorCode.InvalidState, $"'{Shown(path)}' is a link: nothing is written through links.");
        return (info.Attributes & FileAttributes.Directory) != 0 ? (false, true) : (true, false);
    }
}
