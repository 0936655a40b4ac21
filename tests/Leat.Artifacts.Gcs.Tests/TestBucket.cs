using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

/// <summary>A bucket of its own for each test.</summary>
internal sealed class TestBucket
{
    private TestBucket(FakeGcs service)
    {
        Service = service;
        Name = $"b-{Guid.NewGuid():N}";
        service.Buckets[Name] = new();
    }

    public FakeGcs Service { get; }

    public string Name { get; }

    public string Root => $"gs://{Name}";

    public string[] Keys => [.. Service.Buckets[Name].Keys.Order(StringComparer.Ordinal)];

    public static async Task<TestBucket> CreateAsync() => new(await FakeGcs.SharedAsync());

    /// <summary>A store whose variables lead to the service.</summary>
    /// <param name="others">Further variables, or others in their place.</param>
    public IArtifactStore Store(params (string Name, string? Value)[] others) => Store(TimeProvider.System, others);

    public IArtifactStore Store(TimeProvider time, params (string Name, string? Value)[] others) => GcsArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => others.Any(other => other.Name == name) ? others.First(other => other.Name == name).Value : Service.Environment.GetValueOrDefault(name),
        TimeProvider = time,
    });
}
