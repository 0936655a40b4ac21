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

    [Theory]
    [InlineData("throw")]
    [InlineData("throw-through-using")]
    public async Task A_run_that_an_unhandled_exception_ends_is_failed_and_says_why(string how)
    {
        using var directory = new TemporaryDirectory();

        var ended = await ProbeAsync(directory, how);

        ended.ExitCode.ShouldNotBe(0);
        var run = await ReadRunAsync(directory, ended);
        run.Info.Status.ShouldBe(RunStatus.Failed, ended.Output);
        run.Data.Tags.ShouldContain(new Tag("leat.failure", "System.InvalidOperationException: Nobody handles this."));
        run.Data.Metrics.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_run_that_ended_before_the_exception_stays_finished()
    {
        using var directory = new TemporaryDirectory();

        var ended = await ProbeAsync(directory, "throw-after-using");

        ended.ExitCode.ShouldNotBe(0);
        var run = await ReadRunAsync(directory, ended);
        run.Info.Status.ShouldBe(RunStatus.Finished);
        run.Data.Tags.ShouldNotContain(tag => tag.Key == "leat.failure");
    }

    [Theory]
    [InlineData("return")]
    [InlineData("exit")]
    [InlineData("throw")]
    [InlineData("throw-through-using")]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task The_database_file_is_whole_by_itself_once_the_program_has_ended(string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        using var directory = new TemporaryDirectory();

        var ended = how.All(char.IsUpper) ? await SignalAsync(directory, how) : await ProbeAsync(directory, how);

        using var copy = new TemporaryDirectory();
        File.Copy(directory.File("leat.db"), copy.File("leat.db"));
        (await ReadRunAsync(copy, ended)).Data.Metrics.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("INT", 2)]
    [InlineData("HUP", 1)]
    public async Task A_run_of_a_program_that_is_asked_to_end_is_killed(string signal, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        using var directory = new TemporaryDirectory();

        var ended = await SignalAsync(directory, signal);

        ended.ExitCode.ShouldBe(128 + number);
        var run = await ReadRunAsync(directory, ended);
        run.Data.Metrics.ShouldHaveSingleItem();
        run.Info.Status.ShouldBe(RunStatus.Killed);
        run.Info.EndTimeMs.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_program_that_ends_while_its_server_is_gone_says_so_and_fails()
    {
        using var directory = new TemporaryDirectory();
        await using var server = new KestrelInProcess();
        await server.InitializeAsync();

        var ended = await DotnetProcess.RunAsync(
            directory.Path, [BuildFacts.ExitProbePath, "return-impatiently", server.TrackingUri], _ => server.StopAsync());

        ended.ExitCode.ShouldBe(1, ended.Output);
        ended.Output.ShouldContain("leat: ");
        ended.Output.ShouldContain("EndTimeout");
    }

    [Fact]
    public async Task Marking_a_run_as_failed_takes_no_longer_than_the_client_allows_for_the_end()
    {
        using var directory = new TemporaryDirectory();
        await using var server = new KestrelInProcess();
        await server.InitializeAsync();

        var ended = await DotnetProcess.RunAsync(
            directory.Path, [BuildFacts.ExitProbePath, "throw-when-the-server-is-gone", server.TrackingUri], _ => server.StopAsync());

        ended.ExitCode.ShouldNotBe(0, ended.Output);
        ended.Output.ShouldContain("leat: the process ends before all that was logged is stored: 1 s were not enough.");
    }

    private static Task<DotnetProcess> SignalAsync(TemporaryDirectory directory, string signal) =>
        ProbeAsync(directory, "wait", async process =>
        {
            using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        });

    private static Task<DotnetProcess> ProbeAsync(
        TemporaryDirectory directory, string how, Func<Process, Task>? onFirstLine = null) =>
        DotnetProcess.RunAsync(directory.Path, [BuildFacts.ExitProbePath, how, Uri(directory)], onFirstLine);

    private static async Task<Run> ReadRunAsync(TemporaryDirectory directory, DotnetProcess ended)
    {
        var token = TestContext.Current.CancellationToken;
        await using var client = await LeatClient.ConnectAsync(Uri(directory), new LeatClientOptions(), token);
        return await client.GetRunAsync(ended.Output.Split('\n')[0], token);
    }

    private static string Uri(TemporaryDirectory directory) => "sqlite:///" + directory.File("leat.db");
}
