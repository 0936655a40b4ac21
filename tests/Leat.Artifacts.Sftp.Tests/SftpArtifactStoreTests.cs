using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Sftp;

public sealed class SftpArtifactStoreTests : ArtifactStoreSpecification
{
    private readonly TestDirectory _directory = TestDirectory.CreateAsync().GetAwaiter().GetResult();

    protected override string EmptyLocation => _directory.Root + "/some/root";

    protected override IArtifactStore Create() => _directory.Store();
}
