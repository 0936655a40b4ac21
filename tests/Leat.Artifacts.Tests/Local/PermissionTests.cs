using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

public sealed class PermissionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("600", UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData("640", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    public async Task Files_and_folders_are_made_for_those_who_may_read_them(string octal, UnixFileMode expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX permissions");
        FilePermissions.TryParse(octal, out var permissions).ShouldBeTrue();
        var provider = new ArtifactRepositoryProvider(new() { Permissions = permissions! });
        using var content = new MemoryStream([1]);

        await provider.Open(_directory["root"]).WriteAsync("dir/file", ArtifactBody.Of(content), TestContext.Current.CancellationToken);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_directory["root/dir/file"]).ShouldBe(expected);
            File.GetUnixFileMode(_directory["root"]).ShouldBe(permissions!.Folder);
            File.GetUnixFileMode(_directory["root/dir"]).ShouldBe(permissions.Folder);
        }
    }
}
