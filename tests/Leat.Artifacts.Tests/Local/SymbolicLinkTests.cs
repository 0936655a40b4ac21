using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

public sealed class SymbolicLinkTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly LocalArtifactRepository _repository;

    public SymbolicLinkTests()
    {
        Directory.CreateDirectory(_directory["root/inside"]);
        Directory.CreateDirectory(_directory["root-secret"]);
        File.WriteAllText(_directory["root/inside/a"], "fine");
        File.WriteAllText(_directory["root-secret/s"], "secret");
        _repository = new LocalArtifactRepository(_directory["root"]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_link_to_a_file_outside_is_refused_and_not_shown()
    {
        File.CreateSymbolicLink(_directory["root/link"], _directory["root-secret/s"]);

        await ShouldBeRefusedEverywhereAsync("link");
        await ShouldListAsync(null, "inside");
    }

    [Fact]
    public async Task A_link_to_a_directory_outside_is_refused_and_not_shown()
    {
        Directory.CreateSymbolicLink(_directory["root/link"], _directory["root-secret"]);

        await ShouldBeRefusedEverywhereAsync("link");
        await ShouldBeRefusedEverywhereAsync("link/s");
        await ShouldBeRefusedEverywhereAsync("link/new/file");
        await ShouldListAsync(null, "inside");
    }

    [Fact]
    public async Task A_relative_link_outside_is_refused()
    {
        File.CreateSymbolicLink(_directory["root/inside/link"], "../../root-secret/s");

        await ShouldBeRefusedEverywhereAsync("inside/link");
    }

    [Fact]
    public async Task A_link_to_a_link_outside_is_refused()
    {
        File.CreateSymbolicLink(_directory["root/second"], _directory["root-secret"]);
        File.CreateSymbolicLink(_directory["root/first"], "second");

        await ShouldBeRefusedEverywhereAsync("first/s");
    }

    [Fact]
    public async Task A_link_whose_target_goes_through_a_link_outside_is_refused()
    {
        Directory.CreateSymbolicLink(_directory["root/inside/out"], _directory["root-secret"]);
        File.CreateSymbolicLink(_directory["root/link"], "inside/out/s");

        await ShouldBeRefusedEverywhereAsync("link");
    }

    [Fact]
    public async Task A_dangling_link_outside_is_not_written_through()
    {
        File.CreateSymbolicLink(_directory["root/link"], _directory["root-secret/new"]);

        await ShouldBeRefusedEverywhereAsync("link");
        File.Exists(_directory["root-secret/new"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(_directory["root/one"], "two");
        File.CreateSymbolicLink(_directory["root/two"], "one");

        await ShouldBeRefusedEverywhereAsync("one");
        await ShouldListAsync(null, "inside");
    }

    [Fact]
    public async Task A_link_that_stays_inside_is_followed()
    {
        Directory.CreateSymbolicLink(_directory["root/link"], "inside");

        await ShouldListAsync(null, "inside", "link");
        await ShouldListAsync("link", "link/a");
        (await ReadAsync("link/a")).ShouldBe("fine");
        await WriteAsync("link/b");
        File.Exists(_directory["root/inside/b"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_to_a_file_inside_shows_that_files_size()
    {
        File.CreateSymbolicLink(_directory["root/link"], "inside/a");

        var entry = (await _repository.ListAsync(null, Cancellation)).Single(entry => entry.Path == "link");

        entry.IsDirectory.ShouldBeFalse();
        entry.Size.ShouldBe(4);
    }

    [Fact]
    public async Task The_root_itself_may_be_a_link()
    {
        Directory.CreateSymbolicLink(_directory["entrance"], _directory["root"]);
        Directory.CreateSymbolicLink(_directory["root/link"], "inside");
        var repository = new LocalArtifactRepository(_directory["entrance"]);

        (await repository.ListAsync("link", Cancellation)).Single().Path.ShouldBe("link/a");
    }

    [Fact]
    public async Task Deleting_a_directory_removes_links_in_it_but_not_what_they_lead_to()
    {
        Directory.CreateSymbolicLink(_directory["root/inside/out"], _directory["root-secret"]);

        await _repository.DeleteAsync("inside", Cancellation);

        Directory.Exists(_directory["root/inside"]).ShouldBeFalse();
        File.ReadAllText(_directory["root-secret/s"]).ShouldBe("secret");
    }

    private async Task ShouldBeRefusedEverywhereAsync(string path)
    {
        await ShouldBeRefusedAsync(() => _repository.ListAsync(path, Cancellation));
        await ShouldBeRefusedAsync(() => _repository.OpenReadAsync(path, Cancellation));
        await ShouldBeRefusedAsync(() => WriteAsync(path));
        await ShouldBeRefusedAsync(() => _repository.DeleteAsync(path, Cancellation));
        Directory.GetFileSystemEntries(_directory["root-secret"]).Length.ShouldBe(1);
        (await File.ReadAllTextAsync(_directory["root-secret/s"], Cancellation)).ShouldBe("secret");
    }

    private static async Task ShouldBeRefusedAsync(Func<Task> action)
    {
        var error = await action.ShouldThrowAsync<LeatException>();
        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        error.Message.ShouldBe("Invalid path");
    }

    private async Task ShouldListAsync(string? path, params string[] expected) =>
        (await _repository.ListAsync(path, Cancellation)).Select(entry => entry.Path).ShouldBe(expected);

    private async Task WriteAsync(string path)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("written"));
        await _repository.WriteAsync(path, ArtifactBody.Of(content), Cancellation);
    }

    private async Task<string> ReadAsync(string path)
    {
        await using var content = await _repository.OpenReadAsync(path, Cancellation);
        using var reader = new StreamReader(content.Stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
