using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Fluent;

public sealed class TrackingSessionTests
{
    private static readonly RunOptions NoOptions = new();

    [Fact]
    public async Task The_run_is_active_in_the_callers_flow_after_the_await()
    {
        await using var fixture = new ClientFixture();

        var run = await StartAsync(fixture);
        await Task.Yield();

        fixture.Session.ActiveRun.ShouldBeSameAs(run);
        await run.DisposeAsync();
        fixture.Session.ActiveRun.ShouldBeNull();
    }

    [Fact]
    public async Task Nested_runs_form_a_stack_across_awaits_and_methods()
    {
        await using var fixture = new ClientFixture();
        await using var outer = await StartAsync(fixture, "outer");

        await InnerAsync();

        fixture.Session.ActiveRun.ShouldBeSameAs(outer);

        async Task InnerAsync()
        {
            await using var inner = await StartAsync(fixture, "inner", nested: true);
            await Task.Yield();
            fixture.Session.ActiveRun.ShouldBeSameAs(inner);
            inner.ParentRunId.ShouldBe(outer.RunId);
            fixture.Store[inner.RunId].Tags["mlflow.parentRunId"].ShouldBe(outer.RunId);
        }
    }

    [Fact]
    public async Task Ending_an_inner_run_makes_the_outer_one_active_again_in_whatever_order()
    {
        await using var fixture = new ClientFixture();
        var first = await StartAsync(fixture);
        var second = await StartAsync(fixture, nested: true);
        var third = await StartAsync(fixture, nested: true);

        await second.DisposeAsync();
        fixture.Session.ActiveRun.ShouldBeSameAs(third);
        await third.DisposeAsync();
        fixture.Session.ActiveRun.ShouldBeSameAs(first);
    }

    [Fact]
    public async Task Parallel_work_has_runs_of_its_own_below_the_one_around_it()
    {
        await using var fixture = new ClientFixture();
        await using var outer = await StartAsync(fixture);

        await Parallel.ForAsync(0, 16, ClientFixture.Token, async (fold, token) =>
        {
            fixture.Session.ActiveRun.ShouldBeSameAs(outer);
            await using var inner = await StartAsync(fixture, $"fold {fold}", nested: true);
            await Task.Yield();
            fixture.Session.ActiveRun.ShouldBeSameAs(inner);
            inner.ParentRunId.ShouldBe(outer.RunId);
            inner.LogMetric("fold", fold);
        });

        fixture.Session.ActiveRun.ShouldBeSameAs(outer);
        var folds = fixture.Store.StoredRuns.Where(run => run.Info.RunName.StartsWith("fold", StringComparison.Ordinal)).ToList();
        folds.Count.ShouldBe(16);
        folds.ShouldAllBe(run => run.Points.Count == 1 && run.Info.Status == RunStatus.Finished
            && run.Info.RunName == $"fold {run.Points[0].Value}");
    }

    [Fact]
    public async Task A_thread_of_its_own_sees_the_run_around_it()
    {
        await using var fixture = new ClientFixture();
        await using var run = await StartAsync(fixture);
        ActiveRun? seen = null;

        var thread = new Thread(() => seen = fixture.Session.ActiveRun);
        thread.Start();
        thread.Join();

        seen.ShouldBeSameAs(run);
    }

    [Fact]
    public async Task A_second_run_that_is_not_nested_is_refused()
    {
        await using var fixture = new ClientFixture();
        await using var run = await StartAsync(fixture);

        var thrown = Should.Throw<InvalidOperationException>(() => fixture.Session.Prepare(null, nested: false, NoOptions));

        thrown.Message.ShouldContain($"Run with UUID {run.RunId} is already active");
        thrown.Message.ShouldContain("nested: true");
    }

    [Fact]
    public async Task A_start_that_fails_leaves_no_place_taken()
    {
        await using var fixture = new ClientFixture();
        fixture.Store.BeforeCreate = _ => throw new LeatException(ErrorCode.TemporarilyUnavailable, "away");
        await Should.ThrowAsync<LeatException>(StartAsync(fixture));
        fixture.Store.BeforeCreate = _ => Task.CompletedTask;

        await using var run = await StartAsync(fixture);

        fixture.Session.ActiveRun.ShouldBeSameAs(run);
    }

    [Fact]
    public async Task A_parent_that_is_not_the_active_run_is_refused()
    {
        await using var fixture = new ClientFixture();
        await using var run = await StartAsync(fixture);

        Should.Throw<InvalidOperationException>(
                () => fixture.Session.Prepare(null, nested: true, new RunOptions { ParentRunId = "other" }))
            .Message.ShouldContain("does not match the specified parent run");
    }

    [Fact]
    public async Task A_nested_run_of_a_given_run_becomes_the_active_one()
    {
        await using var fixture = new ClientFixture();
        await using var outer = await StartAsync(fixture);

        var inner = await outer.StartNestedAsync("inner", cancellationToken: ClientFixture.Token);

        fixture.Session.ActiveRun.ShouldBeSameAs(inner);
        await inner.DisposeAsync();
        fixture.Session.ActiveRun.ShouldBeSameAs(outer);
    }

    [Fact]
    public async Task The_run_of_the_environment_is_gone_on_with_once()
    {
        await using var fixture = new ClientFixture(
            environment: new Dictionary<string, string> { ["MLFLOW_RUN_ID"] = "run1" });
        var earlier = await fixture.StartRunAsync("earlier");
        await earlier.DisposeAsync();
        earlier.RunId.ShouldBe("run1");

        var first = await StartAsync(fixture);
        await first.DisposeAsync();
        var second = await StartAsync(fixture);
        await second.DisposeAsync();

        first.RunId.ShouldBe("run1");
        second.RunId.ShouldNotBe("run1");
        fixture.Environment.Has("MLFLOW_RUN_ID").ShouldBeFalse();
    }

    [Fact]
    public async Task Runs_go_to_the_experiment_that_was_set()
    {
        await using var fixture = new ClientFixture(
            environment: new Dictionary<string, string> { ["MLFLOW_EXPERIMENT_NAME"] = "from environment" });

        await using (var run = await StartAsync(fixture))
            (await fixture.Client.GetExperimentAsync(run.ExperimentId, ClientFixture.Token)).Name.ShouldBe("from environment");
        var set = await fixture.Session.SetExperimentAsync(ExperimentChoice.ByName("iris"), ClientFixture.Token);
        await using (var run = await StartAsync(fixture))
            run.ExperimentId.ShouldBe(set.ExperimentId);
        await using (var run = await StartAsync(fixture, options: new RunOptions { ExperimentId = "0" }))
            run.ExperimentId.ShouldBe("0");
    }

    [Fact]
    public async Task Without_any_choice_runs_go_to_the_default_experiment()
    {
        await using var fixture = new ClientFixture();
        await using var run = await StartAsync(fixture);
        run.ExperimentId.ShouldBe("0");
    }

    [Fact]
    public async Task An_experiment_that_somebody_else_creates_meanwhile_is_taken()
    {
        await using var fixture = new ClientFixture();
        fixture.Store.BeforeCreateExperiment = experiment => fixture.Store.Add("77", experiment.Name, LifecycleStage.Active);

        var experiment = await fixture.Session.SetExperimentAsync(ExperimentChoice.ByName("iris"), ClientFixture.Token);

        experiment.ExperimentId.ShouldBe("77");
    }

    [Fact]
    public async Task A_deleted_experiment_is_refused()
    {
        await using var fixture = new ClientFixture();
        fixture.Store.Add("5", "gone", LifecycleStage.Deleted);

        foreach (var choice in new[] { ExperimentChoice.ByName("gone"), ExperimentChoice.ById("5") })
        {
            var thrown = await Should.ThrowAsync<LeatException>(
                fixture.Session.SetExperimentAsync(choice, ClientFixture.Token));
            thrown.Message.ShouldStartWith("Cannot set a deleted experiment 'gone' as the active experiment.");
        }
    }

    [Fact]
    public async Task The_tracking_uri_is_set_else_from_the_environment_else_a_local_database()
    {
        await using var plain = new ClientFixture();
        plain.Session.TrackingUri.ShouldBe("sqlite:///leat.db");

        await using var fixture = new ClientFixture(
            environment: new Dictionary<string, string> { ["MLFLOW_TRACKING_URI"] = "http://there:5000" });
        fixture.Session.TrackingUri.ShouldBe("http://there:5000");
        fixture.Session.TrackingUri = "http://here:5000";
        await using (await StartAsync(fixture))
        {
        }

        await using (await StartAsync(fixture))
        {
        }

        fixture.OpenedUris.ShouldBe(["http://here:5000"]);
    }

    private static Task<ActiveRun> StartAsync(
        ClientFixture fixture, string? name = null, bool nested = false, RunOptions? options = null) =>
        fixture.Session.Prepare(name, nested, options ?? NoOptions).RunAsync(ClientFixture.Token);
}
