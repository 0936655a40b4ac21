using System.Diagnostics;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>The script <c>./leat</c> at the top of the repository.</summary>
public sealed class LeatScriptTests : IDisposable
{
    private static readonly string[] UsedByTheScript = ["bash", "dirname", "readlink", "find", "mkdir", "cat"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_from_any_folder_and_through_a_link()
    {
        // Elsewhere the script would first have to build, which ./test has done.
        Assert.SkipUnless(LeatExecutable.Path.Contains("/Release/", StringComparison.Ordinal), "Only in ./test, which builds in Release.");
        File.CreateSymbolicLink(_folder.File("link"), RepositoryRoot.File("leat"));

        var (exitCode, stdout, stderr) = await RunAsync(_folder.File("link"), "--version");

        exitCode.ShouldBe(0, stderr);
        stdout.ShouldStartWith("leat ");
    }

    [Fact]
    public async Task Says_what_is_missing_without_the_sdk()
    {
        var copy = _folder.File("copy");
        Directory.CreateDirectory(Path.Combine(copy, "eng"));
        Directory.CreateDirectory(Path.Combine(copy, "src"));
        File.Copy(RepositoryRoot.File("leat"), Path.Combine(copy, "leat"));
        File.Copy(RepositoryRoot.File("eng/build.sh"), Path.Combine(copy, "eng/build.sh"));

        var (exitCode, stdout, stderr) = await RunAsync(Path.Combine(copy, "leat"), "--version", path: FolderWithoutDotnet());

        exitCode.ShouldBe(1);
        stdout.ShouldBeEmpty();
        stderr.ShouldContain("Leat needs the .NET 10 SDK, and 'dotnet' is not on the PATH");
    }

    /// <summary>Only the tools that the script itself uses.</summary>
    private string FolderWithoutDotnet()
    {
        var tools = Directory.CreateDirectory(_folder.File("tools")).FullName;
        foreach (var tool in UsedByTheScript)
            File.CreateSymbolicLink(Path.Combine(tools, tool), Path.Combine("/usr/bin", tool));
        return tools;
    }

    private async Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(string script, string argument, string? path = null)
    {
        var start = new ProcessStartInfo("/bin/bash", [script, argument])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
            start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var stderr = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var stdout = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, stdout, await stderr);
    }
}
