using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

public abstract class TraceStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private ITraceStore Traces => Store.Traces;

    [Fact]
    public async Task A_trace_is_read_back_whole()
    {
        var experiment = await NewExperimentAsync();
        var trace = NewTrace.Create(Info("tr-1", experiment) with
        {
            Metadata = [new Tag("m", "1")],
            Tags = [new Tag("t", "ünï")],
            ClientRequestId = "call 1",
            RequestPreview = "in",
            ResponsePreview = "out",
        });

        var started = await Traces.StartTraceAsync(trace, Cancel);
        var read = await Traces.GetTraceInfoAsync("tr-1", Cancel);

        read.ShouldBeEquivalentTo(started);
        read.ExperimentId.ShouldBe(experiment);
        read.RequestTimeMs.ShouldBe(1_000);
        read.ExecutionDurationMs.ShouldBe(10);
        read.State.ShouldBe(TraceState.Ok);
        read.Metadata.ShouldBe([new Tag("m", "1")]);
        read.FindTag("t").ShouldBe("ünï");
        read.FindTag(TraceKeys.SpansLocation).ShouldBe(TraceKeys.TrackingStore);
        read.FindTag(TraceKeys.ArtifactLocation)!.ShouldEndWith($"/{experiment}/traces/tr-1/artifacts");
        (read.ClientRequestId, read.RequestPreview, read.ResponsePreview).ShouldBe(("call 1", "in", "out"));
    }

    [Fact]
    public async Task Starting_again_completes_the_trace_and_repeating_changes_nothing()
    {
        await Traces.StartTraceAsync(
            NewTrace.Create(Info("tr-1") with { State = TraceState.InProgress, ExecutionDurationMs = null, RequestPreview = "in", Tags = [new Tag("a", "1")] }),
            Cancel);
        var complete = NewTrace.Create(Info("tr-1") with { Tags = [new Tag("b", "2")], Metadata = [new Tag("m", "1")] });

        await Traces.StartTraceAsync(complete, Cancel);
        var first = await Traces.GetTraceInfoAsync("tr-1", Cancel);
        await Traces.StartTraceAsync(complete, Cancel);

        first.State.ShouldBe(TraceState.Ok);
        first.ExecutionDurationMs.ShouldBe(10);
        first.RequestPreview.ShouldBe("in");
        (first.FindTag("a"), first.FindTag("b"), first.FindMetadata("m")).ShouldBe(("1", "2", "1"));
        (await Traces.GetTraceInfoAsync("tr-1", Cancel)).ShouldBeEquivalentTo(first);
        (await FindAsync()).ShouldBe(["tr-1"]);
    }

    [Fact]
    public async Task A_trace_that_is_started_again_elsewhere_moves_with_all_it_has()
    {
        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-1") with { Tags = [new Tag("b", "2")] }), Cancel);
        var other = await NewExperimentAsync();

        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-1", other) with { Tags = [new Tag("a", "1")] }), Cancel);

        var moved = await Traces.GetTraceInfoAsync("tr-1", Cancel);
        moved.ExperimentId.ShouldBe(other);
        (moved.FindTag("a"), moved.FindTag("b")).ShouldBe(("1", "2"));
        (await FindAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Experiments_that_are_not_there_or_deleted_take_no_traces()
    {
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.StartTraceAsync(NewTrace.Create(Info("tr-1", "4711")), Cancel));
        var experiment = await NewExperimentAsync();
        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Traces.StartTraceAsync(NewTrace.Create(Info("tr-1", experiment)), Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(".a")]
    [InlineData("a\\b")]
    [InlineData("a%2e")]
    public void An_id_that_could_leave_its_folder_is_refused(string id) =>
        Should.Throw<LeatException>(() => NewTrace.Create(Info(id))).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    [Fact]
    public async Task A_trace_of_the_old_api_begins_and_ends()
    {
        var begun = await Traces.StartTraceAsync(NewTrace.Begin("0", 5_000, [new Tag("m", "1")], [new Tag("t", "x")]), Cancel);
        begun.State.ShouldBe(TraceState.InProgress);
        begun.ExecutionDurationMs.ShouldBeNull();
        begun.FindTag(TraceKeys.SpansLocation).ShouldBeNull();

        var ended = await Traces.EndTraceAsync(
            TraceEnd.Create(begun.TraceId, 5_250, TraceState.Error, [new Tag("n", "2")], [new Tag("t", "y")]), Cancel);

        (ended.State, ended.ExecutionDurationMs, ended.RequestTimeMs).ShouldBe((TraceState.Error, 250, 5_000));
        ended.Metadata.ShouldBe([new Tag("m", "1"), new Tag("n", "2")]);
        ended.FindTag("t").ShouldBe("y");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.EndTraceAsync(TraceEnd.Create("none", 1, TraceState.Ok), Cancel));
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-1")), Cancel);
        await Traces.SetTraceTagAsync("tr-1", new Tag("a", "1"), Cancel);
        await Traces.SetTraceTagAsync("tr-1", new Tag("a", "2"), Cancel);
        (await Traces.GetTraceInfoAsync("tr-1", Cancel)).FindTag("a").ShouldBe("2");

        await Traces.DeleteTraceTagAsync("tr-1", "a", Cancel);
        (await Traces.GetTraceInfoAsync("tr-1", Cancel)).FindTag("a").ShouldBeNull();
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.DeleteTraceTagAsync("tr-1", "a", Cancel))).Message
            .ShouldBe("No trace tag with key 'a' for trace with ID 'tr-1'");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.SetTraceTagAsync("tr-none", new Tag("a", "1"), Cancel));
    }

    [Fact]
    public async Task Deleting_by_id_takes_those_of_the_experiment_only()
    {
        var other = await NewExperimentAsync();
        await StartAsync("tr-1", "tr-2");
        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-3", other)), Cancel);

        (await Traces.DeleteTracesAsync(TraceDeletion.Create("0", traceIds: ["tr-1", "tr-3", "tr-none"]), Cancel)).ShouldBe(1);

        (await FindAsync()).ShouldBe(["tr-2"]);
        await Traces.GetTraceInfoAsync("tr-3", Cancel);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.GetTraceInfoAsync("tr-1", Cancel));
    }

    [Fact]
    public async Task Deleting_by_age_takes_the_oldest_first()
    {
        for (var i = 1; i <= 5; i++)
            await Traces.StartTraceAsync(NewTrace.Create(Info($"tr-{i}") with { RequestTimeMs = i }), Cancel);

        (await Traces.DeleteTracesAsync(TraceDeletion.Create("0", maxTimestampMs: 4, maxTraces: 2), Cancel)).ShouldBe(2);
        (await FindAsync()).ShouldBe(["tr-5", "tr-4", "tr-3"]);
        (await Traces.DeleteTracesAsync(TraceDeletion.Create("0", maxTimestampMs: 4), Cancel)).ShouldBe(2);
        (await FindAsync()).ShouldBe(["tr-5"]);
    }

    [Fact]
    public virtual async Task A_deleted_trace_can_be_made_anew_without_what_it_had()
    {
        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-1") with { Tags = [new Tag("a", "1")] }), Cancel);
        await Traces.LinkTracesToRunAsync(TraceLinks.Create(await NewRunAsync(), ["tr-1"]), Cancel);
        await Traces.DeleteTracesAsync(TraceDeletion.Create("0", traceIds: ["tr-1"]), Cancel);

        (await Traces.StartTraceAsync(NewTrace.Create(Info("tr-1")), Cancel)).FindTag("a").ShouldBeNull();
    }

    [Fact]
    public virtual async Task Links_to_runs_are_found_also_when_the_trace_comes_later()
    {
        var run = await NewRunAsync();
        await StartAsync("tr-1", "tr-2");
        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-3") with { Metadata = [new Tag(TraceKeys.SourceRun, run)] }), Cancel);
        await Traces.LinkTracesToRunAsync(TraceLinks.Create(run, ["tr-1", "tr-4", "tr-1"]), Cancel);
        await Traces.LinkTracesToRunAsync(TraceLinks.Create(run, ["tr-1"]), Cancel);
        await StartAsync("tr-4");

        (await FindAsync($"run_id = '{run}'")).ShouldBe(["tr-1", "tr-3", "tr-4"]);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.LinkTracesToRunAsync(TraceLinks.Create("none", ["tr-1"]), Cancel));
        Should.Throw<LeatException>(() => TraceLinks.Create(run, [.. Enumerable.Range(0, 101).Select(i => $"t{i}")]))
            .Message.ShouldBe("Cannot link more than 100 traces to a run in a single request. Provided 101 traces.");
    }

    [Fact]
    public virtual async Task Removing_an_experiment_for_good_takes_its_traces_along()
    {
        var experiment = await NewExperimentAsync();
        var run = await NewRunAsync(experiment);
        var assessment = NewAssessment.Create(
            new Assessment("", "", "good", AssessmentKind.Feedback, "true", new AssessmentSource("HUMAN", null), 0, 0));
        await Traces.StartTraceAsync(
            NewTrace.Create(Info("tr-1", experiment) with { Tags = [new Tag("a", "1")], Metadata = [new Tag("m", "1")] }, [assessment]), Cancel);
        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-2", experiment)), Cancel);
        await Traces.LinkTracesToRunAsync(TraceLinks.Create(run, ["tr-1"]), Cancel);
        await StartAsync("tr-3");

        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        var marked = await Store.Purge.MarkAsync(await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel), Cancel);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.GetTraceInfoAsync("tr-1", Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.SetTraceTagAsync("tr-1", new Tag("b", "1"), Cancel));
        await Store.Purge.RemoveAsync(
            await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { Experiment = marked[0] }, Cancel), Cancel);
        await Store.Purge.RemoveAsync(marked, Cancel);

        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.GetExperimentAsync(experiment, Cancel));
        await StartAsync("tr-1");
        (await Traces.GetTraceInfoAsync("tr-1", Cancel)).Assessments.ShouldBeEmpty();
        (await FindAsync()).ShouldBe(["tr-1", "tr-3"]);
    }

    [Fact]
    public async Task Infos_come_in_the_order_asked_for_and_each_once()
    {
        await Traces.StartTraceAsync(NewTrace.Create(Info("tr-1") with { Tags = [new Tag("a", "1")] }), Cancel);
        await StartAsync("tr-2", "tr-3");

        var infos = await Traces.GetTraceInfosAsync(["tr-3", "tr-none", "tr-1", "tr-3"], Cancel);

        infos.Select(info => info.TraceId).ShouldBe(["tr-3", "tr-1"]);
        infos[1].ShouldBeEquivalentTo(await Traces.GetTraceInfoAsync("tr-1", Cancel));
        (await Traces.GetTraceInfosAsync([], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public virtual async Task Traces_are_found_by_the_prompts_that_they_used()
    {
        await StartAsync("tr-1", "tr-2", "tr-3");
        await Traces.LinkPromptsAsync(TracePrompts.Create("tr-1", [new("greet", "1"), new("greet", "2"), new("greet", "1")]), Cancel);
        await Traces.LinkPromptsAsync(TracePrompts.Create("tr-1", [new("greet", "1"), new("ünï x", "7")]), Cancel);
        await Traces.LinkPromptsAsync(TracePrompts.Create("tr-2", [new("greet", "2")]), Cancel);
        await Traces.LinkPromptsAsync(TracePrompts.Create("tr-3", []), Cancel);
        await Traces.SetTraceTagAsync("tr-3", new Tag("mlflow.linkedPrompts", """[{"name": "greet", "version": "2"}]"""), Cancel);

        (await FindAsync("prompt = 'greet/2'")).ShouldBe(["tr-2", "tr-1"], ignoreOrder: true);
        (await FindAsync("prompt = 'greet/1' AND prompt = 'greet/2'")).ShouldBe(["tr-1"]);
        (await FindAsync("prompt = 'ünï x/7'")).ShouldBe(["tr-1"]);
        (await FindAsync("prompt = 'greet/3'")).ShouldBeEmpty();
        (await FindAsync("prompt = 'Greet/1'")).ShouldBeEmpty();
        await ShouldRefuseAsync(
            ErrorCode.ResourceDoesNotExist, () => Traces.LinkPromptsAsync(TracePrompts.Create("tr-none", [new("greet", "1")]), Cancel));

        await Traces.DeleteTracesAsync(TraceDeletion.Create("0", traceIds: ["tr-1"]), Cancel);
        (await FindAsync("prompt = 'greet/2'")).ShouldBe(["tr-2"]);
    }

    [Theory]
    [InlineData("prompt = 'greet'")]
    [InlineData("prompt = 'greet/1/2'")]
    [InlineData("prompt = '/1'")]
    [InlineData("prompt = 'greet/'")]
    [InlineData("prompt != 'greet/1'")]
    [InlineData("prompt LIKE 'greet/%'")]
    [InlineData("prompt IN ('greet/1')")]
    public void A_filter_by_prompts_wants_a_name_and_a_version(string filter) =>
        Should.Throw<LeatException>(() => TraceSearch.ParseFilter(filter)).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    private static TraceInfo Info(string traceId, string experiment = Experiment.DefaultId) =>
        new(traceId, experiment, 1_000, 10, TraceState.Ok, [], [], []);

    private async Task StartAsync(params string[] traceIds)
    {
        foreach (var traceId in traceIds)
            await Traces.StartTraceAsync(NewTrace.Create(Info(traceId)), Cancel);
    }

    private async Task<IEnumerable<string>> FindAsync(string? filter = null) =>
        (await Traces.SearchTracesAsync(new TraceQuery { ExperimentIds = [Experiment.DefaultId], Filter = TraceSearch.ParseFilter(filter) }, Cancel)).Items
            .Select(trace => trace.TraceId);
}
