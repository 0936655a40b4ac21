using System.Security.Cryptography;
using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.Extensions.Time.Testing;

namespace Leat.Artifacts.Gcs;

/// <summary>What only buckets have: parts, pages, placeholders of folders, keys that others wrote, addresses that are signed.</summary>
public sealed class GcsBucketTests : IAsyncLifetime
{
    private TestBucket _bucket = null!;
    private IArtifactStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IArtifactRepository Repository => _store.Open(ArtifactLocation.Parse(_bucket.Root + "/root"));

    public async ValueTask InitializeAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        _store = _bucket.Store();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

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
    public async Task A_large_file_that_breaks_off_leaves_no_parts_behind()
    {
        using var body = new MemoryStream(new byte[20 << 20]);

        await Should.ThrowAsync<LeatException>(() => Repository.WriteAsync("large.bin", new ArtifactBody(body, 30 << 20), Cancellation));

        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
        _bucket.Service.Uploads.Values.ShouldNotContain(upload => upload.Bucket == _bucket.Name);
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
    public async Task Files_have_the_media_type_of_their_name_and_a_tag_for_each_version()
    {
        await WriteAsync("a.png", "one");
        await using var one = await Repository.OpenReadAsync("a.png", Cancellation);
        await WriteAsync("a.png", "two");
        await using var two = await Repository.OpenReadAsync("a.png", Cancellation);

        one.EntityTag.ShouldNotBeNull().ShouldStartWith("\"");
        two.EntityTag.ShouldNotBe(one.EntityTag);
        _bucket.Service.Buckets[_bucket.Name]["root/a.png"].ContentType.ShouldBe("image/png");
    }

    [Fact]
    public async Task Thousands_of_files_are_listed_and_removed()
    {
        const int count = 2_300;
        for (var i = 0; i < count; i++)
            _bucket.Service.Put(_bucket.Name, $"root/dir/{i:0000}", [1]);

        var entries = await Repository.ListAsync("dir", Cancellation);
        entries.Select(entry => entry.Path).ShouldBe(Enumerable.Range(0, count).Select(i => $"dir/{i:0000}"));

        await Repository.DeleteAsync("dir", Cancellation);
        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Objects_that_stand_for_folders_are_no_files()
    {
        foreach (var key in new[] { "root/", "root/dir/", "root/dir/a", "root/empty/", "root//b" })
            _bucket.Service.Put(_bucket.Name, key, [1]);

        (await Repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("dir", true, null), new ArtifactEntry("empty", true, null)]);
        (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/a", false, 1)]);
        (await Repository.ListAsync("empty", Cancellation)).ShouldBeEmpty();
        await Repository.DeleteAsync(null, Cancellation);
        _bucket.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_are_what_the_location_says_undecoded()
    {
        using var body = new MemoryStream("x"u8.ToArray());
        await _store.Open(ArtifactLocation.Parse(_bucket.Root + "/a%20b/ü")).WriteAsync("c d", ArtifactBody.Of(body), Cancellation);

        _bucket.Keys.ShouldBe(["a%20b/ü/c d"]);
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

        await using var store = _bucket.Store(new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(25)));
        var sweep = store.Open(ArtifactLocation.Parse(_bucket.Root)).Capability<IUploadSweep>()!;
        (await sweep.RemoveAbandonedUploadsAsync(Cancellation)).ShouldBe(new SweptUploads(1, 1_000));
        _bucket.Service.Uploads.ShouldNotContainKey(upload.UploadId!);
    }

    [Fact]
    public async Task The_address_of_a_part_takes_nothing_else()
    {
        var upload = await Repository.Capability<IMultipartUploads>()!.CreateAsync("large file.bin", 2, Cancellation);
        using var http = new HttpClient();
        using var content = new ByteArrayContent([1]);
        var address = upload.Parts[0].Url;

        foreach (var other in new[] { address.Replace("large", "other", StringComparison.Ordinal), address.Replace("partNumber=1", "partNumber=2", StringComparison.Ordinal) })
            (await http.PutAsync(new Uri(other), content, Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await http.GetAsync(new Uri(address), Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await http.PutAsync(new Uri(address), content, Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private async Task WriteAsync(string path, string content)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await Repository.WriteAsync(path, ArtifactBody.Of(body), Cancellation);
    }

    private async Task<byte[]> HashAsync(string path)
    {
        await using var file = await Repository.OpenReadAsync(path, Cancellation);
        return await SHA256.HashDataAsync(file.Stream, Cancellation);
    }
}
