using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Fluent;

public sealed class GuardedRunTests
{
    [Fact]
    public async Task Work_that_ends_well_finishes_its_run_and_returns_its_result()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        var result = await GuardedRun.DoAsync(run, _ => Task.FromResult(42));

        result.ShouldBe(42);
        fixture.Store[run.RunId].Info.Status.ShouldBe(RunStatus.Finished);
    }

    [Fact]
    public async Task Work_that_throws_fails_its_run_and_the_exception_comes_through()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        run.LogParam("depth", 6);
        run.LogParam("depth", 7);

        var thrown = await Should.ThrowAsync<InvalidDataException>(
            GuardedRun.DoAsync<int>(run, _ => throw new InvalidDataException("no rows")));

        thrown.Message.ShouldBe("no rows");
        var stored = fixture.Store[run.RunId];
        stored.Info.Status.ShouldBe(RunStatus.Failed);
        stored.Tags["leat.failure"].ShouldContain("no rows");
    }

    [Fact]
    public async Task Work_that_is_cancelled_leaves_its_run_killed()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            GuardedRun.DoAsync<int>(run, _ => throw new OperationCanceledException()));

        fixture.Store[run.RunId].Info.Status.ShouldBe(RunStatus.Killed);
    }
}
