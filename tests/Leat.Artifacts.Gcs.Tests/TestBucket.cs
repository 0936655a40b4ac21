using System.Globalization;
using Leat.Artifacts.Specification.Objects;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

/// <summary>A bucket of its own for each test.</summary>
internal sealed class TestBucket : IObjectPlace
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

    Uri IObjectPlace.Service => Service.Address;

    /// <summary>Of the service's own size.</summary>
    public int SeveralPages => 2_300;

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

    public IArtifactStore Open(int? port = null, TimeProvider? time = null) => Store(
        time ?? TimeProvider.System,
        ("STORAGE_EMULATOR_HOST", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port ?? Service.Address.Port}")));

    public Task PutAsync(string key)
    {
        Service.Put(Name, key, [1]);
        return Task.CompletedTask;
    }

    public Task<string[]> KeysAsync() => Task.FromResult(Keys);

    public Task<string?> MediaTypeAsync(string key) => Task.FromResult<string?>(Service.Buckets[Name][key].ContentType);

    public void Dispose()
    {
    }
}
