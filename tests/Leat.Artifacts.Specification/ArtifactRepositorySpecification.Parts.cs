using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

public abstract partial class ArtifactRepositorySpecification
{
    [Fact]
    public async Task Parts_that_arrive_in_any_order_become_a_file_when_it_is_complete()
    {
        if (Repository.Capability<IReceivedParts>() is not { } parts)
            return;
        await WriteAsync("dir/a", "old");

        var id = await parts.BeginAsync("dir/a", 4, Cancellation);
        var hashes = new string[4];
        await Task.WhenAll(((int[])[4, 2, 1, 3]).Select(async number => hashes[number - 1] = await SendAsync(parts, id, number, Part(number))));
        hashes[1] = await SendAsync(parts, id, 2, "PART 2;");

        (await ReadAsync("dir/a")).ShouldBe("old");
        (await ListAsync("dir")).ShouldBe(["dir/a"]);
        (await ListAsync()).ShouldBe(["dir"]);
        await parts.CompleteAsync("dir/a", id, [.. hashes.Select((hash, index) => new UploadedPart(index + 1, $"\"{hash}\"", null))], Cancellation);

        (await ReadAsync("dir/a")).ShouldBe("part 1;PART 2;part 3;the last");
        (await ListAsync()).ShouldBe(["dir"]);
        await ShouldFailAsync(() => SendAsync(parts, id, 1, "late"), ErrorCode.ResourceDoesNotExist);
        await ShouldFailAsync(() => parts.CompleteAsync("dir/a", id, Named(4), Cancellation), ErrorCode.ResourceDoesNotExist);

        static string Part(int number) => number == 4 ? "the last" : $"part {number};";
    }

    [Fact]
    public async Task One_part_or_fewer_than_planned_are_enough()
    {
        if (Repository.Capability<IReceivedParts>() is not { } parts)
            return;
        var one = await parts.BeginAsync("one", 1, Cancellation);
        await SendAsync(parts, one, 1, "whole");
        await parts.CompleteAsync("one", one, Named(1), Cancellation);
        var fewer = await parts.BeginAsync("fewer", 3, Cancellation);
        await SendAsync(parts, fewer, 1, "1");
        await SendAsync(parts, fewer, 2, "2");
        await parts.CompleteAsync("fewer", fewer, Named(2), Cancellation);

        (await ReadAsync("one")).ShouldBe("whole");
        (await ReadAsync("fewer")).ShouldBe("12");
    }

    [Fact]
    public async Task What_is_not_what_was_sent_does_not_become_a_file()
    {
        if (Repository.Capability<IReceivedParts>() is not { } parts)
            return;
        var id = await parts.BeginAsync("dir/a", 3, Cancellation);
        await SendAsync(parts, id, 1, "1234");
        await SendAsync(parts, id, 3, "34");

        await ShouldFailAsync(() => parts.CompleteAsync("dir/a", id, Named(3), Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => SendAsync(parts, id, 2, "123"), ErrorCode.InvalidParameterValue);
        await SendAsync(parts, id, 2, "1234");
        await ShouldFailAsync(() => parts.CompleteAsync("dir/a", id, [], Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => parts.CompleteAsync("dir/a", id, [.. Named(3).Reverse()], Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => parts.CompleteAsync("dir/a", id, [new UploadedPart(1, "\"other\"", null), .. Named(3).Skip(1)], Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => parts.CompleteAsync("dir/b", id, Named(3), Cancellation), ErrorCode.ResourceDoesNotExist);
        (await ListAsync()).ShouldBeEmpty();

        await parts.CompleteAsync("dir/a", id, Named(3), Cancellation);
        (await ReadAsync("dir/a")).ShouldBe("1234123434");
    }

    [Fact]
    public async Task Parts_are_refused_that_no_upload_waits_for()
    {
        if (Repository.Capability<IReceivedParts>() is not { } parts)
            return;
        await WriteAsync("file", "x");
        await WriteAsync("dir/a", "x");
        var id = await parts.BeginAsync("b", 2, Cancellation);

        await ShouldFailAsync(() => SendAsync(parts, id, 0, "x"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => SendAsync(parts, id, 3, "x"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => parts.WriteAsync(id, 1, new ArtifactBody(Once("x"), null), Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => parts.WriteAsync(id, 1, new ArtifactBody(Once("x"), 2), Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => parts.CompleteAsync("b", id, Named(1), Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => SendAsync(parts, "0123456789abcdef0123456789abcdef", 1, "x"), ErrorCode.ResourceDoesNotExist);
        await ShouldFailAsync(() => SendAsync(parts, "../../file", 1, "x"), ErrorCode.ResourceDoesNotExist);
        await ShouldFailAsync(() => parts.BeginAsync("file/below", 1, Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => parts.BeginAsync("dir", 1, Cancellation), ErrorCode.InvalidParameterValue);
    }

    [Fact]
    public async Task An_upload_of_received_parts_that_is_given_up_leaves_nothing()
    {
        if (Repository.Capability<IReceivedParts>() is not { } parts)
            return;
        var id = await parts.BeginAsync("dir/a", 2, Cancellation);
        await SendAsync(parts, id, 1, "x");

        await parts.AbortAsync("dir/a", id, Cancellation);

        (await ListAsync()).ShouldBeEmpty();
        await ShouldFailAsync(() => SendAsync(parts, id, 2, "x"), ErrorCode.ResourceDoesNotExist);
    }

    private static IReadOnlyList<UploadedPart> Named(int count) => [.. Enumerable.Range(1, count).Select(number => new UploadedPart(number, null, null))];

    private static async Task<string> SendAsync(IReceivedParts parts, string id, int number, string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return await parts.WriteAsync(id, number, ArtifactBody.Of(stream), Cancellation);
    }
}
