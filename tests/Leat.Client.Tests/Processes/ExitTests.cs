using System.Diagnostics;
using Leat.Client.Tests.EndToEnd;
using Leat.Core;

namespace Leat.Client.Tests.Processes;

public sealed class ExitTests
{
    [Theory]
    [InlineData("return", RunStatus.Finished)]
    [InlineData("exit", RunStatus.Failed)]
    [InlineData("throw", RunStatus.Failed)]
    public async Task A_program_that_ends_leaves_nothing_unsent_and_its_run_ended(string how, RunStatus expected)
    {
        using var directory = new TemporaryDirectory();

        var ended = await ProbeAsync(directory, how);

        var run = await ReadRunAsync(directory, ended);
        run.Data.Metrics.ShouldHaveSingleItem(ended.Output);
        run.Info.Status.ShouldBe(expected);
        run.Info.EndTimeMs.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_program_that_is_asked_to_end_leaves_nothing_unsent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        using var directory = new TemporaryDirectory();

        var ended = await ProbeAsync(directory, "wait", process => Process.Start("kill", ["-TERM", $"{process.Id}"]));

        ended.ExitCode.ShouldBe(128 + 15);
        var run = await ReadRunAsync(directory, ended);
        run.Data.Metrics.ShouldHaveSingleItem();
        // The program could have continued.
        run.Info.Status.ShouldBe(RunStatus.Running);
    }

    private static Task<DotnetProcess> ProbeAsync(
        TemporaryDirectory directory, string how, Action<Process>? onFirstLine = null) =>
        DotnetProcess.RunAsync(directory.Path, [BuildFacts.ExitProbePath, how, Uri(directory)], onFirstLine);

    private static async Task<Run> ReadRunAsync(TemporaryDirectory directory, DotnetProcess ended)
    {
        var token = TestContext.Current.CancellationToken;
        await using var client = await LeatClient.ConnectAsync(Uri(directory), new LeatClientOptions(), token);
        return await client.GetRunAsync(ended.Output.Split('\n')[0], token);
    }

    private static string Uri(TemporaryDirectory directory) => "sqlite:///" + directory.File("leat.db");
}
