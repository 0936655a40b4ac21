using Leat.Artifacts;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Serving;

/// <summary>The places where this server may read and write artifacts: its destination, and the root of new experiments
/// if that is a directory. Nothing else, or whoever creates an experiment could read any file of the machine.</summary>
internal static class ArtifactStores
{
    /// <exception cref="LeatException">The destination is not a directory that can be written to.</exception>
    public static ArtifactRepositoryProvider Of(ServerSettings settings)
    {
        if (settings.ServeArtifacts)
            WritableDirectory.Require(settings.ArtifactsDestination, "--artifacts-destination");
        return new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions
        {
            ServeDestination = settings.ServeArtifacts ? settings.ArtifactsDestination : null,
            Roots = ArtifactUri.IsLocal(settings.DefaultArtifactRoot) ? [settings.DefaultArtifactRoot] : [],
        });
    }
}
