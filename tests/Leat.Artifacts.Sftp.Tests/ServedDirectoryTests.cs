using Leat.Conformance.Tests;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.Sftp;

public sealed class ServedDirectoryTests : ServedStoreSpecification
{
    private TestDirectory _directory = null!;

    protected override string Root => _directory.Root;

    protected override (string Root, string Error) Missing =>
        (_directory.Root + "-file/files", $"'{_directory.Path}-file' is a file");

    protected override string Library => "Renci.SshNet";

    protected override IReadOnlyDictionary<string, string> Environment => _directory.Environment;

    protected override string? PartAddresses => null;

    protected override async Task PrepareAsync()
    {
        _directory = await TestDirectory.CreateAsync();
        await File.WriteAllTextAsync(_directory.Path + "-file", "", Cancellation);
    }

    protected override Task<string[]> KeysAsync() => Task.FromResult(_directory.Files());

    protected override async Task StoreAsync(string path, string content)
    {
        var file = Path.Combine(_directory.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, content, Cancellation);
    }

    [Fact]
    public async Task Clients_are_answered_as_recorded()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");

        await ArtifactScenarios.ShouldHoldAsync(server.Address, takesParts: PartAddresses is not null, Cancellation);
    }
}
