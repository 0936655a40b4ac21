using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>The commands that README.md shows to newcomers work as written.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Curl_commands_log_a_run()
    {
        Assert.SkipUnless(HasCurl(), "curl is not installed.");
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var address = await server.AddressAsync();
        var commands = CurlBlock().Match(await File.ReadAllTextAsync(RepositoryRoot.File("README.md"), TestContext.Current.CancellationToken));
        commands.Success.ShouldBeTrue();

        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands.Groups["commands"].Value])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MLFLOW_TRACKING_URI"] = address.GetLeftPart(UriPartial.Authority);
        using var bash = Process.Start(start)!;
        var stderr = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var stdout = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        bash.ExitCode.ShouldBe(0, await stderr);
        using var answer = JsonDocument.Parse(stdout[stdout.LastIndexOf("{\"run\"", StringComparison.Ordinal)..]);
        var run = answer.RootElement.GetProperty("run");
        run.GetProperty("info").GetProperty("status").GetString().ShouldBe("FINISHED");
        run.GetProperty("data").GetProperty("params")[0].GetProperty("value").GetString().ShouldBe("0.1");
        run.GetProperty("data").GetProperty("metrics")[0].GetProperty("value").GetDouble().ShouldBe(0.5);
    }

    private static bool HasCurl() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "curl")));

    [GeneratedRegex(@"-->\n```sh\n(?<commands>url=.*?)```", RegexOptions.Singleline)]
    private static partial Regex CurlBlock();
}
