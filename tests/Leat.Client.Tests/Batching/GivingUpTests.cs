using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Batching;

/// <summary>The end of a run waits for a store that is away, but not for ever.</summary>
public sealed class GivingUpTests
{
    private static readonly LoggingOptions Minute = new() { EndTimeout = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task A_store_that_takes_nothing_is_given_up_after_the_stated_time_with_one_message()
    {
        await using var fixture = new ClientFixture(Minute);
        var run = await fixture.StartRunAsync();
        fixture.Store.BeforeLog = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token);
        for (var step = 0; step < 2_500; step++)
            run.LogMetric("loss", step, step);

        var end = run.EndAsync(cancellationToken: ClientFixture.Token);
        var thrown = await Should.ThrowAsync<LeatException>(fixture.LetTimePassAsync(end));

        thrown.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        thrown.Message.ShouldContain("60 s");
        thrown.Message.ShouldContain("EndTimeout");
        fixture.Client.LoggingStatistics.Failed.ShouldBe(2_500);
    }

    [Fact]
    public async Task A_store_that_takes_something_now_and_then_is_waited_for()
    {
        await using var fixture = new ClientFixture(Minute);
        var run = await fixture.StartRunAsync();
        fixture.Store.BeforeLog = (_, _) =>
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(50));
            return Task.CompletedTask;
        };
        for (var step = 0; step < 5_000; step++)
            run.LogMetric("loss", step, step);

        await run.EndAsync(cancellationToken: ClientFixture.Token);

        fixture.Store[run.RunId].Points.Count.ShouldBe(5_000);
        fixture.Store[run.RunId].Info.Status.ShouldBe(RunStatus.Finished);
    }
}
