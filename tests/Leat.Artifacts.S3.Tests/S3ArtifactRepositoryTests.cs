using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.S3;

public sealed class S3ArtifactRepositoryTests : ArtifactRepositorySpecification
{
    private TestBucket _bucket = null!;
    private IArtifactStore _store = null!;

    protected override IReadOnlyList<Type> Capabilities => [typeof(IMultipartUploads), typeof(IUploadSweep), typeof(IRootCheck), typeof(IFileAddresses)];

    protected override int NamesTried => 50;

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _bucket.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task<IArtifactRepository> OpenEmptyAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        _store = _bucket.Store();
        return _store.Open(ArtifactLocation.Parse($"s3://{_bucket.Name}/1/run/artifacts"));
    }
}
