using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Batching;

public sealed class BatchingTests
{
    [Fact]
    public async Task What_is_logged_waits_for_the_batch_delay_and_goes_in_one_call()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        var arrived = fixture.WhenBatchArrivesAsync();

        run.LogParam("depth", 6);
        run.LogMetric("loss", 0.5, step: 1);
        run.SetTag("team", "vision");
        fixture.Time.Advance(TimeSpan.FromMilliseconds(249));
        fixture.Store.Batches.ShouldBeEmpty();
        fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        await arrived.WaitAsync(ClientFixture.Token);

        var batch = fixture.Store.Batches.ShouldHaveSingleItem();
        batch.Params.ShouldBe([new Param("depth", "6")]);
        batch.Metrics.ShouldBe([new Metric("loss", 0.5, ClientFixture.StartMs, 1)]);
        batch.Tags.ShouldBe([new Tag("team", "vision")]);
    }

    [Fact]
    public async Task A_full_batch_goes_without_waiting_for_the_delay()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();
        var arrived = fixture.WhenBatchArrivesAsync();

        for (var step = 0; step < 1_000; step++)
            run.LogMetric("loss", step, step);
        await arrived.WaitAsync(ClientFixture.Token);

        fixture.Store.Batches.First().Metrics.Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task Flush_returns_when_all_is_stored_in_the_order_of_the_calls()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        for (var step = 0; step < 12_345; step++)
            run.LogMetric("loss", step, step);
        await run.FlushAsync(ClientFixture.Token);

        fixture.Store[run.RunId].Points.Select(point => point.Step).ShouldBe(Enumerable.Range(0, 12_345).Select(i => (long)i));
        fixture.Store.Batches.ShouldAllBe(batch => batch.Metrics.Count <= 1_000);
        var statistics = fixture.Client.LoggingStatistics;
        statistics.Sent.ShouldBe(12_345);
        statistics.Pending.ShouldBe(0);
        statistics.Failed.ShouldBe(0);
        statistics.Batches.ShouldBe(fixture.Store.Batches.Count);
    }

    [Fact]
    public async Task Batches_keep_to_100_params_and_100_tags()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        for (var i = 0; i < 250; i++)
        {
            run.LogParam($"p{i}", i);
            run.SetTag($"t{i}", i);
        }

        await run.FlushAsync(ClientFixture.Token);

        fixture.Store.Batches.Count.ShouldBe(3);
        fixture.Store[run.RunId].Params.Count.ShouldBe(250);
        fixture.Store[run.RunId].Tags.Keys.Count(key => key.StartsWith('t')).ShouldBe(250);
    }

    [Fact]
    public async Task Timestamps_are_those_of_the_calls_not_of_the_sending()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        run.LogMetric("loss", 1);
        fixture.Time.Advance(TimeSpan.FromMilliseconds(100));
        run.LogMetric("loss", 2);
        run.LogMetric("loss", 3, timestamp: DateTimeOffset.FromUnixTimeMilliseconds(42));
        await run.FlushAsync(ClientFixture.Token);

        fixture.Store[run.RunId].Points.Select(point => point.TimestampMs)
            .ShouldBe([ClientFixture.StartMs, ClientFixture.StartMs + 100, 42]);
    }

    [Fact]
    public async Task Metrics_logged_together_share_step_and_time()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        run.LogMetrics(new Dictionary<string, double> { ["loss"] = 0.5, ["accuracy"] = 0.75 }, step: 3);
        await run.FlushAsync(ClientFixture.Token);

        fixture.Store[run.RunId].Points.ShouldBe(
            [new Metric("loss", 0.5, ClientFixture.StartMs, 3), new Metric("accuracy", 0.75, ClientFixture.StartMs, 3)]);
    }

    [Fact]
    public async Task A_param_given_twice_with_one_value_is_accepted()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        run.LogParam("depth", 6);
        run.LogParam("depth", 6);
        await run.FlushAsync(ClientFixture.Token);

        fixture.Store[run.RunId].Params["depth"].ShouldBe("6");
    }

    [Fact]
    public async Task Runs_are_sent_at_the_same_time_but_each_one_call_after_the_other()
    {
        await using var fixture = new ClientFixture(new LoggingOptions { MaxParallelRuns = 2 });
        ActiveRun[] runs = [await fixture.StartRunAsync(), await fixture.StartRunAsync()];
        var both = new Barrier(runs.Length);
        var inside = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var overlapped = false;
        fixture.Store.BeforeLog = async (batch, token) =>
        {
            overlapped |= inside.AddOrUpdate(batch.RunId, 1, (_, n) => n + 1) > 1;
            await Task.Run(() => both.SignalAndWait(token), token);
            inside.AddOrUpdate(batch.RunId, 0, (_, n) => n - 1);
        };

        foreach (var run in runs)
        {
            for (var i = 0; i < 3_000; i++)
                run.LogMetric("m", i, i);
        }

        await fixture.Client.FlushAsync(ClientFixture.Token);
        fixture.Store.BeforeLog = (_, _) => Task.CompletedTask;

        overlapped.ShouldBeFalse();
        runs.ShouldAllBe(run => fixture.Store[run.RunId].Points.Count == 3_000);
    }

    [Fact]
    public async Task Entries_of_many_threads_all_arrive()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        await Parallel.ForAsync(0, 8, ClientFixture.Token, (thread, _) =>
        {
            for (var i = 0; i < 2_000; i++)
                run.LogMetric($"m{thread}", i, i);
            return ValueTask.CompletedTask;
        });
        await run.FlushAsync(ClientFixture.Token);

        var points = fixture.Store[run.RunId].Points;
        points.Count.ShouldBe(16_000);
        foreach (var series in points.GroupBy(point => point.Key))
            series.Select(point => point.Step).ShouldBe(Enumerable.Range(0, 2_000).Select(i => (long)i));
    }

    [Fact]
    public async Task Inputs_keep_their_place_in_the_order()
    {
        await using var fixture = new ClientFixture();
        var run = await fixture.StartRunAsync();

        run.LogMetric("before", 1);
        run.LogInput(new Dataset("iris", "0a1b2c3d", "local", "{}"), "training");
        run.LogMetric("after", 2);
        await run.FlushAsync(ClientFixture.Token);

        var stored = fixture.Store[run.RunId];
        stored.Points.Select(point => point.Key).ShouldBe(["before", "after"]);
        var input = stored.Inputs.ShouldHaveSingleItem();
        input.Dataset.Name.ShouldBe("iris");
        input.Tags.ShouldBe([new Tag("mlflow.data.context", "training")]);
    }
}
