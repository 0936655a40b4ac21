using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Artifacts;

public sealed class ArtifactDownloadTests : IDisposable
{
    private readonly DirectoryInfo _target = Directory.CreateTempSubdirectory("leat");

    [Fact]
    public async Task A_directory_is_copied_with_its_whole_path()
    {
        await using var fixture = await FixtureAsync();

        var local = await fixture.Client.DownloadArtifactsAsync("run1", "model", _target.FullName, ClientFixture.Token);

        local.ShouldBe(Path.Combine(_target.FullName, "model"));
        Files().ShouldBe(["model/MLmodel", "model/data/weights.bin"]);
    }

    [Fact]
    public async Task A_file_is_copied_and_its_local_path_returned()
    {
        await using var fixture = await FixtureAsync();

        var local = await fixture.Client.DownloadArtifactsAsync("run1", "model/MLmodel", _target.FullName, ClientFixture.Token);

        (await File.ReadAllTextAsync(local, ClientFixture.Token)).ShouldBe("flavors");
        Files().ShouldBe(["model/MLmodel"]);
    }

    [Fact]
    public async Task All_artifacts_are_copied_without_a_path()
    {
        await using var fixture = await FixtureAsync();

        await fixture.Client.DownloadArtifactsAsync("run1", null, _target.FullName, ClientFixture.Token);

        Files().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_missing_object_is_reported()
    {
        await using var fixture = await FixtureAsync();

        var thrown = await Should.ThrowAsync<LeatException>(
            fixture.Client.DownloadArtifactsAsync("run1", "nope", _target.FullName, ClientFixture.Token));

        thrown.Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_destination_is_refused()
    {
        await using var fixture = await FixtureAsync();
        fixture.Artifacts.Put("../evil.txt", "x");

        await Should.ThrowAsync<LeatException>(
            fixture.Client.DownloadArtifactsAsync("run1", "../evil.txt", _target.FullName, ClientFixture.Token));

        File.Exists(Path.Combine(_target.Parent!.FullName, "evil.txt")).ShouldBeFalse();
    }

    public void Dispose() => _target.Delete(recursive: true);

    private static async Task<ClientFixture> FixtureAsync()
    {
        var fixture = new ClientFixture();
        await fixture.Client.CreateRunAsync(Experiment.DefaultId, cancellationToken: ClientFixture.Token);
        fixture.Artifacts.Put("readme.txt", "hello");
        fixture.Artifacts.Put("model/MLmodel", "flavors");
        fixture.Artifacts.Put("model/data/weights.bin", "bytes");
        return fixture;
    }

    private List<string> Files() =>
    [
        .. Directory.EnumerateFiles(_target.FullName, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_target.FullName, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];
}
