using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.S3;

/// <summary>What only buckets have: parts, pages, placeholders of folders, keys that others wrote.</summary>
public sealed class S3BucketTests : IAsyncLifetime
{
    private TestBucket _bucket = null!;
    private IArtifactStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IArtifactRepository Repository => _store.Open(ArtifactLocation.Parse($"s3://{_bucket.Name}/root"));

    public async ValueTask InitializeAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        _store = _bucket.Store();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _bucket.Dispose();
    }

    [Theory]
    [InlineData((5 << 20) - 1)]
    [InlineData(5 << 20)]
    [InlineData((5 << 20) + 1)]
    [InlineData((5 * (5 << 20)) + 12_345)]
    public async Task Files_around_the_size_of_a_part_survive_with_and_without_a_length(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);

        foreach (var length in new long?[] { size, null })
        {
            using var body = new MemoryStream(content);
            await Repository.WriteAsync("dir/large.bin", new ArtifactBody(body, length), Cancellation);

            (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/large.bin", IsDirectory: false, size)]);
            (await HashAsync("dir/large.bin")).ShouldBe(SHA256.HashData(content));
        }
    }

    [Fact]
    public async Task A_large_file_goes_through_one_buffer_where_there_is_no_memory_for_more()
    {
        const int size = 20_000_000;
        var budget = new MemoryBudget(6 << 20);
        using var share = new MemoryShare(budget);
        using var body = new MemoryStream(RandomNumberGenerator.GetBytes(size));
        MemoryShare.Current = share;

        await Repository.WriteAsync("large.bin", ArtifactBody.Of(body), Cancellation);

        MemoryShare.Current = null;
        (await HashAsync("large.bin")).ShouldBe(SHA256.HashData(body.ToArray()));
        budget.Held.ShouldBe(5 << 20);
    }

    [Fact]
    public async Task A_large_file_that_breaks_off_leaves_no_parts_behind()
    {
        using var body = new MemoryStream(new byte[20 << 20]);

        await Should.ThrowAsync<LeatException>(() => Repository.WriteAsync("large.bin", new ArtifactBody(body, 30 << 20), Cancellation));

        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
        (await UploadsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Any_part_of_a_file_can_be_read()
    {
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        using var body = new MemoryStream(content);
        await Repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);
        await using var file = await Repository.OpenReadAsync("a", Cancellation);

        file.Stream.CanSeek.ShouldBeTrue();
        foreach (var position in new[] { 2_999_990, 0, 1_500_000, 1_500_010, 3_000_000 })
        {
            file.Stream.Position = position;
            var read = new byte[10];
            var count = await file.Stream.ReadAtLeastAsync(read, 10, throwOnEndOfStream: false, Cancellation);
            read[..count].ShouldBe(content[position..Math.Min(position + 10, content.Length)]);
        }
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_not_mixed_with_the_new_one()
    {
        await WriteAsync("a", new string('1', 2_000_000));
        await using var file = await Repository.OpenReadAsync("a", Cancellation);
        await WriteAsync("a", new string('2', 2_000_000));

        file.Stream.Position = 1_000_000;
        var error = await Should.ThrowAsync<LeatException>(async () => await file.Stream.ReadExactlyAsync(new byte[10], Cancellation));

        error.Code.ShouldBe(ErrorCode.ResourceConflict);
        error.Message.ShouldContain("'a' was replaced");
    }

    [Fact]
    public async Task Files_have_the_stores_own_tag()
    {
        await WriteAsync("a", "one");
        await using var one = await Repository.OpenReadAsync("a", Cancellation);
        await WriteAsync("a", "two");
        await using var two = await Repository.OpenReadAsync("a", Cancellation);

        one.EntityTag.ShouldNotBeNull().ShouldStartWith("\"");
        two.EntityTag.ShouldNotBe(one.EntityTag);
    }

    [Fact]
    public async Task Files_of_several_pages_are_listed_and_removed()
    {
        const int count = (2 * SwiftServer.PageSize) + 30;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (i, cancelled) =>
            await _bucket.Client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket.Name, Key = $"root/dir/{i:000}", ContentBody = "x", UseChunkEncoding = false }, cancelled));

        var entries = await Repository.ListAsync("dir", Cancellation);
        entries.Select(entry => entry.Path).ShouldBe(Enumerable.Range(0, count).Select(i => $"dir/{i:000}"));

        await Repository.DeleteAsync("dir", Cancellation);
        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Objects_that_stand_for_folders_are_no_files()
    {
        foreach (var key in new[] { "root/", "root/dir/", "root/dir/a", "root/empty/", "root//b" })
            await PutAsync(key);

        (await Repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("dir", true, null), new ArtifactEntry("empty", true, null)]);
        (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/a", false, 1)]);
        (await Repository.ListAsync("empty", Cancellation)).ShouldBeEmpty();
        await Repository.DeleteAsync(null, Cancellation);
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_whole_bucket_can_be_the_root()
    {
        await PutAsync("a");
        var repository = _store.Open(ArtifactLocation.Parse($"s3://{_bucket.Name}"));

        (await repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("a", false, 1)]);
        await repository.DeleteAsync("a", Cancellation);
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_are_what_the_location_says_undecoded()
    {
        using var body = new MemoryStream("x"u8.ToArray());
        await _store.Open(ArtifactLocation.Parse($"s3://{_bucket.Name}/a%20b/ü")).WriteAsync("c d", ArtifactBody.Of(body), Cancellation);

        (await KeysAsync()).ShouldBe(["a%20b/ü/c d"]);
    }

    [Fact]
    public async Task Uploads_that_nobody_ended_are_removed_after_a_day_and_not_before()
    {
        var uploads = Repository.Capability<IMultipartUploads>()!;
        var upload = await uploads.CreateAsync("large.bin", 1, Cancellation);
        using var http = new HttpClient();
        using var content = new ByteArrayContent(new byte[1_000]);
        (await http.PutAsync(new Uri(upload.Parts[0].Url), content, Cancellation)).EnsureSuccessStatusCode();

        (await Repository.Capability<IUploadSweep>()!.RemoveAbandonedUploadsAsync(Cancellation)).ShouldBe(default);
        (await UploadsAsync()).ShouldBe(1);

        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(25));
        await using var store = S3ArtifactStore.Create(new ArtifactStoreContext { Environment = name => _bucket.Server.Environment.GetValueOrDefault(name), TimeProvider = later });
        var sweep = store.Open(ArtifactLocation.Parse($"s3://{_bucket.Name}")).Capability<IUploadSweep>()!;
        (await sweep.RemoveAbandonedUploadsAsync(Cancellation)).ShouldBe(new SweptUploads(1, 1_000));
        (await UploadsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_address_of_a_part_takes_nothing_else()
    {
        var upload = await Repository.Capability<IMultipartUploads>()!.CreateAsync("large.bin", 1, Cancellation);
        using var http = new HttpClient();
        using var content = new ByteArrayContent([1]);

        var other = upload.Parts[0].Url.Replace("large.bin", "other.bin", StringComparison.Ordinal);
        (await http.PutAsync(new Uri(other), content, Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await http.GetAsync(new Uri(upload.Parts[0].Url), Cancellation)).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task Files_get_the_media_type_of_their_name_and_what_the_settings_add()
    {
        await using var store = _bucket.Store(("MLFLOW_S3_UPLOAD_EXTRA_ARGS", """{"CacheControl": "max-age=60"}"""));
        using var body = new MemoryStream("x"u8.ToArray());
        await store.Open(ArtifactLocation.Parse($"s3://{_bucket.Name}")).WriteAsync("a.png", ArtifactBody.Of(body), Cancellation);

        var stored = await _bucket.Client.GetObjectMetadataAsync(_bucket.Name, "a.png", Cancellation);
        stored.Headers.ContentType.ShouldBe("image/png");
    }

    private async Task WriteAsync(string path, string content)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await Repository.WriteAsync(path, ArtifactBody.Of(body), Cancellation);
    }

    private async Task PutAsync(string key) =>
        await _bucket.Client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket.Name, Key = key, ContentBody = "x", UseChunkEncoding = false }, Cancellation);

    private async Task<byte[]> HashAsync(string path)
    {
        await using var file = await Repository.OpenReadAsync(path, Cancellation);
        return await SHA256.HashDataAsync(file.Stream, Cancellation);
    }

    private async Task<string[]> KeysAsync() =>
        [.. ((await _bucket.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket.Name }, Cancellation)).S3Objects ?? []).Select(file => file.Key)];

    private async Task<int> UploadsAsync() =>
        (await _bucket.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _bucket.Name }, Cancellation)).MultipartUploads?.Count ?? 0;
}
