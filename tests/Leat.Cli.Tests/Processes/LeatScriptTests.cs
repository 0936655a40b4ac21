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

    [Theory]
    [InlineData("ui/node_modules/x/index.js", false)]
    [InlineData("ui/dist/index.html", false)]
    [InlineData("src/Leat.Ui/obj/ui/built", false)]
    [InlineData("ui/src/main.tsx", true)]
    [InlineData("ui/package-lock.json", true)]
    [InlineData("src/Leat.Core/Run.cs", true)]
    public async Task Only_a_changed_source_makes_a_start_build_again(string written, bool builds)
    {
        string[] tree =
        [
            "src/Leat.Core/Run.cs", "src/Leat.Ui/obj/x", "ui/src/main.tsx", "ui/public/x", "ui/build/x", "ui/index.html", "ui/package-lock.json",
            "ui/vite.config.ts", "eng/x", "Directory.Build.props", "Directory.Build.targets", "global.json",
        ];
        foreach (var file in tree)
            await WriteAsync(file, DateTime.UnixEpoch);
        foreach (var folder in Directory.GetDirectories(_folder.Path, "*", SearchOption.AllDirectories))
            Directory.SetLastWriteTimeUtc(folder, DateTime.UnixEpoch);
        await WriteAsync("built", DateTime.UnixEpoch.AddDays(1));
        await WriteAsync(written, DateTime.UnixEpoch.AddDays(2));
        await WriteAsync("changed.sh", DateTime.UnixEpoch, $"root={_folder.Path}; . {RepositoryRoot.File("eng/build.sh")}; sources \"$root/built\"");

        var (_, stdout, stderr) = await RunAsync(_folder.File("changed.sh"), "");

        stderr.ShouldBeEmpty();
        stdout.Trim().ShouldBe(builds ? _folder.File(written) : "");
    }

    private async Task WriteAsync(string file, DateTime time, string content = "")
    {
        var path = _folder.File(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, time);
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
