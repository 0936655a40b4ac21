namespace Leat.Client;

/// <summary>The commit that the program was run from, read from the files of its work tree.</summary>
internal static class GitCommit
{
    private static readonly Lazy<string?> Program = new(() => Find(AppContext.BaseDirectory));

    /// <summary>The commit of the work tree that the program's own files lie in; null if they lie in none.</summary>
    public static string? OfProgram => Program.Value;

    /// <summary>The commit checked out in the work tree around a directory; null without one, or before its first commit.</summary>
    internal static string? Find(string directory)
    {
        try
        {
            for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
            {
                var git = Path.Combine(folder.FullName, ".git");
                if (Directory.Exists(git))
                    return ReadHead(git, git);
                if (File.Exists(git))
                    return ReadLinkedWorkTree(git);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A tag is not worth a failed run.
        }

        return null;
    }

    /// <summary>In a linked work tree or submodule <c>.git</c> is a file that names the directory; branches may lie in a common one.</summary>
    private static string? ReadLinkedWorkTree(string file)
    {
        const string Prefix = "gitdir: ";
        var text = File.ReadAllText(file).Trim();
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var own = Path.GetFullPath(text[Prefix.Length..], Path.GetDirectoryName(file)!);
        var commonFile = Path.Combine(own, "commondir");
        var common = File.Exists(commonFile) ? Path.GetFullPath(File.ReadAllText(commonFile).Trim(), own) : own;
        return ReadHead(own, common);
    }

    private static string? ReadHead(string own, string common)
    {
        const string Reference = "ref: ";
        var head = File.ReadAllText(Path.Combine(own, "HEAD")).Trim();
        if (!head.StartsWith(Reference, StringComparison.Ordinal))
            return AsCommit(head);
        var name = head[Reference.Length..];
        var loose = Path.Combine(common, name);
        return File.Exists(loose) ? AsCommit(File.ReadAllText(loose).Trim()) : ReadPacked(common, name);
    }

    private static string? ReadPacked(string common, string name)
    {
        var packed = Path.Combine(common, "packed-refs");
        if (!File.Exists(packed))
            return null;
        var line = File.ReadLines(packed).FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal));
        return AsCommit(line?.Split(' ')[0]);
    }

    private static string? AsCommit(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigitLower) ? text : null;
}
