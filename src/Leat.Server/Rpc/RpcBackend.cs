using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Server;

/// <summary>What all calls work on.</summary>
/// <param name="Store">What they track in, and what tells of their changes.</param>
/// <param name="Artifacts">Opens the places where files lie.</param>
internal sealed record RpcBackend(PublishingStore Store, IArtifactRepositoryProvider Artifacts);
