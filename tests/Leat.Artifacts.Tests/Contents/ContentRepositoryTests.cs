using System.Text;
using Leat.Artifacts.Local;
using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Files that share contents behave as any others.</summary>
public sealed class ContentRepositoryTests : ArtifactRepositorySpecification
{
    private readonly TemporaryDirectory _directory = new();
    private LocalArtifactRepository _disk = null!;

    protected override IReadOnlyList<Type> Capabilities => [typeof(IUploadSweep), typeof(IRootCheck)];

    protected override Task<IArtifactRepository> OpenEmptyAsync()
    {
        _disk = new LocalArtifactRepository(_directory.Path);
        return Task.FromResult<IArtifactRepository>(new ContentRepository(_disk, shares: true, TimeProvider.System, smallestShared: 0));
    }

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Equal_contents_take_their_space_once()
    {
        var content = new byte[300_000];
        Random.Shared.NextBytes(content);

        for (var run = 0; run < 10; run++)
        {
            await WriteAsync($"{run}/weights.bin", content);
            await WriteAsync($"{run}/config.json", "the same");
        }

        Blobs().Sum(blob => blob.Length).ShouldBe(300_008);
        (await ReadBytesAsync("7/weights.bin")).ShouldBe(content);
        (await Repository.ListAsync("7", Cancellation)).ShouldBe(
            [new ArtifactEntry("7/config.json", IsDirectory: false, 8), new ArtifactEntry("7/weights.bin", IsDirectory: false, 300_000)]);
        await using var opened = await Repository.OpenReadAsync("7/weights.bin", Cancellation);
        await using var other = await Repository.OpenReadAsync("8/weights.bin", Cancellation);
        opened.Length.ShouldBe(300_000);
        opened.EntityTag.ShouldBe(other.EntityTag);
        opened.Stream.Position = 299_990;
        var end = new byte[10];
        await opened.Stream.ReadExactlyAsync(end, Cancellation);
        end.ShouldBe(content[^10..]);
    }

    /// <summary>The real sizes, a hundred times as large, take as large a part: bench/artifact-dedupe.sh.</summary>
    [Fact]
    public async Task Checkpoints_that_share_nine_tenths_take_an_eighth()
    {
        var memory = new MemoryArtifactStore();
        var repository = new ContentRepository(memory.Open(ArtifactLocation.Parse("mem://bucket/files")), shares: true, TimeProvider.System);
        var content = new byte[50_000];
        for (var checkpoint = 0; checkpoint < 100; checkpoint++)
        {
            for (var file = 0; file < 10; file++)
            {
                new Random(file == 0 ? 1000 + checkpoint : file).NextBytes(content);
                await repository.WriteAsync($"{checkpoint}/{file}", ArtifactBody.Of(new MemoryStream(content)), Cancellation);
            }
        }

        memory.Buckets["bucket"].Objects.Values.Sum(stored => (long)stored.Content.Length).ShouldBeLessThan(100 * 10 * 50_000 * 12L / 100);
    }

    [Fact]
    public async Task Small_files_lie_in_their_places()
    {
        var repository = new ContentRepository(_disk, shares: true, TimeProvider.System);

        await repository.WriteAsync("a", ArtifactBody.Of(new MemoryStream(new byte[4095])), Cancellation);
        await repository.WriteAsync("b", ArtifactBody.Of(new MemoryStream(new byte[4096])), Cancellation);

        new FileInfo(_directory["a"]).Length.ShouldBe(4095);
        new FileInfo(_directory["b"]).Length.ShouldBe(ContentReference.Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_looks_like_a_reference_is_a_file(bool shares)
    {
        await WriteAsync("secret", "what nobody else may read");
        var forged = await File.ReadAllBytesAsync(_directory["secret"], Cancellation);
        ContentReference.TryParse(forged).ShouldNotBeNull();
        var repository = new ContentRepository(_disk, shares, TimeProvider.System);

        await repository.WriteAsync("forged", ArtifactBody.Of(new MemoryStream(forged)), Cancellation);

        await using var content = await repository.OpenReadAsync("forged", Cancellation);
        using var copy = new MemoryStream();
        await content.Stream.CopyToAsync(copy, Cancellation);
        copy.ToArray().ShouldBe(forged);
        (await repository.ListAsync(null, Cancellation)).Single(entry => entry.Path == "forged").Size.ShouldBe(ContentReference.Bytes);
    }

    [Fact]
    public async Task Files_of_such_a_size_that_are_none_are_read_as_they_are()
    {
        await WriteAsync("any", "x");
        var text = new string('r', ContentReference.Bytes);
        await _disk.WriteAsync("plain", Encoding.ASCII.GetBytes(text), Cancellation);

        (await ReadAsync("plain")).ShouldBe(text);
    }

    [Fact]
    public async Task A_repository_that_shares_nothing_new_reads_what_is_shared()
    {
        await WriteAsync("dir/a", "shared");
        var plain = new ContentRepository(_disk, shares: false, TimeProvider.System);

        (await plain.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/a", IsDirectory: false, 6)]);
        await plain.WriteAsync("dir/b", ArtifactBody.Of(new MemoryStream("own"u8.ToArray())), Cancellation);

        File.ReadAllText(_directory["dir/b"]).ShouldBe("own");
        (await ListAsync()).ShouldBe(["dir"]);
        ((IArtifactRepository)plain).Capability<IReceivedParts>().ShouldNotBeNull();
    }

    [Theory]
    [InlineData(".leat-content")]
    [InlineData(".leat-content/blobs/x")]
    [InlineData(".LEAT-content/index")]
    public async Task Contents_cannot_be_reached_by_name(string path)
    {
        await WriteAsync("a", "x");

        await ShouldFailAsync(() => WriteAsync(path, "x"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => Repository.OpenReadAsync(path, Cancellation), ErrorCode.ResourceDoesNotExist);
        await ShouldFailAsync(() => Repository.DeleteAsync(path, Cancellation), ErrorCode.InvalidParameterValue);
        (await ListAsync(path)).ShouldBeEmpty();
        await Repository.DeleteAsync(null, Cancellation);
        Blobs().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_content_that_is_lost_is_said_to_be_and_stored_anew_with_the_next_file()
    {
        await WriteAsync("a", "content");
        Blobs().Single().Delete();

        await ShouldFailAsync(() => Repository.OpenReadAsync("a", Cancellation), ErrorCode.InternalError);
        await WriteAsync("b", "content");

        (await ReadAsync("b")).ShouldBe("content");
    }

    private FileInfo[] Blobs() => new DirectoryInfo(_directory[ContentPlaces.Blobs]).GetFiles("*", SearchOption.AllDirectories);
}
