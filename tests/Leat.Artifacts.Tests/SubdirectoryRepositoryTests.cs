using Leat.Artifacts.Local;
using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts;

public sealed class SubdirectoryRepositoryTests : ArtifactRepositorySpecification
{
    private readonly TemporaryDirectory _directory = new();

    protected override IReadOnlyList<Type> Capabilities => [typeof(IReceivedParts)];

    protected override async Task<IArtifactRepository> OpenEmptyAsync()
    {
        var whole = new LocalArtifactRepository(_directory.Path);
        using var neighbour = new MemoryStream([1]);
        await whole.WriteAsync("1/other/artifacts/neighbour", ArtifactBody.Of(neighbour), Cancellation);
        return new SubdirectoryRepository(whole, "1/run/artifacts");
    }

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Deleting_it_leaves_what_lies_beside_it()
    {
        await WriteAsync("a", "x");

        await Repository.DeleteAsync(null, Cancellation);

        File.Exists(_directory["1/other/artifacts/neighbour"]).ShouldBeTrue();
        Directory.Exists(_directory["1/run/artifacts"]).ShouldBeFalse();
    }
}

/// <summary>What the repository around it can do, a directory can do where it makes sense.</summary>
public sealed class SubdirectoryOfMemoryTests : ArtifactRepositorySpecification
{
    private readonly MemoryArtifactStore _store = new();

    protected override IReadOnlyList<Type> Capabilities => [typeof(IMultipartUploads)];

    protected override Task<IArtifactRepository> OpenEmptyAsync() =>
        Task.FromResult(SubdirectoryRepository.Below(_store.Open(ArtifactLocation.Parse("mem://bucket/files")), "1/run/artifacts"));

    protected override Task<string?> PutPartAsync(PartAddress part, byte[] content) =>
        Task.FromResult<string?>(_store.Buckets["bucket"].Put(part.Url, content));
}
