using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Proxy;

/// <summary>Addresses of MLflow's artifact proxy.</summary>
internal static class ProxyAddress
{
    /// <summary>The path below which a tracking server has its artifacts.</summary>
    public const string ApiPath = "/api/2.0/mlflow-artifacts/artifacts";

    /// <summary>What distinguishes an address of the proxy from other http addresses.</summary>
    private const string Anchor = "/mlflow-artifacts/artifacts";

    /// <summary>
    /// The http address of <c>mlflow-artifacts:/path</c> on the tracking server, or of
    /// <c>mlflow-artifacts://host[:port]/path</c>, which takes the scheme and path prefix of the tracking server.
    /// </summary>
    public static Uri FromProxyUri(ArtifactLocation location, Uri? trackingServer)
    {
        if (trackingServer?.Scheme is not ("http" or "https"))
        {
            throw LeatException.InvalidParameter(
                $"When an mlflow-artifacts URI was supplied, the tracking URI must be a valid http or https URI, but it was currently set to {trackingServer?.ToString() ?? "none"}. Set the tracking URI to a server that serves artifacts, or give the experiment another artifact location.");
        }

        if (int.TryParse(location.Authority, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw LeatException.InvalidParameter($"The mlflow-artifacts uri was supplied with a port number: {port}, but no host was defined.");
        var host = location.Authority.Length == 0
            ? trackingServer.GetLeftPart(UriPartial.Authority)
            : $"{trackingServer.Scheme}://{location.Authority}";
        var prefix = trackingServer.AbsolutePath.TrimEnd('/');
        return Create($"{host}{prefix}{ApiPath}/{ArtifactPath.EscapeForUrl(ArtifactPath.ParseLocation(location.Path))}", location);
    }

    /// <summary>An explicit http(s) address, which must lead to a proxy.</summary>
    public static Uri FromHttpUri(ArtifactLocation location)
    {
        var address = Create(location.Text, location);
        return address.AbsolutePath.Contains(Anchor, StringComparison.Ordinal)
            ? address
            : throw LeatException.InvalidParameter($"The artifact location '{location}' does not lead to an artifact proxy ('…{ApiPath}/…').");
    }

    /// <summary>The path below the artifact root that a proxy URI or an http address of a proxy names, as written there; null for other
    /// addresses.</summary>
    public static string? PathOf(ArtifactLocation location)
    {
        var path = location.Path;
        if (location.Scheme == ArtifactUri.ProxyScheme)
            return path.TrimStart('/');
        var anchor = path.IndexOf(Anchor, StringComparison.Ordinal);
        if (anchor < 0)
            return null;
        var rest = path[(anchor + Anchor.Length)..];
        return rest.Length == 0 || rest[0] == '/' ? rest.TrimStart('/') : null;
    }

    /// <summary>The address of the API of the proxy whose artifacts are at <paramref name="root"/>, and the path of that root below
    /// it.</summary>
    public static (string ApiRoot, string RootPath) Locate(Uri root)
    {
        var address = root.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var end = address.IndexOf(Anchor, StringComparison.Ordinal) + Anchor.Length;
        return (address[..end], Uri.UnescapeDataString(address[end..].TrimStart('/')));
    }

    private static Uri Create(string address, ArtifactLocation original) =>
        Uri.TryCreate(address.TrimEnd('/'), UriKind.Absolute, out var uri)
            ? uri
            : throw LeatException.InvalidParameter($"The artifact location '{original}' is not a valid address.");
}
