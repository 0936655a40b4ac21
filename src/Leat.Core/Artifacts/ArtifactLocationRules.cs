using System.Text.RegularExpressions;

namespace Leat.Core.Artifacts;

/// <summary>Which locations can hold the files of runs.</summary>
/// <remarks>Stricter than MLflow, which accepts every text: there the experiment is created, and its runs lose or mix up their
/// files.</remarks>
public static partial class ArtifactLocationRules
{
    private const string NoDirectory = "names no directory of this machine: write 'file:///<path>', percent-encoded in UTF-8";

    /// <summary>What is wrong with the location of an experiment.</summary>
    /// <returns>The rest of a sentence that begins with the location; null if nothing is wrong.</returns>
    public static string? FindFault(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "is blank";
        if (text.Any(char.IsControl))
            return "holds a control character";
        if (char.IsWhiteSpace(text[0]) && ArtifactUri.GetScheme(text.TrimStart()).Length > 0)
            return "begins with a blank, and would be read as a folder of this machine: leave the blank out";
        var location = ArtifactLocation.Parse(text);
        return FindFaultOfPlace(location) ?? FindFaultOfPath(location);
    }

    /// <summary>What is wrong with the location of something that has an id: its files must lie in a folder of its own.</summary>
    /// <param name="text">For example <c>s3://bucket/1/&lt;run id&gt;/artifacts</c>.</param>
    /// <param name="id">Of the run or model.</param>
    /// <returns>The rest of a sentence that begins with the location; null if nothing is wrong.</returns>
    public static string? FindFaultOfOwn(string text, string id) =>
        PathSegments.Of(PathOf(ArtifactLocation.Parse(text))) is [.., var owner, "artifacts"] && owner == id
            ? null
            : $"does not end in '/{id}/artifacts', so that others may keep their files at the same place";

    private static string? FindFaultOfPlace(ArtifactLocation location) => location switch
    {
        { Scheme: "runs" or "models" } => "names something that is kept, not a place to keep it",
        { Scheme: ArtifactUri.ProxyScheme } when IsPort(location.Authority) =>
            "has a port but no host: write 'mlflow-artifacts://<host>:<port>/<path>', or 'mlflow-artifacts:/<path>' for this server",
        { Scheme: "file" } => location.Path.Length == 0 ? NoDirectory : FindFaultOfFile(location),
        { Scheme: "s3" or "gs" or "r2" or "wasbs" or "wasb" or "abfss" or "http" or "https" or "ftp" or "sftp" } when location.Authority is "" || IsPort(location.Authority) =>
            $"names no {(location.Scheme is "s3" or "gs" or "r2" or "wasbs" or "wasb" or "abfss" ? "bucket or container" : "host")}: write '{location.Scheme}://<name>/<path>'",
        _ => null,
    };

    private static string? FindFaultOfFile(ArtifactLocation location)
    {
        try
        {
            _ = ArtifactUri.ToLocalPath(ArtifactUri.ToAbsolute(location.Text));
            return null;
        }
        catch (LeatException)
        {
            return NoDirectory;
        }
    }

    private static string? FindFaultOfPath(ArtifactLocation location)
    {
        if (location.Scheme == ArtifactUri.ProxyScheme && !IsServed(location))
            return "leads outside of the server's artifacts";

        // A path that climbs above its own beginning, which some stores allow, is in no folder that Leat made.
        if (!PathSegments.TryFold(PathOf(location), out var segments))
            return null;
        for (var i = 1; i < segments.Count; i++)
        {
            if (segments[i] == "artifacts" && Id.IsMatch(segments[i - 1]))
                return $"lies in the files of '{segments[i - 1]}', and would be removed together with them";
        }

        return null;
    }

    private static bool IsServed(ArtifactLocation location)
    {
        try
        {
            _ = ArtifactPath.ParseLocation(location.Path);
            return true;
        }
        catch (LeatException)
        {
            return false;
        }
    }

    /// <summary>The path, decoded, with forward slashes.</summary>
    private static string PathOf(ArtifactLocation location)
    {
        var path = location.Path;
        if (location.Scheme.Length > 0 && PercentEncoding.TryDecodeUri(path, out var decoded))
            path = decoded;
        return WindowsPath.IsAbsolute(path) ? path.Replace('\\', '/') : path;
    }

    private static bool IsPort(string authority) => authority.TrimStart(':') is { Length: > 0 } port && port.All(char.IsAsciiDigit);

    [GeneratedRegex("^([0-9a-f]{32}|m-[0-9a-f]{32}|tr-[A-Za-z0-9_.:-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Id { get; }
}
