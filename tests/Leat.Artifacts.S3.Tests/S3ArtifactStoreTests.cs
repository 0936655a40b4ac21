using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.S3;

public sealed class S3ArtifactStoreTests : ArtifactStoreSpecification
{
    private readonly TestBucket _bucket = TestBucket.CreateAsync().GetAwaiter().GetResult();

    protected override string EmptyLocation => $"s3://{_bucket.Name}/some/root";

    protected override IArtifactStore Create() => _bucket.Store();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _bucket.Dispose();
    }
}
