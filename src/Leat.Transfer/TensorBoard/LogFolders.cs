using System.Globalization;

namespace Leat.Transfer.TensorBoard;

/// <summary>Finds event files below a log directory. Links are not followed, so that nothing outside is read.</summary>
internal static class LogFolders
{
    /// <summary>What TensorBoard goes by.</summary>
    private const string Mark = "tfevents";

    private const int MostDepth = 64;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The directories with event files, in the order of their paths.</summary>
    public static List<RunFolder> Find(string root, LogNotes notes)
    {
        var found = new List<RunFolder>();
        Add(new DirectoryInfo(root), RunFolder.Root, 0, found, notes);
        found.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return found;
    }

    /// <summary>The second in which a file was begun, as its name says: <c>events.out.tfevents.1700000000.host</c>; 0 if it does not.</summary>
    public static ulong BegunOf(string name)
    {
        var rest = name.AsSpan(name.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length).TrimStart('.');
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            digits++;
        return ulong.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? second : 0;
    }

    private static void Add(DirectoryInfo folder, string path, int depth, List<RunFolder> found, LogNotes notes)
    {
        if (depth > MostDepth)
        {
            notes.Add("", isLoss: true, $"'{path}' lies more than {MostDepth} folders deep.");
            return;
        }

        var files = new List<EventFile>();
        foreach (var child in ChildrenOf(folder, path, notes))
        {
            var shown = path == RunFolder.Root ? child.Name : $"{path}/{child.Name}";
            var isEvents = child is FileInfo && child.Name.Contains(Mark, StringComparison.Ordinal);
            if (IsLink(child))
            {
                if (isEvents || child is DirectoryInfo)
                    notes.Add("", isLoss: true, $"'{shown}' is a link: links are not followed.");
            }
            else if (child is DirectoryInfo inner)
                Add(inner, shown, depth + 1, found, notes);
            else if (isEvents)
                files.Add(new EventFile(child.FullName, shown, ((FileInfo)child).Length));
        }

        if (files.Count == 0)
            return;
        files.Sort(static (a, b) =>
            BegunOf(a.Name).CompareTo(BegunOf(b.Name)) is not 0 and var order ? order : string.CompareOrdinal(a.Name, b.Name));
        found.Add(new RunFolder(path, files));
    }

    private static List<FileSystemInfo> ChildrenOf(DirectoryInfo folder, string path, LogNotes notes)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos("*", Everything)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            notes.Add("", isLoss: true, $"'{path}' cannot be read: {error.Message.TrimEnd('.')}.");
            return [];
        }
    }

    private static bool IsLink(FileSystemInfo info) => info.LinkTarget is not null || info.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
