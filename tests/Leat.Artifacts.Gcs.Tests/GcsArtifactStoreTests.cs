using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

public sealed class GcsArtifactStoreTests : ArtifactStoreSpecification
{
    private readonly TestBucket _bucket = TestBucket.CreateAsync().GetAwaiter().GetResult();

    protected override string EmptyLocation => _bucket.Root + "/some/root";

    protected override IArtifactStore Create() => _bucket.Store();
}
