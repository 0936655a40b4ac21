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
        if (!OperatingSystem.IsWindows() && WindowsPath.IsAbsolute(path))
            throw LeatException.InvalidParameter($"The artifact location '{uri}' is a path of Windows, which this system does not have.");
        return Path.GetFullPath(path);
    }

    /// <summary>Makes a location independent of the current directory: a relative path, or a <c>file:</c> URI of one, is prefixed with that
    /// directory; any other location is unchanged.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it leads above the topmost directory.</exception>
    public static string ToAbsolute(string uri)
    {
        var location = ArtifactLocation.Parse(uri);
        return location switch
        {
            { Scheme: "" } => Path.IsPathRooted(uri) || WindowsPath.IsAbsolute(uri) ? uri : Path.GetFullPath(uri),
            { Scheme: "file", Authority: "" } when !location.Path.StartsWith('/') => ToAbsoluteFileUri(location),
            _ => uri,
        };
    }

    /// <summary>The location of something below another: <c>mlflow-artifacts:/1</c> and <c>ab/artifacts</c> give
    /// <c>mlflow-artifacts:/1/ab/artifacts</c>. The only place that joins locations; see <see cref="ArtifactLocation.Below"/>.</summary>
    public static string Append(string uri, string relativePath) => ArtifactLocation.Parse(uri).Below(relativePath);

    /// <summary>Where the files of a run lie, below the location of its experiment.</summary>
    public static string OfRun(string experimentLocation, string runId) => Append(experimentLocation, $"{runId}/artifacts");

    /// <summary>Where the files of a logged model lie, below the location of its experiment.</summary>
    public static string OfModel(string experimentLocation, string modelId) => Append(experimentLocation, $"models/{modelId}/artifacts");

    /// <summary>Where the files of a trace lie, below the location of its experiment.</summary>
    public static string OfTrace(string experimentLocation, string traceId) => Append(experimentLocation, $"traces/{traceId}/artifacts");

    /// <summary>Splits <c>runs:/&lt;run id&gt;/&lt;path&gt;</c>; the path may be empty.</summary>
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
        var location = ArtifactLocation.Parse(uri);
        if (!PercentEncoding.TryDecode(location.Path, out var path))
            throw LeatException.InvalidParameter($"The artifact location '{uri}' is not valid UTF-8.");
        if (location.Authority.Length > 0 && !location.Authority.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return OperatingSystem.IsWindows()
                ? $"//{location.Authority}{path}"
                : throw LeatException.InvalidParameter(
                    $"The artifact location '{uri}' lies on the host '{location.Authority}', which this system cannot reach as a path. Write 'file:///path' for a directory of this machine.");
        }

        return OperatingSystem.IsWindows() && path.Length > 2 && path[0] == '/' && path[2] == ':' ? path[1..] : path;
    }

    private static string ToAbsoluteFileUri(ArtifactLocation location)
    {
        // The directory is a plain path; what follows it is already part of a URI.
        var current = Environment.CurrentDirectory.Replace('\\', '/')
            .Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);
        return PathSegments.TryFold($"{current}/{location.Path}", out var segments)
            ? $"file:///{string.Join('/', segments)}{location.Query}"
            : throw LeatException.InvalidParameter($"The artifact location '{location}' leads above the topmost directory.");
    }
}
