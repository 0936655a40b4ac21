using System.Net;
using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.Extensions.Time.Testing;

namespace Leat.Artifacts.Specification.Objects;

/// <summary>What only stores of objects have: parts, pages, placeholders of folders, keys that others wrote, addresses of parts.</summary>
public abstract class ObjectContainerSpecification : ObjectSpecification
{
    private const int PartSize = 5 << 20;

    [Theory]
    [InlineData(PartSize - 1)]
    [InlineData(PartSize)]
    [InlineData(PartSize + 1)]
    [InlineData((4 * PartSize) + 12_345)]
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
        var budget = new MemoryBudget(PartSize + (1 << 20));
        using var share = new MemoryShare(budget);
        var content = RandomNumberGenerator.GetBytes((3 * PartSize) + 12_345);
        MemoryShare.Current = share;

        await WriteAsync(Repository, "large.bin", content);

        MemoryShare.Current = null;
        (await HashAsync("large.bin")).ShouldBe(SHA256.HashData(content));
        budget.Held.ShouldBe(PartSize);
    }

    [Fact]
    public async Task A_large_file_that_breaks_off_leaves_nothing_and_can_be_sent_again()
    {
        using var half = new MemoryStream(new byte[2 * PartSize]);
        await Should.ThrowAsync<LeatException>(() => Repository.WriteAsync("large.bin", new ArtifactBody(half, 3 * PartSize), Cancellation));

        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
        (await SweptAsync(TimeSpan.FromHours(25))).ShouldBe(default);

        var whole = RandomNumberGenerator.GetBytes(2 * PartSize);
        await WriteAsync(Repository, "large.bin", whole);
        (await HashAsync("large.bin")).ShouldBe(SHA256.HashData(whole));
    }

    [Fact]
    public async Task Any_part_of_a_file_can_be_read()
    {
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        await WriteAsync(Repository, "a", content);
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
        (await Place.MediaTypeAsync("root/a.png")).ShouldBe("image/png");
    }

    [Fact]
    public async Task Files_of_several_pages_are_listed_and_removed()
    {
        var count = Place.SeveralPages;
        await Parallel.ForAsync(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (i, _) => await Place.PutAsync($"root/dir/{i:0000}"));

        var entries = await Repository.ListAsync("dir", Cancellation);
        entries.Select(entry => entry.Path).ShouldBe(Enumerable.Range(0, count).Select(i => $"dir/{i:0000}"));

        await Repository.DeleteAsync("dir", Cancellation);
        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public virtual async Task Objects_that_stand_for_folders_are_no_files()
    {
        foreach (var key in new[] { "root/", "root/dir/", "root/dir/a", "root/empty/", "root//b" })
            await Place.PutAsync(key);

        (await Repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("dir", true, null), new ArtifactEntry("empty", true, null)]);
        (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/a", false, 1)]);
        (await Repository.ListAsync("empty", Cancellation)).ShouldBeEmpty();
        await Repository.DeleteAsync(null, Cancellation);
        (await Place.KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_of_it_can_be_the_root()
    {
        await Place.PutAsync("a");
        var repository = Store.Open(ArtifactLocation.Parse(Place.Root));

        (await repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("a", false, 1)]);
        await repository.DeleteAsync("a", Cancellation);
        (await Place.KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_are_what_the_location_says_undecoded()
    {
        await WriteAsync(Store.Open(ArtifactLocation.Parse(Place.Root + "/a%20b/ü")), "c d", [1]);

        (await Place.KeysAsync()).ShouldBe(["a%20b/ü/c d"]);
    }

    /// <remarks>A service that forgets them by itself leaves nothing to sweep.</remarks>
    [Fact]
    public async Task Uploads_that_nobody_ended_are_removed_after_a_day_and_not_before()
    {
        var upload = await Repository.Capability<IMultipartUploads>()!.CreateAsync("large.bin", 1, Cancellation);
        using var http = new HttpClient();
        using var content = new ByteArrayContent(new byte[1_000]);
        (await http.PutAsync(new Uri(upload.Parts[0].Url), content, Cancellation)).EnsureSuccessStatusCode();
        if (Repository.Capability<IUploadSweep>() is null)
            return;

        (await SweptAsync(TimeSpan.Zero)).ShouldBe(default);
        (await SweptAsync(TimeSpan.FromHours(25))).ShouldBe(new SweptUploads(1, 1_000));
        (await SweptAsync(TimeSpan.FromHours(25))).ShouldBe(default);
    }

    [Fact]
    public async Task The_address_of_a_part_takes_nothing_else()
    {
        var upload = await Repository.Capability<IMultipartUploads>()!.CreateAsync("large.bin", 2, Cancellation);
        using var http = new HttpClient();
        using var content = new ByteArrayContent([1]);
        var address = upload.Parts[0].Url;

        var other = address.Replace("large.bin", "other.bin", StringComparison.Ordinal);
        (await http.PutAsync(new Uri(other), content, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await http.GetAsync(new Uri(address), Cancellation)).IsSuccessStatusCode.ShouldBeFalse();
        (await http.PutAsync(new Uri(address), content, Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>Sweeps the whole place as if it were later.</summary>
    private async Task<SweptUploads> SweptAsync(TimeSpan later)
    {
        await using var store = Place.Open(time: new FakeTimeProvider(TimeProvider.System.GetUtcNow() + later));
        return store.Open(ArtifactLocation.Parse(Place.Root)).Capability<IUploadSweep>() is { } sweep ? await sweep.RemoveAbandonedUploadsAsync(Cancellation) : default;
    }
}
