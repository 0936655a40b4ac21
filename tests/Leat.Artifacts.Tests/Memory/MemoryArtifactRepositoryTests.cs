using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Memory;

/// <summary>A store that only tests have, opened as any registered one: what holds here shows what the seam asks of a store.</summary>
public sealed class MemoryArtifactRepositoryTests : ArtifactRepositorySpecification
{
    private readonly MemoryArtifactStore _store = new();
    private readonly ArtifactRepositoryProvider _provider;

    public MemoryArtifactRepositoryTests() =>
        _provider = new ArtifactRepositoryProvider(new() { Schemes = new ArtifactSchemes().Register("mem", _ => _store) });

    protected override IReadOnlyList<Type> Capabilities => [typeof(IMultipartUploads), typeof(IUploadSweep), typeof(IRootCheck)];

    public override async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override Task<IArtifactRepository> OpenEmptyAsync() => Task.FromResult(_provider.Open("mem://bucket/1/run/artifacts"));

    protected override Task<string?> PutPartAsync(PartAddress part, byte[] content) =>
        Task.FromResult<string?>(_store.Buckets["bucket"].Put(part.Url, content));
}
