using Leat.Client.Tests.Fakes;

namespace Leat.Client.Tests.Batching;

public sealed class QueueLimitTests
{
    [Fact]
    public async Task A_full_queue_makes_the_caller_wait_counts_it_and_loses_nothing()
    {
        await using var fixture = new ClientFixture(new LoggingOptions { QueueCapacity = 3 });
        var run = await fixture.StartRunAsync();
        var open = new TaskCompletionSource();
        fixture.Store.BeforeLog = (_, _) => open.Task;

        for (var i = 0; i < 3; i++)
            run.LogMetric("m", i, i);
        var fourth = Task.Run(() => run.LogMetric("m", 3, 3), ClientFixture.Token);
        await WaitForAsync(() => fixture.Client.LoggingStatistics.Waits == 1);
        fourth.IsCompleted.ShouldBeFalse();
        fixture.Client.LoggingStatistics.Pending.ShouldBe(3);

        open.SetResult();
        await fourth.WaitAsync(ClientFixture.Token);
        await run.FlushAsync(ClientFixture.Token);

        fixture.Store[run.RunId].Points.Select(point => point.Step).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task Runs_that_fill_the_queue_together_are_sent_without_a_full_batch()
    {
        await using var fixture = new ClientFixture(new LoggingOptions { QueueCapacity = 4 });
        var first = await fixture.StartRunAsync();
        var second = await fixture.StartRunAsync();

        // The clock stands still, so only a full queue can start sending.
        for (var i = 0; i < 4; i++)
            first.LogMetric("m", i, i);
        second.LogMetric("m", 0, 0);
        await fixture.Client.FlushAsync(ClientFixture.Token);

        fixture.Store[first.RunId].Points.Count.ShouldBe(4);
        fixture.Store[second.RunId].Points.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Uploads_beyond_their_limit_make_the_caller_wait()
    {
        await using var fixture = new ClientFixture(new LoggingOptions { UploadCapacity = 1 });
        var run = await fixture.StartRunAsync();
        var open = new TaskCompletionSource();
        fixture.Artifacts.BeforeWrite = _ => open.Task;

        run.LogText("a", "a.txt");
        var second = new Thread(() => run.LogText("b", "b.txt"));
        second.Start();
        await WaitForAsync(() => !second.IsAlive || second.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        second.IsAlive.ShouldBeTrue();
        open.SetResult();
        second.Join();
        await run.FlushAsync(ClientFixture.Token);

        fixture.Artifacts.Paths.ShouldBe(["a.txt", "b.txt"]);
    }

    /// <summary>Lets other threads run until the condition holds; otherwise the test's own timeout ends it.</summary>
    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            ClientFixture.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
