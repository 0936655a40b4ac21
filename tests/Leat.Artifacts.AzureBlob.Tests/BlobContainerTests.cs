using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Leat.Artifacts.Specification.Objects;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.AzureBlob;

/// <summary>What only containers have: blocks, directories that are blobs, several kinds of credentials.</summary>
public sealed class BlobContainerTests : ObjectContainerSpecification
{
    private TestContainer Container => (TestContainer)Place;

    protected override async Task<IObjectPlace> MakeAsync() => await TestContainer.CreateAsync();

    /// <remarks>Azure's library takes the slash from the end of a name, so that no program that uses it makes such objects.</remarks>
    [Fact]
    public override async Task Objects_that_stand_for_folders_are_no_files()
    {
        foreach (var key in new[] { "root/dir/a", "root//b" })
            await Place.PutAsync(key);

        (await Repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("dir", true, null)]);
        await Repository.DeleteAsync(null, Cancellation);
        (await Place.KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Directories_of_a_hierarchical_namespace_are_directories()
    {
        foreach (var name in new[] { "root/dir", "root/dir/sub", "root/none" })
            await Container.PutAsync(name, "", ("hdi_isfolder", "true"));
        await Container.PutAsync("root/dir/sub/a");

        (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/sub", true, null)]);
        (await Repository.ListAsync("dir/sub", Cancellation)).ShouldBe([new ArtifactEntry("dir/sub/a", false, 1)]);
        (await Should.ThrowAsync<LeatException>(() => Repository.OpenReadAsync("dir", Cancellation))).Message.ShouldContain("is a directory");
        await WriteAsync("dir/sub/b", "x");
        await Repository.DeleteAsync("dir", Cancellation);
        (await Container.KeysAsync()).ShouldBe(["root/none"]);
    }

    [Theory]
    [InlineData("abfss", "dfs")]
    [InlineData("wasb", "blob")]
    public async Task The_same_files_are_reached_by_each_scheme(string scheme, string service)
    {
        await WriteAsync("a", "x");

        var other = Store.Open(ArtifactLocation.Parse($"{scheme}://{Container.Name}@{AzuriteServer.Account}.{service}.core.windows.net/root"));

        (await other.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("a", false, 1)]);
    }

    [Fact]
    public async Task An_accounts_key_is_enough()
    {
        await using var store = Container.Store(
            ("AZURE_STORAGE_CONNECTION_STRING", null), ("AZURE_STORAGE_ACCESS_KEY", AzuriteServer.Key), ("AZURE_STORAGE_SERVICE_ENDPOINT", Container.Server.Endpoint.AbsoluteUri));
        var repository = store.Open(ArtifactLocation.Parse(Container.Root + "/root"));
        using var body = new MemoryStream("x"u8.ToArray());

        await repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);

        (await Container.KeysAsync()).ShouldBe(["root/a"]);
        repository.Capability<IMultipartUploads>().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_signature_for_theContainer_is_enough_but_signs_no_addresses()
    {
        var signed = Container.Client.GenerateSasUri(BlobContainerSasPermissions.All, TimeProvider.System.GetUtcNow().AddHours(1));
        await using var store = Container.Store(
            ("AZURE_STORAGE_CONNECTION_STRING", null), ("AZURE_STORAGE_SAS_TOKEN", signed.Query), ("AZURE_STORAGE_SERVICE_ENDPOINT", Container.Server.Endpoint.AbsoluteUri));
        var repository = store.Open(ArtifactLocation.Parse(Container.Root + "/root"));
        using var body = new MemoryStream("x"u8.ToArray());

        await repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);

        (await Container.KeysAsync()).ShouldBe(["root/a"]);
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
    public async Task The_address_of_a_part_reads_nothing()
    {
        var upload = await Repository.Capability<IMultipartUploads>()!.CreateAsync("large.bin", 1, Cancellation);
        await Container.PutAsync("root/large.bin");
        using var http = new HttpClient();
        var address = upload.Parts[0].Url;

        (await http.GetAsync(new Uri(address[..address.IndexOf("&comp", StringComparison.Ordinal)]), Cancellation)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Blocks_that_another_program_left_are_named()
    {
        using var block = new MemoryStream([1]);
        await Container.Client.GetBlockBlobClient("root/large.bin").StageBlockAsync(Convert.ToBase64String("short"u8), block, (BlockBlobStageBlockOptions?)null, Cancellation);
        using var body = new MemoryStream(new byte[20 << 20]);

        var error = await Record.ExceptionAsync(() => Repository.WriteAsync("large.bin", ArtifactBody.Of(body), Cancellation));

        if (error is not null)
            error.ShouldBeOfType<LeatException>().Message.ShouldContain("another program has begun to send this file");
    }

    private static UploadedPart[] PartsOf(MultipartUpload upload) => [.. upload.Parts.Select(part => new UploadedPart(part.Number, null, part.Url))];
}
