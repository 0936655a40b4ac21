using System.Text.RegularExpressions;

namespace Leat.Core.Artifacts;

/// <summary>An artifact location split into its parts: <c>scheme://authority/path?query</c>, or a plain path.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Scheme">In lower case; empty for a plain path.</param>
/// <param name="Authority">What is between <c>//</c> and the path, for example a bucket or <c>user@host:port</c>; empty for none.</param>
/// <param name="Path">From the slash after the authority to the query, as it was given: not decoded, slashes kept.</param>
/// <param name="Query">With its question mark; empty for none. Plain paths have none.</param>
public sealed partial record ArtifactLocation(string Text, string Scheme, string Authority, string Path, string Query)
{
    /// <summary>Whether it lies behind an artifact proxy, this server's own or another's.</summary>
    public bool IsProxied => Scheme is ArtifactUri.ProxyScheme or "http" or "https";

    /// <summary>Splits a location. Every text is accepted: a location that makes no sense to a store is refused by that store.</summary>
    public static ArtifactLocation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scheme = ArtifactUri.GetScheme(text);
        if (scheme.Length == 0)
            return new ArtifactLocation(text, "", "", text, "");
        var rest = text[(scheme.Length + 1)..];
        var query = OwnFolderInQuery.IsMatch(rest) ? -1 : rest.IndexOf('?', StringComparison.Ordinal);
        var (place, options) = query < 0 ? (rest, "") : (rest[..query], rest[query..]);
        if (!place.StartsWith("//", StringComparison.Ordinal))
            return new ArtifactLocation(text, scheme, "", place, options);
        var slash = place.IndexOf('/', 2);
        return slash < 0
            ? new ArtifactLocation(text, scheme, place[2..], "", options)
            : new ArtifactLocation(text, scheme, place[2..slash], place[slash..], options);
    }

    /// <summary>The location of something below this one, read as a URI: the path is extended, and the query stays at the end.</summary>
    /// <param name="relativePath">Without a leading slash; percent-encoded as in a URI, unless this is a plain path.</param>
    /// <remarks>Writes what MLflow writes (<c>append_to_uri_path</c>): slashes at the end are kept as the separator, a path is never read as
    /// a host, <c>file:/a</c> becomes <c>file:///a</c>, and an empty query is dropped.</remarks>
    public string Below(string relativePath) => Scheme.Length == 0 && Path.Length == 0
        ? relativePath
        : WithPath(EndsInSeparator ? Path + relativePath : $"{Path}/{relativePath}");

    /// <summary>The location of the parent folder; null unless this one is called <paramref name="name"/>.</summary>
    public string? Around(string name)
    {
        var path = Path.TrimEnd('/');
        return path.EndsWith("/" + name, StringComparison.Ordinal) ? WithPath(path[..^(name.Length + 1)]) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private string WithPath(string path)
    {
        if (Scheme.Length == 0)
            return path;

        // If the path begins with two slashes, or the scheme always has a host, an empty host makes clear that there is none.
        var needsHost = Authority.Length > 0 || path.StartsWith("//", StringComparison.Ordinal) || (Scheme == "file" && path.StartsWith('/'));
        return $"{Scheme}:{(needsHost ? "//" : "")}{Authority}{path}{(Query == "?" ? "" : Query)}";
    }

    private bool EndsInSeparator => Path.EndsWith('/') || (WindowsPath.IsAbsolute(Path) && Path.EndsWith('\\'));

    /// <summary>An earlier version of Leat put runs after the query. Such a location is read as it was written: all of it is path.</summary>
    [GeneratedRegex(@"\?.*/([0-9a-f]{32}|m-[0-9a-f]{32}|tr-[A-Za-z0-9_.:-]+)/artifacts$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnFolderInQuery { get; }
}
