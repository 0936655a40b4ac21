using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Several stores on the same tables, like several servers.</summary>
public abstract class SeveralServersSpecification<TFixture>(TFixture fixture)
    where TFixture : class, ISharedStoreFixture
{
    protected TFixture Fixture => fixture;

    private const int Servers = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether the store tells if anything has changed.</summary>
    protected virtual bool HasVersion => true;

    [Fact]
    public async Task Versions_of_one_model_are_numbered_without_gaps_or_doubles()
    {
        await using var stores = await OpenAsync();
        await stores[0].Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), Cancel);

        var versions = await Task.WhenAll(Enumerable.Range(0, 80).Select(i =>
            stores[i].Registry.CreateModelVersionAsync(NewModelVersion.Create("m", $"s3://bucket/{i}"), Cancel)));

        versions.Select(version => version.Version).Order().ShouldBe(Enumerable.Range(1, 80).Select(i => (long)i));
    }

    [Fact]
    public virtual async Task Versions_of_one_scorer_are_numbered_without_gaps_or_doubles()
    {
        await using var stores = await OpenAsync();

        var versions = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            stores[i].Scorers.RegisterScorerAsync(NewScorerVersion.Create(Experiment.DefaultId, "s", $"{i}"), Cancel)));

        versions.Select(version => version.Version).Order().ShouldBe(Enumerable.Range(1, 40).Select(i => (long)i));
        versions.Select(version => version.ScorerId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public virtual async Task Records_that_all_write_are_there_once_and_lose_no_expectation()
    {
        await using var stores = await OpenAsync();
        var dataset = (await stores[0].EvaluationDatasets.CreateDatasetAsync(NewEvaluationDataset.Create("d"), Cancel)).DatasetId;

        var done = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => stores[i].EvaluationDatasets.UpsertRecordsAsync(
            dataset, EvaluationRecords.Of($$$"""[{"inputs": {"a": 1}, "expectations": {"e{{{i}}}": {{{i}}}}}, {"inputs": {"i": {{{i / 4}}}}}]"""), Cancel)));

        done.Sum(upsert => upsert.Inserted).ShouldBe(11);
        (await stores[1].EvaluationDatasets.GetDatasetAsync(dataset, Cancel)).RecordCount.ShouldBe(11);
        var records = (await stores[2].EvaluationDatasets.GetRecordsAsync(dataset, 100, null, Cancel)).Items;
        records.Count.ShouldBe(11);
        var shared = records.Single(record => record.Inputs == """{"a": 1}""").Expectations!;
        for (var i = 0; i < 40; i++)
            shared.ShouldContain($"\"e{i}\": {i}");
    }

    [Fact(Timeout = 60_000)]
    public async Task What_any_server_stores_changes_the_version()
    {
        await using var stores = await OpenAsync();
        (stores[0].Features.Version is not null).ShouldBe(HasVersion);
        if (stores[0].Features.Version is not { } version)
            return;
        var run = (await stores[0].Runs.CreateRunAsync(NewRun.Create(Experiment.DefaultId, "r"), Cancel)).Info.RunId;
        Func<ITrackingStore, int, Task>[] writes =
        [
            (store, server) => store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", server, 1, 1)]), Cancel),
            (store, server) => store.Runs.LogAsync(LogBatch.Create(run, tags: [new Tag("k", $"{server}")]), Cancel),
            (store, server) => store.Runs.UpdateRunAsync(new RunUpdate(run) { EndTimeMs = 1 + server }, Cancel),
            (store, _) => store.Runs.DeleteRunAsync(run, Cancel),
            (store, _) => store.Runs.RestoreRunAsync(run, Cancel),
        ];

        for (var server = 0; server < Servers; server++)
        {
            foreach (var write in writes)
            {
                var before = await version.ReadAsync(Cancel);
                await write(stores[server], server);
                (await version.ReadAsync(Cancel)).ShouldNotBe(before);
            }
        }

        // It stays when nothing is written any more, as soon as what goes on in the background has come to its end.
        while (await version.ReadAsync(Cancel) != await version.ReadAsync(Cancel))
            await Task.Yield();
    }

    [Fact]
    public async Task One_name_for_an_experiment_is_given_once()
    {
        await using var stores = await OpenAsync();

        await ShouldBeGivenOnceAsync(stores, store => store.Experiments.CreateExperimentAsync(NewExperiment.Create("wanted"), Cancel));
    }

    [Fact]
    public async Task One_name_for_a_registered_model_is_given_once()
    {
        await using var stores = await OpenAsync();

        await ShouldBeGivenOnceAsync(stores, store => store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("wanted"), Cancel));
    }

    [Fact]
    public async Task One_param_keeps_the_value_that_was_first()
    {
        await using var stores = await OpenAsync();
        var run = (await stores[0].Runs.CreateRunAsync(NewRun.Create("0", "shared"), Cancel)).Info.RunId;

        var refusals = await Task.WhenAll(Enumerable.Range(0, Servers).Select(i =>
            RefusalOfAsync(() => stores[i].Runs.LogAsync(LogBatch.ForParam(run, new Param("p", $"{i}")), Cancel))));

        refusals.Count(refusal => refusal is null).ShouldBe(1);
        refusals.Count(refusal => refusal == ErrorCode.InvalidParameterValue).ShouldBe(Servers - 1);
        var kept = (await stores[0].Runs.GetRunAsync(run, Cancel)).Data.Params.Single().Value;
        refusals[int.Parse(kept, null)].ShouldBeNull();
    }

    [Fact]
    public async Task Spans_of_one_trace_sent_through_all_make_it_once_and_count_once()
    {
        const string traceId = "tr-0102030405060708090a0b0c0d0e0f10";
        KeyValuePair<string, string>[] usage = [new(TraceKeys.SpanTokenUsage, """{"input_tokens": 1, "output_tokens": 2}""")];
        await using var stores = await OpenAsync();

        // Each span is sent to two servers, and the trace itself to all.
        await Task.WhenAll(Enumerable.Range(0, 80).Select(async i =>
        {
            var (id, second) = ($"{(i / 2) + 1:x16}", (i / 2) * 1_000_000_000L);
            await stores[i].Traces.LogSpansAsync(
                "0", [new Span(traceId, id, i < 2 ? null : $"{1:x16}", "s", second, second + 500_000_000, SpanStatus.Ok, "", usage, [])], Cancel);
            if (i % 10 == 0)
            {
                await stores[i + 1].Traces.StartTraceAsync(
                    NewTrace.Create(new TraceInfo(traceId, "0", 0, null, TraceState.Ok, [], [new Tag($"t{i}", "x")], [])), Cancel);
            }
        }));

        var trace = (await stores[0].Traces.GetTracesAsync([traceId], Cancel)).ShouldHaveSingleItem();
        trace.Spans.Count.ShouldBe(40);
        (trace.Info.RequestTimeMs, trace.Info.ExecutionDurationMs, trace.Info.State).ShouldBe((0, 39_500, TraceState.Ok));
        trace.Info.FindMetadata(TraceKeys.TokenUsage).ShouldBe("""{"input_tokens": 40, "output_tokens": 80, "total_tokens": 120}""");
        trace.Info.Tags.Count(tag => tag.Value == "x").ShouldBe(8);
    }

    [Fact]
    public async Task A_trace_that_is_deleted_while_others_write_to_it_leaves_nothing_behind()
    {
        await using var stores = await OpenAsync();
        for (var round = 0; round < 10; round++)
        {
            var traceId = $"tr-{round}";
            await stores[0].Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(traceId, "0", 1, 1, TraceState.Ok, [], [], [])), Cancel);
            await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            {
                if (i == 5)
                    (await stores[i].Traces.DeleteTracesAsync(TraceDeletion.Create("0", traceIds: [traceId]), Cancel)).ShouldBe(1);
                else if (await RefusalOfAsync(() => stores[i].Traces.SetTraceTagAsync(traceId, new Tag($"t{i}", "x"), Cancel)) is { } refusal)
                    refusal.ShouldBe(ErrorCode.ResourceDoesNotExist);
            }));

            var anew = await stores[1].Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(traceId, "0", 1, 1, TraceState.Ok, [], [], [])), Cancel);
            anew.Tags.ShouldAllBe(tag => tag.Value != "x");
        }

        (await stores[0].Traces.SearchTracesAsync(new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter("tags.t1 = 'x'") }, Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Points_params_and_tags_of_one_run_logged_through_all_are_kept_once_while_they_seal_it()
    {
        await using var stores = await OpenAsync();
        var run = (await stores[0].Runs.CreateRunAsync(NewRun.Create("0", "shared"), Cancel)).Info.RunId;
        const int rounds = 60;

        // Each batch is sent to two servers, like a client's retry through a load balancer.
        await Task.WhenAll(Enumerable.Range(0, rounds * 2).Select(async i =>
        {
            await stores[i].Runs.LogAsync(Batch(run, i / 2), Cancel);
            if (i % 5 == 0)
                await fixture.SealAsync(stores[i + 1]);
        }));
        await Task.WhenAll(stores.Select(fixture.SealAsync));

        foreach (var store in stores)
        {
            (await store.Metrics.GetHistoryAsync(run, "shared", cancellationToken: Cancel)).Items.Select(point => point.Step)
                .ShouldBe(Enumerable.Range(0, rounds).Select(round => (long)round));
            var data = (await store.Runs.GetRunAsync(run, Cancel)).Data;
            data.Params.Count.ShouldBe(rounds);
            data.Metrics.Single(metric => metric.Key == "shared").Step.ShouldBe(rounds - 1);
            data.Metrics.Count.ShouldBe(rounds + 1);
        }
    }

    private async Task<StoreGroup> OpenAsync() => new(await fixture.CreateSeveralAsync(Servers));

    private static async Task ShouldBeGivenOnceAsync(StoreGroup stores, Func<ITrackingStore, Task> create)
    {
        var refusals = await Task.WhenAll(stores.Select(store => RefusalOfAsync(() => create(store))));

        refusals.Count(refusal => refusal is null).ShouldBe(1);
        refusals.Count(refusal => refusal == ErrorCode.ResourceAlreadyExists).ShouldBe(Servers - 1);
    }

    private static async Task<ErrorCode?> RefusalOfAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (LeatException refusal)
        {
            return refusal.Code;
        }
    }

    private static LogBatch Batch(string run, int round) => LogBatch.Create(
        run,
        [new Metric("shared", round / 3.0, round, round), new Metric($"own{round}", round, round, round)],
        [new Param($"p{round}", $"{round}")],
        [new Tag("last", "same"), new Tag($"t{round}", "t")]);
}
