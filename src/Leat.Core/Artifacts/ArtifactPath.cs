using System.Buffers;
using System.Text;

namespace Leat.Core.Artifacts;

/// <summary>Turns a path that a client sent into one that cannot leave its root.</summary>
/// <remarks>
/// Follows MLflow 3.6 (<c>mlflow/utils/uri.py</c>, <c>validate_path_is_safe</c>): the path is percent-decoded until it
/// no longer changes and only then judged, so that no number of encodings hides a traversal. Stricter in what would
/// mean different files on different systems: backslashes, drive letters and text that is not UTF-8 are refused
/// everywhere, not only on Windows.
/// </remarks>
public static class ArtifactPath
{
    /// <summary>MLflow gives up after as many rounds; nobody encodes a name eleven times in good faith.</summary>
    private const int MaxDecodingRounds = 10;

    /// <summary>The normal form of a path to a file or directory: relative, <c>/</c> between segments, without <c>.</c> and empty segments.</summary>
    /// <param name="path">As the client sent it, percent-encoded any number of times; null and empty mean the root.</param>
    /// <returns>Empty for the root.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/> <c>Invalid path</c>: it leads, or may lead, outside.</exception>
    public static string Parse(string? path) =>
        string.IsNullOrEmpty(path) ? "" : Normalize(Decode(path));

    /// <summary>As <see cref="Parse"/>, for a path that must name something below the root.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/> <c>Invalid path</c>: it leads outside, or is the root itself.</exception>
    public static string ParseNonRoot(string? path)
    {
        var parsed = Parse(path);
        return parsed.Length == 0 ? throw Invalid() : parsed;
    }

    /// <summary>Joins two normal paths; either may be empty.</summary>
    public static string Combine(string? parent, string? child)
    {
        if (string.IsNullOrEmpty(parent))
            return child ?? "";
        return string.IsNullOrEmpty(child) ? parent : $"{parent}/{child}";
    }

    /// <summary>The last segment of a normal path.</summary>
    public static string GetName(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The path with each segment percent-encoded, as it stands in a URL.</summary>
    public static string EscapeForUrl(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Decode(string path)
    {
        for (var round = 0; round < MaxDecodingRounds; round++)
        {
            if (!PercentEncoding.TryDecode(path, out var decoded))
                throw Invalid();
            if (decoded == path)
                return path;
            path = decoded;
        }

        throw Invalid();
    }

    private static string Normalize(string path)
    {
        if (IsAbsolute(path) || path.AsSpan().IndexOfAny('#', '\\', '\0') >= 0 || !IsUnicode(path))
            throw Invalid();
        var segments = path.Split('/');
        if (segments.Contains(".."))
            throw Invalid();
        var kept = string.Join('/', segments.Where(segment => segment is not ("" or ".")));

        // Once more, for './C:/x' has only now become a path with a drive.
        if (IsAbsolute(kept))
            throw Invalid();
        return PercentEncoding.EscapeControlCharacters(kept);
    }

    /// <summary>POSIX (<c>/x</c>), Windows (<c>C:\x</c> and, relative to a drive, <c>C:x</c>) and <c>file:</c> forms.</summary>
    private static bool IsAbsolute(string path) =>
        path.StartsWith('/')
        || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
        || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    /// <summary>False for an unpaired surrogate, which has no form on disk or in a URL.</summary>
    private static bool IsUnicode(ReadOnlySpan<char> path)
    {
        while (!path.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(path, out _, out var consumed) != OperationStatus.Done)
                return false;
            path = path[consumed..];
        }

        return true;
    }

    private static LeatException Invalid() => LeatException.InvalidParameter("Invalid path");
}
