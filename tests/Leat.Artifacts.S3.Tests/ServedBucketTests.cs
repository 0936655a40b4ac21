using System.Collections.Concurrent;
using Amazon.S3.Model;
using Leat.Conformance.Tests;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.S3;

public sealed class ServedBucketTests : ServedStoreSpecification
{
    private TestBucket _bucket = null!;

    protected override string Root => $"s3://{_bucket.Name}";

    protected override (string Root, string Error) Missing => ("s3://no-such-bucket-here/files", "there is no bucket 'no-such-bucket-here'");

    protected override string Library => "AWSSDK";

    protected override IReadOnlyDictionary<string, string> Environment => _bucket.Server.Environment;

    protected override DirectCalls Direct => new(PutDirectlyAsync, GetDirectlyAsync, ListDirectlyAsync);

    protected override string? PartAddresses => _bucket.Server.Endpoint.AbsoluteUri;

    public override ValueTask DisposeAsync()
    {
        _bucket.Dispose();
        return base.DisposeAsync();
    }

    protected override async Task PrepareAsync() => _bucket = await TestBucket.CreateAsync();

    protected override Task<string[]> KeysAsync() => _bucket.KeysAsync();

    protected override Task StoreAsync(string path, string content) =>
        _bucket.Client.PutObjectAsync(new() { BucketName = _bucket.Name, Key = path, ContentBody = content, UseChunkEncoding = false }, Cancellation);

    [Fact]
    public async Task Clients_are_answered_as_recorded()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");

        await ArtifactScenarios.ShouldHoldAsync(server.Address, takesParts: PartAddresses is not null, Cancellation);
    }

    [Fact]
    public async Task Files_of_equal_content_share_it()
    {
        await using var provider = new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions
        {
            Schemes = new ArtifactSchemes().Register("s3", S3ArtifactStore.Create),
            ServeDestination = Root + "/files",
            ShareContents = true,
            Environment = Environment.GetValueOrDefault,
        });
        var files = provider.Destination!;
        var (small, large) = (new byte[5_000], new byte[9 << 20]);
        Random.Shared.NextBytes(small);
        Random.Shared.NextBytes(large);
        foreach (var run in (string[])["1", "2", "3"])
        {
            await files.WriteAsync(run + "/small", ArtifactBody.Of(new MemoryStream(small)), Cancellation);
            await files.WriteAsync(run + "/large", ArtifactBody.Of(new MemoryStream(large)), Cancellation);
        }

        (await files.ListAsync("2", Cancellation)).ShouldBe([new ArtifactEntry("2/large", false, large.Length), new ArtifactEntry("2/small", false, small.Length)]);
        (await ReadAsync("3/large")).ShouldBe(large);
        var contents = files.Capability<IContentUpkeep>()!;
        var found = await contents.VerifyAsync(new Progress<DamagedFile>(), Cancellation);
        found.ShouldBe(new VerifiedContents(6, 2, 3L * (small.Length + large.Length), small.Length + large.Length, 0));

        await files.DeleteAsync("1", Cancellation);
        await files.DeleteAsync("2/large", Cancellation);
        await files.DeleteAsync("3/large", Cancellation);
        (await contents.CollectAsync(TimeSpan.Zero, Cancellation)).ShouldBe(new CollectedContents(0, 1));
        (await contents.CollectAsync(TimeSpan.Zero, Cancellation)).ShouldBe(new CollectedContents(1, 0));
        await contents.MakePlainAsync(new Progress<DamagedFile>(), Cancellation);

        (await KeysAsync()).ShouldBe(["files/2/small", "files/3/small"]);
        (await ReadAsync("2/small")).ShouldBe(small);

        async Task<byte[]> ReadAsync(string path)
        {
            await using var content = await files.OpenReadAsync(path, Cancellation);
            using var copy = new MemoryStream();
            await content.Stream.CopyToAsync(copy, Cancellation);
            return copy.ToArray();
        }
    }

    /// <summary>Large files in parts of 8 MiB, three at a time: the SDK's own loop sends chunks that services other than AWS do not take.</summary>
    private async Task PutDirectlyAsync(string key, Stream content, long size)
    {
        const int part = 8 << 20;
        if (size < part)
        {
            using var small = new MemoryStream();
            await content.CopyToAsync(small, Cancellation);
            await _bucket.Client.PutObjectAsync(new() { BucketName = _bucket.Name, Key = key, InputStream = small, UseChunkEncoding = false }, Cancellation);
            return;
        }

        var upload = await _bucket.Client.InitiateMultipartUploadAsync(_bucket.Name, key, Cancellation);
        var tags = new ConcurrentBag<PartETag>();
        await System.Threading.Tasks.Parallel.ForAsync(0, (int)(size / part), new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = Cancellation }, async (number, cancelled) =>
        {
            var buffer = new byte[part];
            lock (content)
                content.ReadExactly(buffer);
            var sent = await _bucket.Client.UploadPartAsync(
                new() { BucketName = _bucket.Name, Key = key, UploadId = upload.UploadId, PartNumber = number + 1, InputStream = new MemoryStream(buffer), UseChunkEncoding = false }, cancelled);
            tags.Add(new PartETag(number + 1, sent.ETag));
        });
        await _bucket.Client.CompleteMultipartUploadAsync(
            new() { BucketName = _bucket.Name, Key = key, UploadId = upload.UploadId, PartETags = [.. tags.OrderBy(tag => tag.PartNumber)] }, Cancellation);
    }

    private async Task GetDirectlyAsync(string key)
    {
        using var answer = await _bucket.Client.GetObjectAsync(_bucket.Name, key, Cancellation);
        await answer.ResponseStream.CopyToAsync(Stream.Null, Cancellation);
    }

    private async Task ListDirectlyAsync(string folder)
    {
        await foreach (var _ in _bucket.Client.Paginators.ListObjectsV2(new() { BucketName = _bucket.Name, Prefix = folder, Delimiter = "/" }).S3Objects)
        {
        }
    }
}
