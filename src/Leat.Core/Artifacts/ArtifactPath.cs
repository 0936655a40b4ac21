using System.Buffers;
using System.Text;

namespace Leat.Core.Artifacts;

/// <summary>Turns a path from outside into one that cannot leave its root.</summary>
/// <remarks>
/// A path is taken literally: whoever received it percent-encoded has decoded it once, and names are not changed further. MLflow 3.6
/// (<c>mlflow/utils/uri.py</c>, <c>validate_path_is_safe</c>) keeps decoding until nothing changes and uses the result as the name, so that
/// <c>a%20b</c> overwrites <c>a b</c>. Here further decoding only serves to check: no number of encodings hides a traversal. What would leave a root
/// on Windows is refused everywhere, since files are moved between systems.
/// </remarks>
public static class ArtifactPath
{
    /// <summary>MLflow gives up after as many rounds, so no reader decodes any deeper.</summary>
    private const int MaxDecodingRounds = 10;

    /// <summary>The normal form of a path to a directory: relative, <c>/</c> between segments, without <c>.</c> and empty segments.</summary>
    /// <param name="path">Null and empty mean the root.</param>
    /// <returns>Empty for the root.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/> <c>Invalid path</c>: it leads, or may lead, outside.</exception>
    public static string ParseDirectory(string? path) => Normalize(path, isFile: false);

    /// <summary>As <see cref="ParseDirectory"/>.</summary>
    /// <returns>False for a path that leads outside, and for one that only a file may have.</returns>
    public static bool TryParseDirectory(string? path, out string directory)
    {
        try
        {
            directory = ParseDirectory(path);
            return true;
        }
        catch (LeatException)
        {
            directory = "";
            return false;
        }
    }

    /// <summary>The normal form of a path to something below the root that may be a file. Only a file may be called <c>%2e%2e</c> or the like.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/> <c>Invalid path</c>: it leads, or may lead,
    /// outside, or is the root itself.</exception>
    public static string ParseFile(string? path) =>
        Normalize(path, isFile: true) is { Length: > 0 } parsed ? parsed : throw Invalid();

    /// <summary>The directory named by the path of a location, which is part of a URI: decoded once, with <c>..</c> resolved.</summary>
    /// <returns>Empty for the root.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/> <c>Invalid path</c>: it leads outside.</exception>
    public static string ParseLocation(string uriPath)
    {
        ArgumentNullException.ThrowIfNull(uriPath);
        return PercentEncoding.TryDecodeUri(uriPath, out var path) && PathSegments.TryFold(path, out var segments)
            ? ParseDirectory(string.Join('/', segments))
            : throw Invalid();
    }

    /// <summary>Decodes the percent-encoded path of an address; a <c>%</c> that begins no escape is kept.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/> <c>Invalid path</c>: it is not UTF-8.</exception>
    public static string DecodeOnce(string encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        return PercentEncoding.TryDecode(encoded, out var path) ? path : throw Invalid();
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

    /// <summary>The name of a file on a client's disk, which may be a Windows one.</summary>
    /// <param name="localPath">In the syntax of that system.</param>
    public static string GetNameOfLocal(string localPath)
    {
        ArgumentNullException.ThrowIfNull(localPath);
        return GetName(WindowsPath.IsAbsolute(localPath) ? localPath.Replace('\\', '/') : localPath);
    }

    /// <summary>The path with each segment percent-encoded, as in a URL.</summary>
    public static string EscapeForUrl(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The error for every refused path; it reveals nothing about what exists.</summary>
    public static LeatException Invalid() => LeatException.InvalidParameter("Invalid path");

    private static string Normalize(string? path, bool isFile)
    {
        if (string.IsNullOrEmpty(path))
            return "";
        if (IsAbsolute(path) || path.Contains('\0', StringComparison.Ordinal) || !IsUnicode(path))
            throw Invalid();
        var segments = PathSegments.Of(path);
        for (var i = 0; i < segments.Length; i++)
        {
            if (LeadsOutside(segments[i], isName: isFile && i == segments.Length - 1))
                throw Invalid();
        }

        // Again, because './C:/x' has only now become a path with a drive.
        var kept = string.Join('/', segments);
        return IsAbsolute(kept) ? throw Invalid() : kept;
    }

    /// <summary>POSIX (<c>/x</c>), Windows (<c>C:\x</c>) and <c>file:/</c> forms.</summary>
    private static bool IsAbsolute(string path) =>
        path.StartsWith('/') || WindowsPath.IsAbsolute(path) || path.StartsWith("file:/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a segment, as it is or decoded further, climbs (<c>..</c>, <c>..%2fx</c>, <c>..\x</c>) or names a share
    /// (<c>\\server</c>).</summary>
    /// <param name="segment">Not empty.</param>
    /// <param name="isName">Whether it may be the name of a file: then <c>%2e%2e</c>, which nobody resolves, is a name like any other.</param>
    private static bool LeadsOutside(string segment, bool isName)
    {
        if (segment == "..")
            return true;
        for (var round = 0; round <= MaxDecodingRounds; round++)
        {
            var pieces = segment.Split('/', '\\');
            if (pieces.Length > 1 && (pieces.Contains("..") || pieces is ["", "", ..]))
                return true;
            if (segment == "..")
                return !isName;
            var decoded = PercentEncoding.DecodeLoosely(segment);
            if (decoded == segment)
                return false;
            segment = decoded;
        }

        return false;
    }

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
}
