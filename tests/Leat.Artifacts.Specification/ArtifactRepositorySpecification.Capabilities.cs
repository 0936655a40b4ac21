using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

public abstract partial class ArtifactRepositorySpecification
{
    /// <summary>Which capabilities this kind of repository has.</summary>
    protected virtual IReadOnlyList<Type> Capabilities => [];

    [Fact]
    public void It_has_the_capabilities_that_it_should_have()
    {
        Type[] found =
        [
            .. new (Type Type, object? Found)[]
            {
                (typeof(IMultipartUploads), Repository.Capability<IMultipartUploads>()),
                (typeof(IUploadSweep), Repository.Capability<IUploadSweep>()),
                (typeof(IRootCheck), Repository.Capability<IRootCheck>()),
                (typeof(IReceivedParts), Repository.Capability<IReceivedParts>()),
                (typeof(IFileAddresses), Repository.Capability<IFileAddresses>()),
            }.Where(capability => capability.Found is not null).Select(capability => capability.Type),
        ];

        found.ShouldBe(Capabilities, ignoreOrder: true);
    }

    [Fact]
    public async Task A_check_of_the_root_finds_it_writable_and_leaves_nothing_behind()
    {
        if (Repository.Capability<IRootCheck>() is not { } check)
            return;

        await check.RequireWritableAsync(Cancellation);

        (await ListAsync()).ShouldBeEmpty();
        await WriteAsync("a", "x");
        (await check.ExistsAsync(Cancellation)).ShouldBeTrue();
        await check.RequireWritableAsync(Cancellation);
        (await ListAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_sweep_leaves_files_alone()
    {
        if (Repository.Capability<IUploadSweep>() is not { } sweep)
            return;
        await WriteAsync("a", "1");
        await WriteAsync("dir/b", "2");

        (await sweep.RemoveAbandonedUploadsAsync(Cancellation)).ShouldBe(default);

        (await ListAsync()).ShouldBe(["a", "dir"]);
        (await ReadAsync("dir/b")).ShouldBe("2");
    }

    [Fact]
    public async Task A_file_sent_in_parts_is_seen_when_it_is_complete()
    {
        if (Repository.Capability<IMultipartUploads>() is not { } uploads)
            return;
        await WriteAsync("dir/a", "old");

        var upload = await uploads.CreateAsync("dir/a", 3, Cancellation);
        upload.Parts.Select(part => part.Number).ShouldBe([1, 2, 3]);
        var parts = new List<UploadedPart>();
        foreach (var part in upload.Parts.Reverse())
            parts.Insert(0, new UploadedPart(part.Number, await PutPartAsync(part, ContentOf(part.Number)), part.Url));

        (await ReadAsync("dir/a")).ShouldBe("old");
        (await ListAsync("dir")).ShouldBe(["dir/a"]);
        await uploads.CompleteAsync("dir/a", upload.UploadId, parts, Cancellation);

        (await ReadBytesAsync("dir/a")).ShouldBe([.. ContentOf(1), .. ContentOf(2), .. ContentOf(3)]);
        (await ListAsync("dir")).ShouldBe(["dir/a"]);
    }

    [Fact]
    public async Task A_file_whose_upload_is_given_up_is_never_seen()
    {
        if (Repository.Capability<IMultipartUploads>() is not { } uploads)
            return;
        var upload = await uploads.CreateAsync("dir/a", 1, Cancellation);
        await PutPartAsync(upload.Parts[0], ContentOf(1));

        await uploads.AbortAsync("dir/a", upload.UploadId, Cancellation);

        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_nobody_began_cannot_be_completed()
    {
        if (Repository.Capability<IMultipartUploads>() is not { } uploads)
            return;

        await Should.ThrowAsync<LeatException>(
            () => uploads.CompleteAsync("a", "no-such-upload", [new UploadedPart(1, "\"etag\"", null)], Cancellation));

        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_takes_a_file_and_another_gives_it_without_credentials()
    {
        if (Repository.Capability<IFileAddresses>() is not { } addresses)
            return;
        const string path = "dir/a b+c%20d.txt";
        using var http = new HttpClient();

        var up = await addresses.ForUploadAsync(path, TimeSpan.FromMinutes(5), Cancellation);
        using var put = new HttpRequestMessage(HttpMethod.Put, up.Url) { Content = new StringContent("hello") };
        foreach (var (name, value) in up.Headers)
            put.Headers.TryAddWithoutValidation(name, value);
        (await http.SendAsync(put, Cancellation)).EnsureSuccessStatusCode();
        var down = await addresses.ForDownloadAsync(path, TimeSpan.FromMinutes(5), Cancellation);

        up.Size.ShouldBeNull();
        down.Size.ShouldBe(5);
        (await ReadAsync(path)).ShouldBe("hello");
        (await http.GetStringAsync(new Uri(down.Url), Cancellation)).ShouldBe("hello");
        using var other = new StringContent("other");
        (await http.PutAsync(new Uri(down.Url), other, Cancellation)).IsSuccessStatusCode.ShouldBeFalse();
        (await http.GetAsync(new Uri(down.Url.Replace("dir/a", "dir/b", StringComparison.Ordinal)), Cancellation)).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task There_is_no_address_for_what_cannot_be_stored_or_is_not_there()
    {
        if (Repository.Capability<IFileAddresses>() is not { } addresses)
            return;
        await WriteAsync("file", "x");

        await ShouldFailAsync(() => addresses.ForUploadAsync("file/below", TimeSpan.FromMinutes(5), Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => addresses.ForDownloadAsync("none", TimeSpan.FromMinutes(5), Cancellation), ErrorCode.ResourceDoesNotExist);
    }

    /// <summary>Sends a part as clients do.</summary>
    /// <returns>The ETag that the store answers.</returns>
    protected virtual async Task<string?> PutPartAsync(PartAddress part, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(part);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, part.Url) { Content = new ByteArrayContent(content) };
        foreach (var (name, value) in part.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        return response.Headers.ETag?.Tag;
    }

    private static byte[] ContentOf(int part) => Encoding.UTF8.GetBytes($"content of part {part};");
}
