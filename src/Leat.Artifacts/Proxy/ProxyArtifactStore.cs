using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Proxy;

/// <summary>Artifact proxies of servers, as a client sees them.</summary>
/// <param name="trackingServer">Where <c>mlflow-artifacts:</c> locations without a host lie.</param>
/// <param name="http">Sends the requests; null for a program that must not call any address.</param>
internal sealed class ProxyArtifactStore(Uri? trackingServer, HttpClient? http) : IArtifactStore
{
    public IArtifactRepository Open(ArtifactLocation location)
    {
        var root = location.Scheme == ArtifactUri.ProxyScheme
            ? ProxyAddress.FromProxyUri(location, trackingServer)
            : ProxyAddress.FromHttpUri(location);
        return http is null
            ? throw LeatException.InvalidParameter(
                $"The artifact location '{location}' cannot be opened here: artifacts are not served by this server. Restart it with --serve-artifacts.")
            : new HttpArtifactRepository(http, root);
    }
}
