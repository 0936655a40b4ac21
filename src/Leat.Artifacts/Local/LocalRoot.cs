using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

/// <summary>Turns artifact paths into paths on disk below one directory, also through symbolic links.</summary>
/// <param name="path">The absolute path of the directory, which need not exist yet.</param>
internal sealed class LocalRoot(string path)
{
    /// <summary>What most file systems allow, in bytes of UTF-8.</summary>
    private const int MaxNameBytes = 255;

    /// <summary>Linux's PATH_MAX minus room for the name of a temporary file. Without this check, half the directories would be made
    /// first.</summary>
    private const int MaxPathBytes = 4096 - 64;

    /// <summary>The absolute path of the root.</summary>
    public string Path { get; } = path;

    /// <summary>The path on disk of an artifact, which need not exist.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a link leads outside of the root, or a segment is not
    /// a valid file name here.</exception>
    public string Resolve(string? artifactPath)
    {
        var current = Path;
        if (string.IsNullOrEmpty(artifactPath))
            return current;
        foreach (var segment in artifactPath.Split('/'))
        {
            RequireFileName(segment);
            current = System.IO.Path.Combine(current, segment);
            if (LeadsOutside(current))
                throw LeatException.InvalidParameter("Invalid path");
        }

        if (Encoding.UTF8.GetByteCount(current) > MaxPathBytes)
            throw LeatException.InvalidParameter("The path of an artifact is longer than the file system allows. Shorten it.");
        return current;
    }

    /// <summary>Whether a path is a link to something outside of the root, to nothing, or to itself.</summary>
    public bool LeadsOutside(string fullPath)
    {
        if (SymbolicLinks.Target(fullPath) is null)
            return false;
        var target = SymbolicLinks.RealPath(fullPath);
        var root = SymbolicLinks.RealPath(Path);
        return target is null || root is null || !Contains(root, target);
    }

    /// <summary>Whether <paramref name="candidate"/> is <paramref name="root"/> or lies below it. Both are absolute and normal.</summary>
    public static bool Contains(string root, string candidate)
    {
        var trimmed = System.IO.Path.TrimEndingDirectorySeparator(root);
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return candidate.StartsWith(trimmed, comparison)
            && (candidate.Length == trimmed.Length
                || System.IO.Path.EndsInDirectorySeparator(trimmed)
                || candidate[trimmed.Length] == System.IO.Path.DirectorySeparatorChar);
    }

    /// <summary>
    /// Callers have parsed the path already (<see cref="ArtifactPath"/>). This check is kept all the same, as the last barrier before the
    /// disk.
    /// </summary>
    private static void RequireFileName(string segment)
    {
        if (segment is "" or "." or ".." || segment.AsSpan().IndexOfAny('/', '\0') >= 0
            || TemporaryFile.IsOne(segment)
            || (OperatingSystem.IsWindows() && !IsWindowsFileName(segment)))
            throw LeatException.InvalidParameter("Invalid path");
        if (Encoding.UTF8.GetByteCount(segment) > MaxNameBytes)
            throw LeatException.InvalidParameter($"A file name of an artifact is longer than {MaxNameBytes} bytes: '{segment[..40]}…'. Shorten it.");
    }

    /// <summary>Windows reads <c>a.txt:b</c> as a stream of <c>a.txt</c>, drops dots and blanks at the end, and opens a printer for LPT1.</summary>
    private static bool IsWindowsFileName(string segment) =>
        segment.IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) < 0
        && segment[^1] is not ('.' or ' ')
        && !IsDeviceName(segment.Split('.')[0].TrimEnd());

    private static bool IsDeviceName(string name) =>
        name.ToUpperInvariant() is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
        || (name.Length == 4
            && (name.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || name.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
            && !char.IsAsciiLetter(name[3]));
}
