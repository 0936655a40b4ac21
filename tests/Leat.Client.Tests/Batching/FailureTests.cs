using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Batching;

public sealed class FailureTests
{
    [Fact]
    public async Task A_changed_param_is_reported_and_its_neighbours_are_kept()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        run.LogParam("depth", 6);
        await run.FlushAsync(ClientFixture.Token);
        var failures = new List<LoggingFailedEventArgs>();
        fixture.Client.LoggingFailed += (_, failure) => failures.Add(failure);

        run.LogParam("rate", 0.1);
        run.LogParam("depth", 7);
        run.LogParam("trees", 100);
        run.LogMetric("loss", 0.5);
        run.SetTag("team", "vision");
        var thrown = await Should.ThrowAsync<LeatException>(run.FlushAsync(ClientFixture.Token));

        thrown.Message.ShouldContain("'depth'");
        thrown.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        var stored = fixture.Store[run.RunId];
        stored.Params.ShouldBe(new Dictionary<string, string> { ["depth"] = "6", ["rate"] = "0.1", ["trees"] = "100" }, ignoreOrder: true);
        stored.Points.ShouldHaveSingleItem();
        stored.Tags["team"].ShouldBe("vision");
        var failure = failures.ShouldHaveSingleItem();
        failure.RunId.ShouldBe(run.RunId);
        failure.Entries.ShouldBe("param 'depth'");
        failure.Count.ShouldBe(1);
        fixture.Client.LoggingStatistics.Failed.ShouldBe(1);
    }

    [Fact]
    public async Task A_param_changed_within_one_batch_is_reported_and_keeps_its_first_value()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        run.LogParam("depth", 6);
        run.LogParam("depth", 7);
        run.LogParam("rate", 0.1);
        await Should.ThrowAsync<LeatException>(run.FlushAsync(ClientFixture.Token));

        fixture.Store[run.RunId].Params.ShouldBe(
            new Dictionary<string, string> { ["depth"] = "6", ["rate"] = "0.1" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Many_failures_come_together_and_only_once()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        for (var i = 0; i < 5; i++)
            run.LogParam($"p{i}", "old");
        await run.FlushAsync(ClientFixture.Token);

        for (var i = 0; i < 5; i++)
            run.LogParam($"p{i}", "new");
        var thrown = await Should.ThrowAsync<AggregateException>(run.FlushAsync(ClientFixture.Token));

        thrown.InnerExceptions.Count.ShouldBe(5);
        await run.FlushAsync(ClientFixture.Token);
    }

    [Fact]
    public async Task A_fault_of_the_run_is_not_hunted_entry_by_entry()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        await fixture.Client.DeleteRunAsync(run.RunId, ClientFixture.Token);

        for (var i = 0; i < 500; i++)
            run.LogMetric("m", i, i);
        var thrown = await Should.ThrowAsync<LeatException>(run.FlushAsync(ClientFixture.Token));

        thrown.Message.ShouldContain("must be in the 'active' state");
        fixture.Store.Batches.Count.ShouldBe(3);
        fixture.Client.LoggingStatistics.Failed.ShouldBe(500);
    }

    [Fact]
    public async Task An_overloaded_store_is_asked_again()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        var refused = new TaskCompletionSource();
        var calls = 0;
        fixture.Store.BeforeLog = (_, _) =>
        {
            if (++calls > 1)
                return Task.CompletedTask;
            refused.SetResult();
            throw new LeatException(ErrorCode.TemporarilyUnavailable, "busy");
        };

        run.LogMetric("loss", 1);
        var flush = run.FlushAsync(ClientFixture.Token);
        await refused.Task.WaitAsync(ClientFixture.Token);
        await fixture.LetTimePassAsync(flush);

        fixture.Store[run.RunId].Points.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_store_that_retries_itself_is_asked_once()
    {
        await using var fixture = new ClientFixture(features: new StoreFeatures { RetriesItself = true });
        var run = await fixture.StartRunAsync();
        fixture.Store.BeforeLog = (_, _) => throw new LeatException(ErrorCode.TemporarilyUnavailable, "away for long");

        run.LogMetric("loss", 1);
        var thrown = await Should.ThrowAsync<LeatException>(run.FlushAsync(ClientFixture.Token));

        thrown.Message.ShouldBe("away for long");
        fixture.Store.Batches.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_overloaded_artifact_repository_is_asked_again_with_the_whole_content()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        var calls = 0;
        fixture.Artifacts.AfterWrite = _ => ++calls == 1
            ? throw new LeatException(ErrorCode.TemporarilyUnavailable, "busy")
            : Task.CompletedTask;

        run.LogText("all of it", "a.txt");
        await fixture.LetTimePassAsync(run.FlushAsync(ClientFixture.Token));

        calls.ShouldBe(2);
        fixture.Artifacts.Text("a.txt").ShouldBe("all of it");
    }

    [Fact]
    public async Task Ending_a_run_ends_it_even_if_some_entries_failed_and_throws_then()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        fixture.Store.BeforeLog = (_, _) => throw new LeatException(ErrorCode.InternalError, "broken");

        run.LogMetric("loss", 1);
        var thrown = await Should.ThrowAsync<LeatException>(run.EndAsync(cancellationToken: ClientFixture.Token));

        thrown.Message.ShouldBe("broken");
        fixture.Store[run.RunId].Info.Status.ShouldBe(RunStatus.Finished);
        await run.DisposeAsync();
    }

    [Fact]
    public async Task A_failed_upload_is_reported_with_the_flush()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        fixture.Artifacts.BeforeWrite = path => path == "bad.txt" ? throw new IOException("disk full") : Task.CompletedTask;

        run.LogText("a", "bad.txt");
        run.LogText("b", "good.txt");
        var thrown = await Should.ThrowAsync<IOException>(run.FlushAsync(ClientFixture.Token));

        thrown.Message.ShouldBe("disk full");
        fixture.Artifacts.Paths.ShouldBe(["good.txt"]);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_stop_the_sending()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        fixture.Client.LoggingFailed += (_, _) => throw new InvalidOperationException("listener");
        run.LogParam("depth", 6);
        run.LogParam("depth", 7);
        run.LogMetric("loss", 1);

        var thrown = await Should.ThrowAsync<LeatException>(run.FlushAsync(ClientFixture.Token));

        thrown.Message.ShouldContain("'depth'");
        fixture.Store[run.RunId].Points.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a#b")]
    [InlineData("../up")]
    public async Task A_key_that_is_not_allowed_throws_at_the_call(string key)
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        Should.Throw<LeatException>(() => run.LogMetric(key, 1)).Code.ShouldBe(ErrorCode.InvalidParameterValue);
        Should.Throw<LeatException>(() => run.LogParam(key, 1)).Code.ShouldBe(ErrorCode.InvalidParameterValue);
        Should.Throw<LeatException>(() => run.SetTag(key, 1)).Code.ShouldBe(ErrorCode.InvalidParameterValue);

        await run.FlushAsync(ClientFixture.Token);
        fixture.Store.Batches.ShouldBeEmpty();
    }
}
