using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

public abstract partial class ArtifactRepositorySpecification
{
    [Fact]
    public async Task A_listing_shows_one_level_with_paths_from_the_root()
    {
        await WriteAsync("a.txt", "hello\n");
        await WriteAsync("dir/b.json", "{\"x\": 1}");
        await WriteAsync("dir/deep/c.bin", "12345678");

        (await Repository.ListAsync(null, Cancellation)).ShouldBe(
            [new ArtifactEntry("a.txt", false, 6), new ArtifactEntry("dir", true, null)]);
        (await Repository.ListAsync("dir", Cancellation)).ShouldBe(
            [new ArtifactEntry("dir/b.json", false, 8), new ArtifactEntry("dir/deep", true, null)]);
        (await Repository.ListAsync("dir/deep", Cancellation)).ShouldBe(
            [new ArtifactEntry("dir/deep/c.bin", false, 8)]);
    }

    [Fact]
    public async Task A_listing_is_sorted_by_the_characters_numbers()
    {
        foreach (var name in new[] { "b", "a", "C", "10", "9", "z/1", "_x", "é" })
            await WriteAsync(name, "x");

        (await ListAsync()).ShouldBe(["10", "9", "C", "_x", "a", "b", "z", "é"]);
    }

    [Fact]
    public async Task The_root_lists_as_empty_before_anything_is_stored()
    {
        (await ListAsync()).ShouldBeEmpty();
        (await ListAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_and_what_is_not_there_list_as_empty()
    {
        await WriteAsync("file", "x");

        (await ListAsync("file")).ShouldBeEmpty();
        (await ListAsync("file/below")).ShouldBeEmpty();
        (await ListAsync("none")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_a_file_leaves_its_neighbours()
    {
        await WriteAsync("a", "1");
        await WriteAsync("ab", "2");
        await WriteAsync("dir/a", "3");

        await Repository.DeleteAsync("a", Cancellation);

        (await ListAsync()).ShouldBe(["ab", "dir"]);
        (await ListAsync("dir")).ShouldBe(["dir/a"]);
    }

    [Fact]
    public async Task Deleting_a_directory_takes_all_it_holds()
    {
        await WriteAsync("dir/b.json", "1");
        await WriteAsync("dir/deep/c.bin", "2");
        await WriteAsync("directory/x", "3");

        await Repository.DeleteAsync("dir", Cancellation);

        (await ListAsync()).ShouldBe(["directory"]);
        (await ListAsync("dir")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_what_is_not_there_does_nothing()
    {
        await WriteAsync("a", "1");

        await Repository.DeleteAsync("none", Cancellation);
        await Repository.DeleteAsync("no/such/dir", Cancellation);
        await Repository.DeleteAsync("a/below", Cancellation);

        (await ListAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Deleting_the_root_empties_it_and_it_can_be_written_again()
    {
        await WriteAsync("a/b", "1");
        await WriteAsync("c", "2");

        await Repository.DeleteAsync(null, Cancellation);
        (await ListAsync()).ShouldBeEmpty();

        await WriteAsync("d", "3");
        (await ListAsync()).ShouldBe(["d"]);
    }
}
