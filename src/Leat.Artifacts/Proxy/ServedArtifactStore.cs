using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Proxy;

/// <summary>Artifacts behind this server's own proxy; the host part is ignored, as in MLflow.</summary>
internal sealed class ServedArtifactStore(IArtifactRepository destination) : IArtifactStore
{
    public IArtifactRepository Open(ArtifactLocation location)
    {
        var path = ProxyAddress.PathOf(location)
            ?? throw LeatException.InvalidParameter($"The artifact location '{location}' is not served here: an http location must lead to an artifact proxy ('{ProxyAddress.ApiPath}').");
        return SubdirectoryRepository.Below(destination, ArtifactPath.ParseLocation(path));
    }
}
