using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Memory;

public sealed class MemoryArtifactStoreTests : ArtifactStoreSpecification
{
    private readonly MemoryArtifactStore _first = new();

    protected override string EmptyLocation => "mem://bucket/some/root";

    protected override IArtifactStore Create() => new MemoryArtifactStore(_first.Buckets, TimeProvider.System);
}
