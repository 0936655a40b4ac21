using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.AzureBlob;

public sealed class BlobArtifactRepositoryTests : ArtifactRepositorySpecification
{
    private IArtifactStore _store = null!;

    /// <summary>The service itself forgets what uploads left behind.</summary>
    protected override IReadOnlyList<Type> Capabilities => [typeof(IMultipartUploads), typeof(IRootCheck), typeof(IFileAddresses)];

    /// <summary>The service takes a backslash for a slash, and refuses control characters.</summary>
    protected override bool Keeps(string path) => !path.Any(character => character == '\\' || char.IsControl(character));

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IArtifactRepository> OpenEmptyAsync()
    {
        var container = await TestContainer.CreateAsync();
        _store = container.Store();
        return _store.Open(ArtifactLocation.Parse(container.Root + "/1/run/artifacts"));
    }
}
