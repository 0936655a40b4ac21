using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.AzureBlob;

/// <summary>What only containers have: blocks, pages, placeholders of folders, names that others wrote, several kinds of credentials.</summary>
public sealed class BlobContainerTests : IAsyncLifetime
{
    private TestContainer _container = null!;
    private IArtifactStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IArtifactRepository Repository => _store.Open(ArtifactLocation.Parse(_container.Root + "/root"));

    public async ValueTask InitializeAsync()
    {
        _container = await TestContainer.CreateAsync();
        _store = _container.Store();
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
    public async Task A_large_file_that_breaks_off_is_not_seen_and_can_be_sent_again()
    {
        using var half = new MemoryStream(new byte[20 << 20]);
        await Should.ThrowAsync<LeatException>(() => Repository.WriteAsync("large.bin", new ArtifactBody(half, 30 << 20), Cancellation));

        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();

        using var whole = new MemoryStream(RandomNumberGenerator.GetBytes(20 << 20));
        await Repository.WriteAsync("large.bin", ArtifactBody.Of(whole), Cancellation);
        (await HashAsync("large.bin")).ShouldBe(SHA256.HashData(whole.ToArray()));
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
    public async Task Files_have_the_stores_own_tag_and_the_media_type_of_their_name()
    {
        await WriteAsync("a.png", "one");
        await using var one = await Repository.OpenReadAsync("a.png", Cancellation);
        await WriteAsync("a.png", "two");
        await using var two = await Repository.OpenReadAsync("a.png", Cancellation);

        one.EntityTag.ShouldNotBeNull().ShouldStartWith("\"");
        two.EntityTag.ShouldNotBe(one.EntityTag);
        var stored = await _container.Client.GetBlobClient("root/a.png").GetPropertiesAsync(cancellationToken: Cancellation);
        stored.Value.ContentType.ShouldBe("image/png");
    }

    [Fact]
    public async Task Files_of_several_pages_are_listed_and_removed()
    {
        const int count = 230;
        await using var store = _container.Paged(100);
        var repository = store.Open(ArtifactLocation.Parse(_container.Root + "/root"));
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (i, _) => await _container.PutAsync($"root/dir/{i:000}"));

        var entries = await repository.ListAsync("dir", Cancellation);
        entries.Select(entry => entry.Path).ShouldBe(Enumerable.Range(0, count).Select(i => $"dir/{i:000}"));

        await repository.DeleteAsync("dir", Cancellation);
        (await repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Directories_of_a_hierarchical_namespace_are_directories()
    {
        foreach (var name in new[] { "root/dir", "root/dir/sub", "root/none" })
            await _container.PutAsync(name, "", ("hdi_isfolder", "true"));
        await _container.PutAsync("root/dir/sub/a");

        (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/sub", true, null)]);
        (await Repository.ListAsync("dir/sub", Cancellation)).ShouldBe([new ArtifactEntry("dir/sub/a", false, 1)]);
        (await Should.ThrowAsync<LeatException>(() => Repository.OpenReadAsync("dir", Cancellation))).Message.ShouldContain("is a directory");
        await WriteAsync("dir/sub/b", "x");
        await Repository.DeleteAsync("dir", Cancellation);
        (await _container.KeysAsync()).ShouldBe(["root/none"]);
    }

    [Theory]
    [InlineData("abfss", "dfs")]
    [InlineData("wasb", "blob")]
    public async Task The_same_files_are_reached_by_each_scheme(string scheme, string service)
    {
        await WriteAsync("a", "x");

        var other = _store.Open(ArtifactLocation.Parse($"{scheme}://{_container.Name}@{AzuriteServer.Account}.{service}.core.windows.net/root"));

        (await other.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("a", false, 1)]);
    }

    [Fact]
    public async Task Names_are_what_the_location_says_undecoded()
    {
        using var body = new MemoryStream("x"u8.ToArray());
        await _store.Open(ArtifactLocation.Parse(_container.Root + "/a%20b/ü")).WriteAsync("c d", ArtifactBody.Of(body), Cancellation);

        (await _container.KeysAsync()).ShouldBe(["a%20b/ü/c d"]);
    }

    [Fact]
    public async Task An_accounts_key_is_enough()
    {
        await using var store = _container.Store(
            ("AZURE_STORAGE_CONNECTION_STRING", null), ("AZURE_STORAGE_ACCESS_KEY", AzuriteServer.Key), ("AZURE_STORAGE_SERVICE_ENDPOINT", _container.Server.Endpoint.AbsoluteUri));
        var repository = store.Open(ArtifactLocation.Parse(_container.Root + "/root"));
        using var body = new MemoryStream("x"u8.ToArray());

        await repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);

        (await _container.KeysAsync()).ShouldBe(["root/a"]);
        repository.Capability<IMultipartUploads>().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_signature_for_the_container_is_enough_but_signs_no_addresses()
    {
        var signed = _container.Client.GenerateSasUri(BlobContainerSasPermissions.All, TimeProvider.System.GetUtcNow().AddHours(1));
        await using var store = _container.Store(
            ("AZURE_STORAGE_CONNECTION_STRING", null), ("AZURE_STORAGE_SAS_TOKEN", signed.Query), ("AZURE_STORAGE_SERVICE_ENDPOINT", _container.Server.Endpoint.AbsoluteUri));
        var repository = store.Open(ArtifactLocation.Parse(_container.Root + "/root"));
        using var body = new MemoryStream("x"u8.ToArray());

        await repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);

        (await _container.KeysAsync()).ShouldBe(["root/a"]);
        repository.Capability<IMultipartUploads>().ShouldBeNull();
    }

    [Fact]
    public async Task Two_uploads_of_the_same_file_at_the_same_time_do_not_mix()
    {
        var uploads = Repository.Capability<IMultipartUploads>()!;
        var (one, two) = (await uploads.CreateAsync("large.bin", 2, Cancellation), await uploads.CreateAsync("large.bin", 2, Cancellation));
        using var http = new HttpClient();
        foreach (var (part, text) in new[] { (one.Parts[0], "one"), (two.Parts[0], "two"), (two.Parts[1], "TWO"), (one.Parts[1], "ONE") })
        {
            using var content = new StringContent(text);
            (await http.PutAsync(new Uri(part.Url), content, Cancellation)).EnsureSuccessStatusCode();
        }

        await uploads.CompleteAsync("large.bin", one.UploadId, PartsOf(one), Cancellation);
        var error = await Should.ThrowAsync<LeatException>(() => uploads.CompleteAsync("large.bin", two.UploadId, PartsOf(two), Cancellation));

        error.Message.ShouldContain("another upload of the same file has ended meanwhile");
        await using var file = await Repository.OpenReadAsync("large.bin", Cancellation);
        using var reader = new StreamReader(file.Stream);
        (await reader.ReadToEndAsync(Cancellation)).ShouldBe("oneONE");
    }

    [Fact]
    public async Task The_address_of_a_part_takes_nothing_else()
    {
        var upload = await Repository.Capability<IMultipartUploads>()!.CreateAsync("large.bin", 1, Cancellation);
        using var http = new HttpClient();
        using var content = new ByteArrayContent([1]);

        var other = upload.Parts[0].Url.Replace("large.bin", "other.bin", StringComparison.Ordinal);
        (await http.PutAsync(new Uri(other), content, Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        await _container.PutAsync("root/large.bin");
        (await http.GetAsync(new Uri(upload.Parts[0].Url[..upload.Parts[0].Url.IndexOf("&comp", StringComparison.Ordinal)]), Cancellation)).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task Blocks_that_another_program_left_are_named()
    {
        using var block = new MemoryStream([1]);
        await _container.Client.GetBlockBlobClient("root/large.bin").StageBlockAsync(Convert.ToBase64String("short"u8), block, (BlockBlobStageBlockOptions?)null, Cancellation);
        using var body = new MemoryStream(new byte[20 << 20]);

        var error = await Record.ExceptionAsync(() => Repository.WriteAsync("large.bin", ArtifactBody.Of(body), Cancellation));

        if (error is not null)
            error.ShouldBeOfType<LeatException>().Message.ShouldContain("another program has begun to send this file");
    }

    private static UploadedPart[] PartsOf(MultipartUpload upload) => [.. upload.Parts.Select(part => new UploadedPart(part.Number, null, part.Url))];

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
