using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Sftp;

public sealed class SftpArtifactRepositoryTests : ArtifactRepositorySpecification
{
    private IArtifactStore _store = null!;

    protected override IReadOnlyList<Type> Capabilities => [typeof(IUploadSweep), typeof(IRootCheck)];

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IArtifactRepository> OpenEmptyAsync()
    {
        var directory = await TestDirectory.CreateAsync();
        _store = directory.Store();
        return _store.Open(ArtifactLocation.Parse(directory.Root + "/1/run/artifacts"));
    }
}
