using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

public sealed class LocalArtifactStoreTests : ArtifactStoreSpecification
{
    private readonly TemporaryDirectory _directory = new();

    protected override string EmptyLocation => _directory["root"];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    protected override IArtifactStore Create() => new LocalArtifactStore(null, FilePermissions.OwnerOnly, TimeProvider.System);

    [Fact]
    public void A_root_inside_another_is_itself_and_not_a_part_of_the_other()
    {
        var store = new LocalArtifactStore([_directory["data"], _directory["data/files"]], FilePermissions.OwnerOnly, TimeProvider.System);

        store.Open(ArtifactLocation.Parse(_directory["data/files"])).ShouldBeOfType<LocalArtifactRepository>()
            .RootDirectory.ShouldBe(_directory["data/files"]);
    }
}
