using System.IO.Enumeration;

namespace Leat.Storage.Files;

/// <summary>Lists the files that make up a thing: all below its folder but artifacts. Links are not followed.</summary>
internal static class FolderListing
{
    private const string Artifacts = "artifacts";

    private static readonly EnumerationOptions Options = new()
    {
        AttributesToSkip = 0,
        RecurseSubdirectories = true,
        MaxRecursionDepth = 40,
        ReturnSpecialDirectories = false,
        IgnoreInaccessible = true,
    };

    /// <summary>The files, by path; null if there is no such folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="leftOut">Names of further folders in it that are not looked into.</param>
    public static Dictionary<string, FoundFile>? Of(string folder, params string[] leftOut)
    {
        var prefix = folder.Length + 1;
        try
        {
            return Read(folder, prefix, leftOut);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static Dictionary<string, FoundFile> Read(string folder, int prefix, string[] leftOut)
    {
        var files = new FileSystemEnumerable<FoundFile>(
            folder,
            (ref FileSystemEntry entry) => new FoundFile(
                entry.Directory.Length < prefix ? entry.FileName.ToString() : $"{entry.Directory[prefix..]}/{entry.FileName}".Replace('\\', '/'),
                entry.LastWriteTimeUtc.UtcTicks,
                entry.Length),
            Options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !IsLink(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry) && !(entry.Directory.Length < prefix && IsLeftOut(entry.FileName, leftOut)),
        };
        var found = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        foreach (var file in files)
            found[file.Path] = file;
        return found;
    }

    private static bool IsLeftOut(ReadOnlySpan<char> name, string[] leftOut)
    {
        if (name.SequenceEqual(Artifacts))
            return true;
        foreach (var one in leftOut)
        {
            if (name.SequenceEqual(one))
                return true;
        }

        return false;
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
