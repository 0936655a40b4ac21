using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

public sealed class GcsArtifactRepositoryTests : ArtifactRepositorySpecification
{
    private IArtifactStore _store = null!;

    protected override IReadOnlyList<Type> Capabilities => [typeof(IMultipartUploads), typeof(IUploadSweep), typeof(IRootCheck), typeof(IFileAddresses)];

    /// <summary>The service refuses line breaks.</summary>
    protected override bool Keeps(string path) => path.AsSpan().IndexOfAny('\r', '\n') < 0;

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IArtifactRepository> OpenEmptyAsync()
    {
        var bucket = await TestBucket.CreateAsync();
        _store = bucket.Store();
        return _store.Open(ArtifactLocation.Parse(bucket.Root + "/1/run/artifacts"));
    }
}
