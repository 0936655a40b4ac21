using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Decides which pages may call the server from a browser.</summary>
internal sealed class OriginPolicy(IReadOnlyList<string> allowedOrigins)
{
    /// <summary>Whether any page may call.</summary>
    public bool AllowsAll { get; } = allowedOrigins.Contains("*");

    /// <summary>Whether a page of this origin may call: an origin on this machine, on the list, or the server's own. Several origins are never
    /// allowed: nobody knows which of them is the page's.</summary>
    /// <param name="origin">The Origin header.</param>
    /// <param name="host">The Host header, which has already been checked.</param>
    public bool Allows(string origin, HostString host) =>
        !origin.Contains(',', StringComparison.Ordinal)
        && (AllowsAll || IsLocal(origin) || IsOwn(origin, host) || Wildcards.MatchesAny(allowedOrigins, origin));

    private static bool IsLocal(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && HostPolicy.IsLocal(uri.Host);

    /// <summary>The scheme may differ if a proxy provides HTTPS.</summary>
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);
}
