using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

public abstract partial class ArtifactRepositorySpecification
{
    [Fact]
    public async Task A_body_of_known_length_is_stored_whole()
    {
        var body = new ArtifactBody(Once("hello"), 5);

        await Repository.WriteAsync("a", body, Cancellation);

        (await ReadAsync("a")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_stored_whole()
    {
        var body = new ArtifactBody(Once("hello"), null);

        await Repository.WriteAsync("a", body, Cancellation);

        (await ReadAsync("a")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_body_is_read_from_where_its_stream_stands_and_the_stream_stays_open()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("skipped, stored"));
        stream.Position = "skipped, ".Length;

        await Repository.WriteAsync("a", ArtifactBody.Of(stream), Cancellation);

        (await ReadAsync("a")).ShouldBe("stored");
        stream.CanRead.ShouldBeTrue();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(0)]
    public async Task A_body_of_another_length_than_announced_is_refused_and_leaves_the_old_file(long announced)
    {
        await WriteAsync("a", "old");

        await ShouldFailAsync(
            () => Repository.WriteAsync("a", new ArtifactBody(Once("hello"), announced), Cancellation), ErrorCode.InvalidParameterValue);

        (await ReadAsync("a")).ShouldBe("old");
        (await ListAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_new_file_of_another_length_than_announced_leaves_no_file()
    {
        await ShouldFailAsync(
            () => Repository.WriteAsync("dir/a", new ArtifactBody(Once("hello"), 100), Cancellation), ErrorCode.InvalidParameterValue);

        (await ListAsync("dir")).ShouldBeEmpty();
    }

    /// <summary>A stream of unknown length, like a request body.</summary>
    private static OneWayStream Once(string content) => new(Encoding.UTF8.GetBytes(content));
}
