using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.AzureBlob;

public sealed class BlobArtifactStoreTests : ArtifactStoreSpecification
{
    private readonly TestContainer _container = TestContainer.CreateAsync().GetAwaiter().GetResult();

    protected override string EmptyLocation => _container.Root + "/some/root";

    protected override IArtifactStore Create() => _container.Store();
}
