using Leat.Cli.Tests.Processes;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Serving;

/// <summary>The description of the API can be had without a server, and is the server's.</summary>
public sealed class ApiDescriptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_command_and_the_build_write_what_a_server_answers()
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        var served = await client.GetStringAsync("/api/leat/1.0/openapi.json", Cancel);

        var printed = await LeatProcess.RunAsync(_folder.Path, "api-description");
        var written = await LeatProcess.RunAsync(_folder.Path, "api-description", "--output", "openapi.json");

        printed.ExitCode.ShouldBe(0, printed.Stderr);
        printed.Stdout.TrimEnd('\n').ShouldBe(served);
        (written.ExitCode, written.Stdout, written.Stderr).ShouldBe((0, "", ""));
        (await File.ReadAllTextAsync(_folder.File("openapi.json"), Cancel)).ShouldBe(served);
        (await File.ReadAllTextAsync(BuiltFile, Cancel)).ShouldBe(served);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "api-description", "--output", "absent/openapi.json");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldStartWith("leat: Cannot write the file 'absent/openapi.json': ");
    }

    /// <summary>What the build of Leat.Description leaves beside its program.</summary>
    private static string BuiltFile => RepositoryRoot.File(
        Path.Combine("src", "Leat.Description", Path.GetRelativePath(RepositoryRoot.File("tests/Leat.Cli.Tests"), AppContext.BaseDirectory), "openapi.json"));
}
