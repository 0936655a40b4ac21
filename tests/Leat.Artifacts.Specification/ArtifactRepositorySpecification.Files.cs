using System.Text;
using CsCheck;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

public abstract partial class ArtifactRepositorySpecification
{
    [Fact]
    public async Task A_file_reads_back_as_it_was_written()
    {
        var everyByte = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();

        await WriteAsync("all.bin", everyByte);

        (await ReadBytesAsync("all.bin")).ShouldBe(everyByte);
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await WriteAsync("empty", "");

        (await ReadBytesAsync("empty")).ShouldBeEmpty();
        (await Repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("empty", IsDirectory: false, 0)]);
    }

    [Fact]
    public async Task A_file_larger_than_every_buffer_survives()
    {
        var content = new byte[5_000_003];
        new Random(7).NextBytes(content);

        await WriteAsync("deep/large.bin", content);

        (await ReadBytesAsync("deep/large.bin")).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task An_opened_file_has_its_length_and_modification_time()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        await WriteAsync("a.txt", "hello");

        await using var content = await Repository.OpenReadAsync("a.txt", Cancellation);

        content.Length.ShouldBe(5);
        content.LastModified.ShouldNotBeNull().ShouldBeInRange(before, before.AddMinutes(5));
    }

    [Fact]
    public async Task A_second_write_replaces_the_file()
    {
        await WriteAsync("a", "one, which is longer");
        await WriteAsync("a", "two");

        (await ReadAsync("a")).ShouldBe("two");
        (await ListAsync()).ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("a b.txt")]
    [InlineData("a+b&c=d@e,f;g'h.txt")]
    [InlineData("100% sure.txt")]
    [InlineData("日本/ü.txt")]
    [InlineData("..hidden/...")]
    [InlineData("emoji 🚀/x")]
    [InlineData("question?mark")]
    [InlineData("line%0abreak")]
    [InlineData("line\nbreak\t\u001b\u0085")]
    [InlineData("a%20b")]
    [InlineData("%41")]
    [InlineData("%ff")]
    [InlineData("%2e%2e")]
    [InlineData("%252e%252e")]
    [InlineData("100%25%")]
    [InlineData("key%step%23%timestamp%1700000000000%80.png")]
    [InlineData("back\\slash")]
    [InlineData("\\a")]
    [InlineData("c:d")]
    [InlineData("dir/C:/x")]
    [InlineData("file:x")]
    [InlineData("e\u0301 \u00e9")]
    [InlineData(".leat-upload-mine.tmp")]
    [InlineData("\"quotes\" 'and' <tags>")]
    [InlineData("-rf ~")]
    [InlineData("$HOME;`id`")]
    public async Task Odd_names_are_names(string path)
    {
        ArtifactPath.ParseFile(path).ShouldBe(path);
        if (!Keeps(path))
        {
            await ShouldFailAsync(() => WriteAsync(path, "x"), ErrorCode.InvalidParameterValue);
            await ShouldFailAsync(() => Repository.OpenReadAsync(path, Cancellation), ErrorCode.ResourceDoesNotExist);
            (await ListAsync()).ShouldBeEmpty();
            return;
        }

        await WriteAsync(path, "content of " + path);

        (await ReadAsync(path)).ShouldBe("content of " + path);
        var directory = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : null;
        (await ListAsync(directory)).ShouldBe([path]);
    }

    [Fact]
    public async Task Names_that_differ_are_different_files()
    {
        string[] names = ["a b", "a%20b", "a%2520b", "a+b", "A b", "a\tb", "a%09b", "\u00e9", "e\u0301", "%41", "A", "a\\b", "a%5Cb"];
        names = [.. names.Where(Keeps)];

        foreach (var name in names)
            await WriteAsync(name, "content of " + name);

        foreach (var name in names)
            (await ReadAsync(name)).ShouldBe("content of " + name);
        (await ListAsync()).ShouldBe(names.Order(StringComparer.Ordinal));
        await Repository.DeleteAsync("a b", Cancellation);
        (await ListAsync()).ShouldBe(names.Except(["a b"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_name_of_a_file_round_trips() =>
        await LinuxNames.Any.Where(Keeps).SampleAsync(
            async name =>
            {
                await WriteAsync("all/" + name, name);
                (await ReadAsync("all/" + name)).ShouldBe(name);
                (await ListAsync("all")).ShouldContain("all/" + name);
                await Repository.DeleteAsync("all/" + name, Cancellation);
                (await ListAsync("all")).ShouldBeEmpty();
            },
            iter: NamesTried,
            threads: 1);

    [Fact]
    public async Task A_failing_upload_leaves_the_old_file_and_nothing_else()
    {
        await WriteAsync("a", "old");
        using var broken = new BrokenStream(Encoding.UTF8.GetBytes("half of the new"));

        await Should.ThrowAsync<Exception>(() => Repository.WriteAsync("a", ArtifactBody.Of(broken), Cancellation));

        (await ReadAsync("a")).ShouldBe("old");
        (await ListAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_failing_upload_of_a_new_file_leaves_no_file()
    {
        using var broken = new BrokenStream(Encoding.UTF8.GetBytes("half"));

        await Should.ThrowAsync<Exception>(() => Repository.WriteAsync("dir/a", ArtifactBody.Of(broken), Cancellation));

        (await ListAsync("dir")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_no_file()
    {
        using var source = new CancellationTokenSource();
        using var stream = new BrokenStream(Encoding.UTF8.GetBytes("half"), source.Cancel);

        await Should.ThrowAsync<OperationCanceledException>(() => Repository.WriteAsync("a", ArtifactBody.Of(stream), source.Token));

        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_what_is_not_there_says_so()
    {
        await WriteAsync("file", "x");

        await ShouldFailAsync(() => Repository.OpenReadAsync("none", Cancellation), ErrorCode.ResourceDoesNotExist);
        await ShouldFailAsync(() => Repository.OpenReadAsync("no/such/dir/none", Cancellation), ErrorCode.ResourceDoesNotExist);
        await ShouldFailAsync(() => Repository.OpenReadAsync("file/below", Cancellation), ErrorCode.ResourceDoesNotExist);
    }

    [Fact]
    public async Task Reading_a_directory_is_refused()
    {
        await WriteAsync("dir/a", "x");

        await ShouldFailAsync(() => Repository.OpenReadAsync("dir", Cancellation), ErrorCode.InvalidParameterValue);
    }

    [Fact]
    public async Task Writing_below_a_file_is_refused()
    {
        await WriteAsync("file", "x");

        await ShouldFailAsync(() => WriteAsync("file/below", "y"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => WriteAsync("file/far/below", "y"), ErrorCode.InvalidParameterValue);

        (await ReadAsync("file")).ShouldBe("x");
    }

    [Fact]
    public async Task Writing_over_a_directory_is_refused()
    {
        await WriteAsync("dir/a", "x");

        await ShouldFailAsync(() => WriteAsync("dir", "y"), ErrorCode.InvalidParameterValue);

        (await ReadAsync("dir/a")).ShouldBe("x");
    }

    [Fact]
    public async Task Readers_beside_writers_see_whole_files()
    {
        await WriteAsync("shared", new string('0', 300_000));

        var writers = Enumerable.Range(1, 4).Select(async digit =>
        {
            for (var round = 0; round < 5; round++)
                await WriteAsync("shared", new string((char)('0' + digit), 300_000));
        });
        var readers = Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var round = 0; round < 10; round++)
            {
                var seen = await ReadAsync("shared");
                seen.Length.ShouldBe(300_000);
                seen.Distinct().Count().ShouldBe(1);
            }
        });

        await Task.WhenAll(writers.Concat(readers));
        (await ListAsync()).ShouldBe(["shared"]);
    }

    [Fact]
    public async Task Many_uploads_at_once_into_new_directories_all_arrive()
    {
        var paths = Enumerable.Range(0, 40).Select(i => $"a/{i % 4}/b/{i}").ToArray();

        await Task.WhenAll(paths.Select(path => WriteAsync(path, path)));

        foreach (var path in paths)
            (await ReadAsync(path)).ShouldBe(path);
    }
}
