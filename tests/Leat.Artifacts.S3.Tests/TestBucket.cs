using Amazon.Runtime;
using Amazon.S3;
using Leat.Artifacts.Specification.Objects;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.S3;

/// <summary>A bucket of its own for each test, and a client of the SDK's that looks into it.</summary>
internal sealed class TestBucket : IObjectPlace
{
    private TestBucket(SwiftServer server, string name)
    {
        Server = server;
        Name = name;
        Client = new AmazonS3Client(
            new BasicAWSCredentials(SwiftServer.AccessKey, SwiftServer.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = server.Endpoint.AbsoluteUri,
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
    }

    public SwiftServer Server { get; }

    public string Name { get; }

    public AmazonS3Client Client { get; }

    public string Root => $"s3://{Name}";

    public Uri Service => Server.Endpoint;

    public int SeveralPages => (2 * SwiftServer.PageSize) + 30;

    public static async Task<TestBucket> CreateAsync()
    {
        var bucket = new TestBucket(await SwiftServer.SharedAsync(), $"b-{Guid.NewGuid():N}");
        await bucket.Client.PutBucketAsync(bucket.Name);
        return bucket;
    }

    /// <summary>A store whose variables lead to the server.</summary>
    /// <param name="others">Further variables, or others in their place.</param>
    public IArtifactStore Store(params (string Name, string? Value)[] others) => Store(TimeProvider.System, others);

    public IArtifactStore Open(int? port = null, TimeProvider? time = null) =>
        Store(time ?? TimeProvider.System, ("MLFLOW_S3_ENDPOINT_URL", new UriBuilder(Service) { Port = port ?? Service.Port }.Uri.AbsoluteUri));

    public Task PutAsync(string key) => Client.PutObjectAsync(new() { BucketName = Name, Key = key, ContentBody = "x", UseChunkEncoding = false });

    public async Task<string[]> KeysAsync() => [.. ((await Client.ListObjectsV2Async(new() { BucketName = Name })).S3Objects ?? []).Select(file => file.Key)];

    public async Task<string?> MediaTypeAsync(string key) => (await Client.GetObjectMetadataAsync(Name, key)).Headers.ContentType;

    public void Dispose() => Client.Dispose();

    private IArtifactStore Store(TimeProvider time, params (string Name, string? Value)[] others) => S3ArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => others.Any(other => other.Name == name) ? others.First(other => other.Name == name).Value : Server.Environment.GetValueOrDefault(name),
        TimeProvider = time,
    });
}
