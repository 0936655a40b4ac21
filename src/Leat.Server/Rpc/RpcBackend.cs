using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Server;

/// <summary>What all calls work on.</summary>
/// <param name="Store">The store, which publishes their changes.</param>
/// <param name="Artifacts">Opens artifact repositories.</param>
internal sealed record RpcBackend(PublishingStore Store, IArtifactRepositoryProvider Artifacts);
