using Leat.Core.Artifacts;

namespace Leat.Core;

/// <summary>Where a model version may come from. The server later reads the source on behalf of others, so it must mean what it says and,
/// on the server's own disk, be inside artifacts.</summary>
/// <remarks>Follows MLflow 3.6 (<c>handlers.py</c>, <c>_validate_source_run</c> and related functions).</remarks>
public static class VersionSourceRules
{
    /// <summary>MLflow decodes until nothing changes; nobody encodes a name eleven times in good faith.</summary>
    private const int MaxDecodingRounds = 10;

    /// <summary>Rejects a source that is invalid for any owner. Local paths are only checked by <see cref="CheckLocal"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: relative parts, or no match for
    /// <see cref="InputLimits.VersionSource"/>.</exception>
    public static void Check(string source, InputLimits limits)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.VersionSource?.IsMatch(source) == false)
            throw LeatException.InvalidParameter($"Invalid model version source: '{source}'.");
        if (!ArtifactUri.IsLocal(source) && !IsPlain(source))
        {
            throw LeatException.InvalidParameter(
                $"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, "
                + "or mlflow-artifacts uri, an absolute path must be provided without relative path references present. "
                + "Please provide an absolute path.");
        }
    }

    /// <summary>Rejects a local source outside the artifacts of its stated owner.</summary>
    /// <param name="source">A path or a <c>file:</c> URI.</param>
    /// <param name="owner">MLflow's word for the owner: <c>run</c> or <c>model</c>.</param>
    /// <param name="artifactUri">The owner's artifacts; null if no owner was given.</param>
    public static void CheckLocal(string source, string owner, string? artifactUri)
    {
        var inside = artifactUri is not null
            && ArtifactUri.IsLocal(artifactUri)
            && IsInside(ArtifactUri.ToLocalPath(artifactUri), ArtifactUri.ToLocalPath(source));
        if (!inside)
        {
            throw LeatException.InvalidParameter(
                $"Invalid model version source: '{source}'. To use a local path as a model version source, the {owner}_id request "
                + "parameter has to be specified and the local path has to be contained within the artifact directory of the "
                + $"{owner} specified by the {owner}_id.");
        }
    }

    /// <summary>Whether a URI's path is absolute and does not change however often it is decoded.</summary>
    private static bool IsPlain(string source)
    {
        if (!TryDecode(source, out var decoded))
            return false;
        var path = PathOf(decoded).TrimEnd('/');
        return !decoded.Contains('\0')
            && !HasParentSegment(decoded)
            && path.StartsWith('/')
            && !path.Split('/').Contains(".");
    }

    private static bool HasParentSegment(string source) =>
        !TryDecode(source, out var decoded) || decoded.Split('/', '\\').Contains("..");

    /// <summary>What follows the scheme and authority, up to a query or fragment.</summary>
    private static string PathOf(string uri)
    {
        var path = uri[(uri.IndexOf(':') + 1)..];
        var end = path.AsSpan().IndexOfAny('?', '#');
        if (end >= 0)
            path = path[..end];
        if (!path.StartsWith("//", StringComparison.Ordinal))
            return path;
        var slash = path.IndexOf('/', 2);
        return slash < 0 ? "" : path[slash..];
    }

    private static bool TryDecode(string text, out string decoded)
    {
        decoded = text;
        for (var round = 0; round < MaxDecodingRounds; round++)
        {
            if (!PercentEncoding.TryDecode(decoded, out var next))
                return false;
            if (next == decoded)
                return true;
            decoded = next;
        }

        return false;
    }

    /// <summary>Whether a normal path is inside a directory, even if someone decodes it further.</summary>
    private static bool IsInside(string directory, string path)
    {
        var root = Path.TrimEndingDirectorySeparator(directory);
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        path = Path.TrimEndingDirectorySeparator(path);
        return path.Equals(root, comparison)
            || (path.StartsWith(root + Path.DirectorySeparatorChar, comparison)
                && ArtifactPath.TryParseDirectory(path[(root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/'), out _));
    }
}
