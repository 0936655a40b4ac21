namespace Leat.Core.Artifacts;

/// <summary>An artifact location taken apart: <c>scheme://authority/path?query</c>, or a plain path.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Scheme">In lower case; empty for a plain path.</param>
/// <param name="Authority">What stands between <c>//</c> and the path, for example a bucket or <c>user@host:port</c>; empty for none.</param>
/// <param name="Path">From the slash after the authority to the query, as it was given: not decoded, slashes kept.</param>
/// <param name="Query">With its question mark; empty for none. Plain paths and <c>file:</c> locations have none.</param>
public sealed record ArtifactLocation(string Text, string Scheme, string Authority, string Path, string Query)
{
    /// <summary>Whether it lies behind an artifact proxy, this server's own or another's.</summary>
    public bool IsProxied => Scheme is ArtifactUri.ProxyScheme or "http" or "https";

    /// <summary>Takes a location apart. Every text is one: what makes no sense to a store is refused by that store.</summary>
    public static ArtifactLocation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scheme = ArtifactUri.GetScheme(text);
        if (scheme.Length == 0)
            return new ArtifactLocation(text, "", "", text, "");
        var rest = text[(scheme.Length + 1)..];
        var query = scheme == "file" ? -1 : rest.IndexOf('?', StringComparison.Ordinal);
        var (place, options) = query < 0 ? (rest, "") : (rest[..query], rest[query..]);
        if (!place.StartsWith("//", StringComparison.Ordinal))
            return new ArtifactLocation(text, scheme, "", place, options);
        var slash = place.IndexOf('/', 2);
        return slash < 0
            ? new ArtifactLocation(text, scheme, place[2..], "", options)
            : new ArtifactLocation(text, scheme, place[2..slash], place[slash..], options);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
