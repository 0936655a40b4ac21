using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Leat.Artifacts.Specification.Objects;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.AzureBlob;

/// <summary>A container of its own for each test, and a client of the SDK's that looks into it.</summary>
internal sealed class TestContainer : IObjectPlace
{
    /// <summary>Smaller than usual, so that few files have several.</summary>
    private const int PageSize = 100;

    private TestContainer(AzuriteServer server, string name)
    {
        Server = server;
        Name = name;
        Client = new BlobServiceClient(server.ConnectionString).GetBlobContainerClient(name);
    }

    public AzuriteServer Server { get; }

    public string Name { get; }

    public BlobContainerClient Client { get; }

    /// <summary>All of the container, as a location.</summary>
    public string Root => $"wasbs://{Name}@{AzuriteServer.Account}.blob.core.windows.net";

    public Uri Service => Server.Endpoint;

    public int SeveralPages => (2 * PageSize) + 30;

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["AZURE_STORAGE_CONNECTION_STRING"] = Server.ConnectionString };

    public static async Task<TestContainer> CreateAsync()
    {
        var container = new TestContainer(await AzuriteServer.SharedAsync(), $"c-{Guid.NewGuid():N}");
        await container.Client.CreateAsync();
        return container;
    }

    /// <summary>A store whose variables lead to the server.</summary>
    /// <param name="others">Further variables, or others in their place.</param>
    public IArtifactStore Store(params (string Name, string? Value)[] others) => BlobArtifactStore.Create(Context(TimeProvider.System, others));

    public IArtifactStore Open(int? port = null, TimeProvider? time = null) => new BlobArtifactStore(
        Context(time ?? TimeProvider.System, ("AZURE_STORAGE_CONNECTION_STRING", AzuriteServer.ConnectionOf(new UriBuilder(Service) { Port = port ?? Service.Port }.Uri))),
        PageSize);

    /// <summary>Stores a blob as another program would.</summary>
    public async Task PutAsync(string name, string content = "x", params (string Name, string Value)[] metadata)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await Client.GetBlobClient(name).UploadAsync(body, new BlobUploadOptions { Metadata = metadata.ToDictionary(pair => pair.Name, pair => pair.Value) });
    }

    public async Task<string[]> KeysAsync()
    {
        var keys = new List<string>();
        await foreach (var blob in Client.GetBlobsAsync())
            keys.Add(blob.Name);
        return [.. keys];
    }

    Task IObjectPlace.PutAsync(string key) => PutAsync(key);

    public async Task<string?> MediaTypeAsync(string key) => (await Client.GetBlobClient(key).GetPropertiesAsync()).Value.ContentType;

    public void Dispose()
    {
    }

    private ArtifactStoreContext Context(TimeProvider time, params (string Name, string? Value)[] others) => new()
    {
        Environment = name => others.Any(other => other.Name == name) ? others.First(other => other.Name == name).Value : Environment.GetValueOrDefault(name),
        TimeProvider = time,
    };
}
