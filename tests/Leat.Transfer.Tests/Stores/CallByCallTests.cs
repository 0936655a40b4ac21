using Leat.Core;
using Leat.Transfer.Stores;

namespace Leat.Transfer.Tests.Stores;

/// <summary>A store that answers as servers do, without bulk reads, is read call by call, and what it cannot tell is noted.</summary>
public sealed class CallByCallTests : TransferTest
{
    private ITrackingStore _first = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _first = await OpenTargetAsync();
        await ImportAsync(_first);
    }

    [Fact]
    public async Task All_of_it_comes_but_deleted_models_which_no_call_lists()
    {
        var second = await OpenTargetAsync("second.db");

        var report = await MoveAsync(second);

        report.Counts.Select(count => (count.Kind, count.Added)).ShouldBe(
            [
                (TransferKind.Experiment, 4), (TransferKind.Run, 6), (TransferKind.LoggedModel, 2), (TransferKind.RegisteredModel, 2),
                (TransferKind.ModelVersion, 2), (TransferKind.Trace, 1),
            ]);
        report.Points.ShouldBe(17);
        report.Notes.ShouldContain(note => note.Kind == TransferKind.LoggedModel && note.IsLoss && note.Text.Contains("deleted", StringComparison.Ordinal));
        (await VerifyAsync(second)).Differences.ShouldHaveSingleItem().Kind.ShouldBe(TransferKind.LoggedModel);
    }

    [Fact]
    public async Task The_second_time_nothing_comes_but_what_is_new()
    {
        var second = await OpenTargetAsync("second.db");
        await MoveAsync(second);
        var run = (await RunsAsync(_first)).First(run => run.Info.LifecycleStage == LifecycleStage.Active);
        await _first.Runs.LogAsync(LogBatch.Create(run.Info.RunId, [new Metric("late", double.NegativeInfinity, 7, 3), new Metric("late", double.NaN, 8, 2)]), Cancel);

        var report = await MoveAsync(second);

        report.Points.ShouldBe(2);
        report.Counts.Single(count => count.Kind == TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 6, 0, 1, 5, 0));
        (await MoveAsync(second)).Counts.ShouldAllBe(count => count.Kept == count.Found);
        (await second.Metrics.GetHistoryAsync(run.Info.RunId, "late", cancellationToken: Cancel)).Items.ShouldBe(
            (await _first.Metrics.GetHistoryAsync(run.Info.RunId, "late", cancellationToken: Cancel)).Items);
    }

    [Theory]
    [InlineData("SearchModelsAsync", ErrorCode.EndpointNotFound, TransferKind.LoggedModel)]
    [InlineData("SearchRegisteredModelsAsync", ErrorCode.NotImplemented, TransferKind.RegisteredModel)]
    [InlineData("SearchTracesAsync", ErrorCode.EndpointNotFound, TransferKind.Trace)]
    public async Task Calls_that_an_older_server_does_not_know_are_noted(string call, ErrorCode code, TransferKind kind)
    {
        var second = await OpenTargetAsync("second.db");

        var report = await MoveAsync(second, Refuse(name => name == call, code));

        report.Notes.ShouldContain(new TransferNote(kind, "", IsLoss: false, "Not read: the source does not know of them."));
        report.Counts.ShouldNotContain(count => count.Kind == kind);
        report.Counts.Single(count => count.Kind == TransferKind.Run).Added.ShouldBe(6);
    }

    [Fact]
    public async Task A_call_that_fails_otherwise_ends_the_import()
    {
        var second = await OpenTargetAsync("second.db");

        var error = await Should.ThrowAsync<LeatException>(MoveAsync(second, Refuse(name => name == "SearchModelsAsync", ErrorCode.PermissionDenied)));

        error.Code.ShouldBe(ErrorCode.PermissionDenied);
    }

    [Theory]
    [InlineData(ErrorCode.EndpointNotFound)]
    [InlineData(ErrorCode.ResourceDoesNotExist)]
    public async Task A_trace_whose_spans_the_server_does_not_give_comes_without_them_and_is_named(ErrorCode code)
    {
        var second = await OpenTargetAsync("second.db");

        var report = await MoveAsync(second, Refuse(name => name == "GetTracesAsync", code));

        var note = report.Notes.Single(note => note.Kind == TransferKind.Trace);
        note.IsLoss.ShouldBeTrue();
        note.Text.ShouldBe("Its spans were left out: the server does not give them.");
        var trace = (await second.Traces.GetTracesAsync([note.Id], Cancel)).ShouldHaveSingleItem();
        trace.Spans.ShouldBeEmpty();
        trace.Info.Assessments.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("GetRunAsync")]
    [InlineData("GetHistoryAsync")]
    public async Task A_run_that_is_removed_while_it_is_read_is_noted_and_the_others_come(string call)
    {
        var second = await OpenTargetAsync("second.db");
        var gone = (await RunsAsync(_first)).First(run => run.Data.Metrics.Count > 0).Info.RunId;
        void Watch(string name, object?[] arguments)
        {
            if (name == call && arguments[0] is string id && id == gone)
                throw LeatException.DoesNotExist($"Run '{id}' not found");
        }

        var report = await MoveAsync(second, Watch);

        report.Notes.ShouldContain(new TransferNote(TransferKind.Run, gone, IsLoss: false, "It was removed from the source while it was read."));
        report.Counts.Single(count => count.Kind == TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 5, 5, 0, 0, 0));

        // Now it comes, and is gone when it is looked at again.
        await MoveAsync(second);
        (await MoveAsync(second, Watch)).Counts.Single(count => count.Kind == TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 5, 0, 0, 5, 0));
    }

    [Fact]
    public async Task An_experiment_that_is_made_meanwhile_waits_for_the_next_import()
    {
        var second = await OpenTargetAsync("second.db");
        var made = 0;
        var experiment = "";
        void Watch(string name, object?[] arguments)
        {
            if (name == "SearchModelsAsync" && Interlocked.Exchange(ref made, 1) == 0)
                experiment = _first.Experiments.CreateExperimentAsync(NewExperiment.Create("later"), Cancel).GetAwaiter().GetResult();
        }

        var report = await MoveAsync(second, Watch);

        report.IsComplete.ShouldBeFalse();
        report.Counts.ShouldAllBe(count => count.LeftOut == 0);
        (await ExperimentsAsync(second)).ShouldNotContain(one => one.Name == "later");
        await MoveAsync(second);
        (await ExperimentsAsync(second)).ShouldContain(one => one.ExperimentId == experiment);
    }

    [Fact]
    public async Task Runs_with_more_points_than_their_last_steps_say_are_read_in_parts()
    {
        const int points = 30_000;
        string[] ids = [.. Enumerable.Range(1, 40).Select(number => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture))];
        foreach (var id in ids)
        {
            await _first.Bulk.LoadAsync(
                [
                    new BulkRun(new RunInfo(id, Experiment.DefaultId, "long", "ann", RunStatus.Finished, 1, 2, "", LifecycleStage.Active))
                    {
                        Metrics = [new BulkSeries("m", Enumerable.Range(0, points).Select(at => new MetricPoint(0, at, at)))],
                    },
                ],
                Cancel);
        }

        await using var source = new StoreSource(new CallByCallStore(_first, (_, _) => { }), "a server");
        var heads = new List<SourceRun>();
        await foreach (var page in source.ReadRunsAsync(Cancel))
            heads.AddRange(page.Where(run => ids.Contains(run.Info.RunId)));
        (await source.ReadLoggedAsync(heads, Cancel)).Count.ShouldBeInRange(1, 39);

        var second = await OpenTargetAsync("second.db");
        var report = await MoveAsync(second);

        report.Points.ShouldBe(17 + (ids.Length * points));
        report.Counts.Single(count => count.Kind == TransferKind.Run).Added.ShouldBe(6 + ids.Length);
    }

    [Fact]
    public async Task A_dry_run_does_not_claim_to_know_how_many_points_there_are()
    {
        var second = await OpenTargetAsync("second.db");
        await using var source = new StoreSource(new CallByCallStore(_first, (_, _) => { }), "a server");

        var report = await new Importer(source, second, new ImportOptions { DryRun = true }, new NoProgress()).RunAsync(Cancel);

        report.PointsAreCounted.ShouldBeFalse();
        report.Counts.Single(count => count.Kind == TransferKind.Run).Added.ShouldBe(6);
        (await RunsAsync(second)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_is_compared_with_a_server_that_should_hold_the_same()
    {
        var server = new CallByCallStore(_first, (_, _) => { });
        (await VerifyAsync(server)).Differences.ShouldBeEmpty();
        var run = (await RunsAsync(_first)).First(run => run.Info.LifecycleStage == LifecycleStage.Active && run.Data.Metrics.Count > 0);
        await _first.Runs.LogAsync(LogBatch.Create(run.Info.RunId, [new Metric(run.Data.Metrics[0].Key, 1, 5, 77)]), Cancel);
        var gone = (await RunsAsync(_first)).First(other => other.Info.RunId != run.Info.RunId).Info.RunId;
        void Watch(string name, object?[] arguments)
        {
            if (name == "GetRunAsync" && (string)arguments[0]! == gone)
                throw LeatException.DoesNotExist("gone");
        }

        var differences = (await VerifyAsync(new CallByCallStore(_first, Watch))).Differences;

        differences.Select(difference => (difference.Id, difference.IsMissing)).ShouldBe([(run.Info.RunId, false), (gone, true)], ignoreOrder: true);
    }

    private static Action<string, object?[]> Refuse(Func<string, bool> which, ErrorCode code) => (name, _) =>
    {
        if (which(name))
            throw new LeatException(code, $"No {name} here.");
    };

    private async Task<ImportReport> MoveAsync(ITrackingStore target, Action<string, object?[]>? watch = null)
    {
        await using var source = new StoreSource(new CallByCallStore(_first, watch ?? ((_, _) => { })), "a server");
        return await new Importer(source, target, new ImportOptions(), new NoProgress()).RunAsync(Cancel);
    }
}
