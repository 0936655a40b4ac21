using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

public sealed class LocalArtifactRepositoryTests : ArtifactRepositorySpecification
{
    private readonly TemporaryDirectory _directory = new();

    protected override IReadOnlyList<Type> Capabilities => [typeof(IReceivedParts), typeof(IUploadSweep), typeof(IRootCheck)];

    protected override Task<IArtifactRepository> OpenEmptyAsync() =>
        Task.FromResult<IArtifactRepository>(new LocalArtifactRepository(_directory["not/made/yet"]));

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Files_lie_below_the_root_under_their_own_names()
    {
        await WriteAsync("dir/a b.txt", "x");

        File.ReadAllText(_directory["not/made/yet/dir/a b.txt"]).ShouldBe("x");
    }

    [Fact]
    public async Task A_failed_upload_leaves_no_temporary_file_on_disk()
    {
        using var broken = new BrokenStream([1, 2, 3]);

        await Should.ThrowAsync<IOException>(() => Repository.WriteAsync("dir/a", ArtifactBody.Of(broken), Cancellation));

        Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_being_uploaded_is_not_seen()
    {
        string[]? during = null;
        int onDisk = 0;
        using var slow = new BrokenStream([1], () =>
        {
            during = [.. Repository.ListAsync(null, Cancellation).GetAwaiter().GetResult().Select(entry => entry.Path)];
            onDisk = Directory.GetFiles(_directory["not/made/yet"]).Length;
            throw new IOException("The connection was reset.");
        });

        await Should.ThrowAsync<IOException>(() => Repository.WriteAsync("a", ArtifactBody.Of(slow), Cancellation));

        onDisk.ShouldBe(1);
        during.ShouldBe([]);
    }

    [Fact]
    public async Task What_a_killed_upload_left_behind_is_removed_after_a_day()
    {
        await WriteAsync("a", "x");
        var root = _directory["not/made/yet"];
        var old = Path.Combine(root, ".leat-upload-1123456789abcdef0123456789abcdef.tmp");
        var fresh = Path.Combine(root, ".leat-upload-2123456789abcdef0123456789abcdef.tmp");
        File.WriteAllText(old, "half");
        File.WriteAllText(fresh, "half");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-25));

        (await ListAsync()).ShouldBe(["a"]);

        Directory.GetFiles(root).Order().ShouldBe([fresh, Path.Combine(root, "a")]);
    }

    [Theory]
    [InlineData(".leat-upload-0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("dir/.leat-upload-0123456789ABCDEF0123456789abcdef.TMP/a")]
    public async Task Names_of_temporary_files_cannot_be_used(string path)
    {
        await ShouldFailAsync(() => WriteAsync(path, "x"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => Repository.OpenReadAsync(path, Cancellation), ErrorCode.InvalidParameterValue);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    [InlineData("/etc/passwd")]
    [InlineData(".")]
    public async Task Unparsed_paths_are_refused_too(string path)
    {
        await ShouldFailAsync(() => Repository.ListAsync(path, Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => Repository.OpenReadAsync(path, Cancellation), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => WriteAsync(path, "x"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => Repository.DeleteAsync(path, Cancellation), ErrorCode.InvalidParameterValue);
    }

    [Fact]
    public async Task A_name_too_long_for_the_disk_is_the_callers_mistake()
    {
        await WriteAsync(new string('x', 255), "fits");

        await ShouldFailAsync(() => WriteAsync(new string('x', 256), "y"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => WriteAsync(new string('日', 86), "y"), ErrorCode.InvalidParameterValue);
    }

    [Fact]
    public async Task A_path_too_long_for_the_system_is_the_callers_mistake()
    {
        var path = string.Join('/', Enumerable.Repeat(new string('d', 200), 40));

        await ShouldFailAsync(() => WriteAsync(path, "y"), ErrorCode.InvalidParameterValue);
        await ShouldFailAsync(() => Repository.OpenReadAsync(path, Cancellation), ErrorCode.InvalidParameterValue);
        Directory.Exists(_directory["not"]).ShouldBeFalse();
    }
}
