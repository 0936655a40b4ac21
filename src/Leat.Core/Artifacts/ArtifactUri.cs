namespace Leat.Core.Artifacts;

/// <summary>Artifact locations as runs and experiments carry them: a path, or a URI whose scheme names the kind of store.</summary>
public static class ArtifactUri
{
    /// <summary>The scheme of locations that the tracking server resolves.</summary>
    public const string ProxyScheme = "mlflow-artifacts";

    /// <summary>The scheme in lower case; empty for a plain path, a Windows path with its drive letter among them.</summary>
    public static string GetScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !char.IsAsciiLetter(uri[0]))
            return "";
        var scheme = uri.AsSpan(0, colon);
        foreach (var c in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return "";
        }

        return scheme.ToString().ToLowerInvariant();
    }

    /// <summary>Whether the location is a directory of this machine: a plain path or a <c>file:</c> URI.</summary>
    public static bool IsLocal(string uri) => GetScheme(uri) is "" or "file";

    /// <summary>The absolute path of a local location. Relative ones start at the current directory; <c>file:</c> URIs are percent-decoded.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a local location, or a malformed one.</exception>
    public static string ToLocalPath(string uri)
    {
        var path = GetScheme(uri) switch
        {
            "" => uri,
            "file" => PathOfFileUri(uri),
            _ => throw LeatException.InvalidParameter($"The artifact location '{uri}' is not a local path."),
        };
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw LeatException.InvalidParameter($"The artifact location '{uri}' names no directory.");
        return Path.GetFullPath(path);
    }

    /// <summary>The location as it is meant wherever one stands: a local one as an absolute path, another as it is.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a malformed local location.</exception>
    public static string ToAbsolute(string uri) => IsLocal(uri) ? ToLocalPath(uri) : uri;

    /// <summary>The location of something below another: <c>mlflow-artifacts:/1</c> and <c>ab/artifacts</c> give <c>mlflow-artifacts:/1/ab/artifacts</c>.</summary>
    /// <remarks>A query, as some object stores use it for options, stays at the end.</remarks>
    public static string Append(string uri, string relativePath)
    {
        var query = GetScheme(uri).Length > 0 ? uri.IndexOf('?', StringComparison.Ordinal) : -1;
        var (root, rest) = query < 0 ? (uri, "") : (uri[..query], uri[query..]);
        return root.EndsWith('/') ? $"{root}{relativePath}{rest}" : $"{root}/{relativePath}{rest}";
    }

    /// <summary>Takes <c>runs:/&lt;run id&gt;/&lt;path&gt;</c> apart; the path may be empty.</summary>
    /// <returns>False if it is not of this form.</returns>
    public static bool TryParseRunUri(string uri, out string runId, out string path)
    {
        runId = path = "";
        if (GetScheme(uri) != "runs" || !uri.AsSpan("runs:".Length).StartsWith("/"))
            return false;
        var parts = uri["runs:".Length..].TrimStart('/').Split('/', 2);
        runId = parts[0];
        path = parts.Length > 1 ? parts[1] : "";
        return runId.Length > 0;
    }

    /// <summary><c>file:///a</c>, <c>file:/a</c>, <c>file:a</c>, <c>file://localhost/a</c>; another host is a Windows share.</summary>
    private static string PathOfFileUri(string uri)
    {
        if (!PercentEncoding.TryDecode(uri["file:".Length..], out var path))
            throw LeatException.InvalidParameter($"The artifact location '{uri}' is not valid UTF-8.");
        if (path.StartsWith("//", StringComparison.Ordinal))
            path = PathAfterHost(uri, path);
        return OperatingSystem.IsWindows() && path.Length > 2 && path[0] == '/' && path[2] == ':' ? path[1..] : path;
    }

    private static string PathAfterHost(string uri, string path)
    {
        var slash = path.IndexOf('/', 2);
        var host = slash < 0 ? path[2..] : path[2..slash];
        if (host is "" or "localhost")
            return slash < 0 ? "" : path[slash..];
        return OperatingSystem.IsWindows()
            ? path
            : throw LeatException.InvalidParameter($"The artifact location '{uri}' lies on the host '{host}', which this system cannot reach as a path.");
    }
}
