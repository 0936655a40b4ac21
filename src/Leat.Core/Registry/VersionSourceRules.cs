using System.Text.RegularExpressions;
using Leat.Core.Artifacts;

namespace Leat.Core;

/// <summary>Where a model version may come from. A source ends up as a place that the server reads for others, so that it must mean
/// what it says and, on the server's own disk, lie within artifacts.</summary>
/// <remarks>Follows MLflow 3.6 (<c>handlers.py</c>, <c>_validate_source_run</c> and its neighbours).</remarks>
public static class VersionSourceRules
{
    /// <summary>MLflow decodes until nothing changes; nobody encodes a name eleven times in good faith.</summary>
    private const int MaxDecodingRounds = 10;

    private static readonly Regex? Allowed = MakeAllowed();

    /// <summary>Refuses a source that is not allowed whatever it belongs to. Local paths are only looked at by
    /// <see cref="CheckLocal"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: relative parts, or not what
    /// <c>MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX</c> wants.</exception>
    public static void Check(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (Allowed is not null && !Allowed.IsMatch(source))
            throw LeatException.InvalidParameter($"Invalid model version source: '{source}'.");
        if (!ArtifactUri.IsLocal(source) && !IsPlain(source))
        {
            throw LeatException.InvalidParameter(
                $"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, "
                + "or mlflow-artifacts uri, an absolute path must be provided without relative path references present. "
                + "Please provide an absolute path.");
        }
    }

    /// <summary>Refuses a local source outside of the artifacts that it is said to be of.</summary>
    /// <param name="source">A path or a <c>file:</c> URI.</param>
    /// <param name="owner">How MLflow calls what it belongs to: <c>run</c> or <c>model</c>.</param>
    /// <param name="artifactUri">That one's artifacts; null when no owner was named.</param>
    public static void CheckLocal(string source, string owner, string? artifactUri)
    {
        var inside = artifactUri is not null
            && ArtifactUri.IsLocal(artifactUri)
            && !HasParentSegment(source)
            && Contains(ArtifactUri.ToLocalPath(artifactUri), ArtifactUri.ToLocalPath(source));
        if (!inside)
        {
            throw LeatException.InvalidParameter(
                $"Invalid model version source: '{source}'. To use a local path as a model version source, the {owner}_id request "
                + "parameter has to be specified and the local path has to be contained within the artifact directory of the "
                + $"{owner} specified by the {owner}_id.");
        }
    }

    /// <summary>Whether a URI's path is absolute and stays as it is, however often it is decoded.</summary>
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

    /// <summary>What follows scheme and authority, up to a query or fragment.</summary>
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

    private static bool Contains(string directory, string path)
    {
        var root = Path.TrimEndingDirectorySeparator(directory);
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        path = Path.TrimEndingDirectorySeparator(path);
        return path.Equals(root, comparison) || path.StartsWith(root + Path.DirectorySeparatorChar, comparison);
    }

    private static Regex? MakeAllowed() =>
        Environment.GetEnvironmentVariable("MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX") is { Length: > 0 } pattern
            ? new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            : null;
}
