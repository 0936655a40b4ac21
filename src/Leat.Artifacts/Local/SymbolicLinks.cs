namespace Leat.Artifacts.Local;

/// <summary>Reads symbolic links (on Windows junctions too).</summary>
internal static class SymbolicLinks
{
    /// <summary>Linux gives up after as many.</summary>
    private const int MaxLinks = 40;

    /// <summary>The target of a link as written in it; null if the path is not a link or does not exist.</summary>
    public static string? Target(string path) => new FileInfo(path).LinkTarget;

    /// <summary>
    /// The path without any links in it, as <c>realpath(3)</c>, but also for paths that do not exist yet. .NET's
    /// <see cref="FileSystemInfo.ResolveLinkTarget"/> follows the last segment only, not links among its parents.
    /// </summary>
    /// <returns>Null if the links go round in a circle.</returns>
    public static string? RealPath(string path)
    {
        path = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(path)!;
        var pending = new Stack<string>(SegmentsOf(path).Reverse());
        var links = 0;
        while (pending.TryPop(out var segment))
        {
            var next = Path.Combine(resolved, segment);
            if (Target(next) is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MaxLinks)
                return null;

            // The target's own segments may be links too, so they are resolved in turn.
            var full = Path.GetFullPath(target, resolved);
            resolved = Path.GetPathRoot(full)!;
            foreach (var part in SegmentsOf(full).Reverse())
                pending.Push(part);
        }

        return resolved;
    }

    private static string[] SegmentsOf(string fullPath) =>
        fullPath[Path.GetPathRoot(fullPath)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
