using Leat.Artifacts.Local;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Tests.Local;

/// <summary>Files left by a kill during an upload are removed; files still being written are not.</summary>
public sealed class AbandonedUploadsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Half_written_files_of_a_day_ago_go_from_every_depth()
    {
        var old = await WriteAsync("1/run/artifacts/.leat-upload-0123456789abcdef0123456789abcdef.tmp", age: TimeSpan.FromDays(2));
        var top = await WriteAsync(".leat-upload-4567456789abcdef0123456789abcdef.tmp", age: TimeSpan.FromHours(25));

        AbandonedUploads.Remove(_directory.Path, Now, Cancel).ShouldBe(new SweptUploads(2, 6));

        File.Exists(old).ShouldBeFalse();
        File.Exists(top).ShouldBeFalse();
    }

    [Fact]
    public async Task Parts_of_files_go_when_nothing_of_them_was_written_for_a_day()
    {
        const string parts = "/.leat-upload-0123456789abcdef0123456789abcdef.tmp";
        await WriteAsync("old" + parts + "/data", age: TimeSpan.FromDays(2));
        await WriteAsync("old" + parts + "/1", age: TimeSpan.FromHours(25));
        await WriteAsync("young" + parts + "/data", age: TimeSpan.FromHours(1));
        foreach (var run in (string[])["old", "young"])
            Directory.SetLastWriteTimeUtc(_directory.Path + "/" + run + parts, Now.UtcDateTime.AddDays(-2));

        AbandonedUploads.Remove(_directory.Path, Now, Cancel).ShouldBe(new SweptUploads(1, 6));

        Directory.Exists(_directory.Path + "/old" + parts).ShouldBeFalse();
        Directory.Exists(_directory.Path + "/young" + parts).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_being_written_and_what_is_not_ours_stays()
    {
        var young = await WriteAsync("1/.leat-upload-0123456789abcdef0123456789abcdef.tmp", age: TimeSpan.FromHours(23));
        var model = await WriteAsync("1/model.bin", age: TimeSpan.FromDays(99));
        var other = await WriteAsync("1/upload.tmp", age: TimeSpan.FromDays(99));

        AbandonedUploads.Remove(_directory.Path, Now, Cancel).ShouldBe(default);

        File.Exists(young).ShouldBeTrue();
        File.Exists(model).ShouldBeTrue();
        File.Exists(other).ShouldBeTrue();
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var elsewhere = new TemporaryDirectory();
        var foreign = await WriteAsync(Path.Combine(elsewhere.Path, ".leat-upload-0123456789abcdef0123456789abcdef.tmp"), age: TimeSpan.FromDays(2));
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "link"), elsewhere.Path);

        AbandonedUploads.Remove(_directory.Path, Now, Cancel).ShouldBe(default);
        File.Exists(foreign).ShouldBeTrue();
    }

    [Fact]
    public void A_directory_that_is_not_there_holds_none() =>
        AbandonedUploads.Remove(Path.Combine(_directory.Path, "absent"), Now, Cancel).ShouldBe(default);

    [Fact]
    public async Task A_provider_sweeps_its_destination_and_its_roots()
    {
        await WriteAsync("served/1/.leat-upload-0123456789abcdef0123456789abcdef.tmp", age: null);
        await WriteAsync("root/1/.leat-upload-4567456789abcdef0123456789abcdef.tmp", age: null);
        var provider = new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions
        {
            ServeDestination = Path.Combine(_directory.Path, "served"),
            Roots = [Path.Combine(_directory.Path, "root")],
        });

        (await provider.RemoveAbandonedUploadsAsync(Cancel)).ShouldBe(new SweptUploads(2, 6));
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>Three bytes, last written the given time before <see cref="Now"/>; without an age, long before any current clock.</summary>
    private async Task<string> WriteAsync(string name, TimeSpan? age)
    {
        var path = Path.Combine(_directory.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "abc", Cancel);
        File.SetLastWriteTimeUtc(path, (Now - (age ?? TimeSpan.FromDays(3))).UtcDateTime);
        return path;
    }
}
