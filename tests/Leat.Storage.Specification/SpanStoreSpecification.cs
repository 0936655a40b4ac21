using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Spans create and complete traces, and are read back and found.</summary>
public abstract class SpanStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private const string TraceId = "tr-0102030405060708090a0b0c0d0e0f10";
    private const string Root = "00000000000000a1";
    private const string Child = "00000000000000a2";

    private ITraceStore Traces => Store.Traces;

    [Fact]
    public async Task A_span_is_read_back_whole()
    {
        var span = NewSpan(Root) with
        {
            Name = "ünï \"x\"",
            Status = SpanStatus.Error,
            StatusMessage = "it failed",
            Attributes = [Attribute("mlflow.spanType", "\"LLM\""), Attribute("n", "1.5"), Attribute("o", Kept("""{"a": [1, null, "ü"]}"""))],
            Events = [new SpanEvent("exception", 1_500_000_001, [Attribute("why", "\"so\"")])],
        };
        await LogAsync(span, NewSpan(Child, Root) with { EndUnixNano = null });

        var trace = await GetAsync();
        trace.Spans.Select(read => read.SpanId).ShouldBe([Root, Child]);
        var read = trace.Spans[0];
        (read with { Attributes = span.Attributes, Events = span.Events }).ShouldBe(span);
        read.Attributes.ShouldBe(span.Attributes);
        read.Events[0].Attributes.ShouldBe(span.Events[0].Attributes);
        (read.Events[0].Name, read.Events[0].UnixNano).ShouldBe(("exception", 1_500_000_001));
        (trace.Spans[1].ParentSpanId, trace.Spans[1].EndUnixNano).ShouldBe((Root, null));
    }

    [Fact]
    public async Task Spans_of_a_new_trace_make_it()
    {
        var experiment = await NewExperimentAsync();
        await Traces.LogSpansAsync(
            experiment,
            [
                NewSpan(Child, Root, 1_000_000_000, 1_900_999_999),
                NewSpan(Root, null, 1_000_500_000, 1_800_000_000) with
                {
                    Attributes = [Attribute(TraceKeys.SpanInputs, """{"q": "hi"}"""), Attribute(TraceKeys.SpanOutputs, "\"yo\"")],
                },
            ],
            Cancel);

        var info = (await GetAsync()).Info;
        info.ExperimentId.ShouldBe(experiment);
        (info.RequestTimeMs, info.ExecutionDurationMs, info.State).ShouldBe((1_000, 900, TraceState.Ok));
        (info.RequestPreview, info.ResponsePreview).ShouldBe((Kept("""{"q": "hi"}"""), "yo"));
        info.FindTag(TraceKeys.SpansLocation).ShouldBe(TraceKeys.TrackingStore);
        info.FindTag(TraceKeys.ArtifactLocation)!.ShouldEndWith($"/{experiment}/traces/{TraceId}/artifacts");
    }

    [Fact]
    public async Task A_trace_is_in_progress_until_its_root_has_ended()
    {
        await LogAsync(NewSpan(Child, Root, 2_000_000_000, 3_000_000_000));
        (await InfoAsync()).State.ShouldBe(TraceState.InProgress);
        await LogAsync(NewSpan(Root, null, 1_000_000_000) with { EndUnixNano = null });
        (await InfoAsync()).State.ShouldBe(TraceState.InProgress);
        await LogAsync(NewSpan(Root, null, 1_000_000_000, 4_000_000_000) with { Status = SpanStatus.Error });

        var info = await InfoAsync();
        (info.State, info.RequestTimeMs, info.ExecutionDurationMs).ShouldBe((TraceState.Error, 1_000, 3_000));
        (await GetAsync()).Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Spans_complete_a_trace_that_was_started_and_the_other_way_round()
    {
        var started = NewTrace.Create(
            new TraceInfo(TraceId, "0", 900, 200, TraceState.Ok, [], [new Tag("t", "x")], []) { RequestPreview = "given" });
        var span = NewSpan(Root, null, 1_000_000_000, 1_050_000_000) with
        {
            Status = SpanStatus.Error,
            Attributes = [Attribute(TraceKeys.SpanInputs, "\"in\""), Attribute(TraceKeys.SpanOutputs, "\"out\"")],
        };
        await Traces.StartTraceAsync(started, Cancel);
        await LogAsync(span);
        var first = await InfoAsync();
        (first.State, first.RequestTimeMs, first.ExecutionDurationMs).ShouldBe((TraceState.Ok, 900, 200));
        (first.RequestPreview, first.ResponsePreview, first.FindTag("t")).ShouldBe(("given", "out", "x"));

        await Traces.StartTraceAsync(started, Cancel);
        (await GetAsync()).Spans.Count.ShouldBe(1);
        (await InfoAsync()).ShouldBeEquivalentTo(first);
    }

    [Theory]
    [InlineData(500, 1_500)]
    [InlineData(2_500, 0)]
    public async Task A_trace_that_is_started_after_its_spans_ends_with_them(long begin, long duration)
    {
        await LogAsync(NewSpan(Root, null, 1_000_000_000, 2_000_000_000));

        await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(TraceId, "0", begin, null, TraceState.Ok, [], [], [])), Cancel);

        var info = await InfoAsync();
        (info.RequestTimeMs, info.ExecutionDurationMs).ShouldBe((begin, duration));
    }

    [Fact]
    public async Task A_trace_that_was_started_without_its_spans_tells_of_them_when_they_come()
    {
        await Traces.StartTraceAsync(
            NewTrace.Create(new TraceInfo(TraceId, "0", 900, 200, TraceState.Ok, [], [new Tag("t", "x")], []), storesSpans: false), Cancel);

        await LogAsync(NewSpan(Root));

        var info = await InfoAsync();
        (info.FindTag(TraceKeys.SpansLocation), info.FindTag("t")).ShouldBe((TraceKeys.TrackingStore, "x"));
    }

    [Fact]
    public async Task Tokens_are_summed_and_spans_sent_again_count_once()
    {
        var spans = new[]
        {
            NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanTokenUsage, """{"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}""")] },
            NewSpan(Child, Root) with { Attributes = [Attribute(TraceKeys.SpanTokenUsage, "\"{\\\"input_tokens\\\": 10, \\\"output_tokens\\\": 20}\"")] },
        };
        await LogAsync(spans);
        await LogAsync(spans);
        await LogAsync(spans[1]);

        (await InfoAsync()).FindMetadata(TraceKeys.TokenUsage).ShouldBe("""{"input_tokens": 11, "output_tokens": 22, "total_tokens": 33}""");
    }

    [Fact]
    public async Task Tokens_of_caches_are_summed_where_spans_tell_of_them()
    {
        await LogAsync(
            NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanTokenUsage, """{"input_tokens": 1, "output_tokens": 2}""")] },
            NewSpan(Child, Root) with
            {
                Attributes = [Attribute(TraceKeys.SpanTokenUsage, """{"input_tokens": 10, "output_tokens": 20, "cache_read_input_tokens": 4}""")],
            });

        (await InfoAsync()).FindMetadata(TraceKeys.TokenUsage)
            .ShouldBe("""{"input_tokens": 11, "output_tokens": 22, "total_tokens": 33, "cache_read_input_tokens": 4}""");
    }

    [Fact]
    public async Task Costs_are_summed_and_spans_sent_again_count_once()
    {
        var spans = new[]
        {
            NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanCost, """{"input_cost": 0.25, "output_cost": 0.5, "total_cost": 0.75}""")] },
            NewSpan(Child, Root) with { Attributes = [Attribute(TraceKeys.SpanCost, "\"{\\\"input_cost\\\": 1, \\\"output_cost\\\": 2}\"")] },
        };
        await LogAsync(spans[0]);
        (await InfoAsync()).FindMetadata(TraceKeys.Cost).ShouldBe("""{"input_cost": 0.25, "output_cost": 0.5, "total_cost": 0.75}""");
        await LogAsync(spans);
        await LogAsync(spans[1]);

        (await InfoAsync()).FindMetadata(TraceKeys.Cost).ShouldBe("""{"input_cost": 1.25, "output_cost": 2.5, "total_cost": 3.75}""");
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("\"much\"")]
    [InlineData("{")]
    public async Task What_cannot_be_read_as_a_cost_or_tokens_is_none(string json)
    {
        await LogAsync(NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanCost, json), Attribute(TraceKeys.SpanTokenUsage, json)] });

        (await InfoAsync()).Metadata.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_session_and_the_user_of_spans_are_those_of_the_trace()
    {
        await LogAsync(
            NewSpan(Child, Root) with { Attributes = [Attribute(TraceKeys.SpanSession, "\"of a child\""), Attribute(TraceKeys.SpanUser, "7")] },
            NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanSession, "\"s-1\"")] });

        var info = await InfoAsync();
        (info.FindMetadata(TraceKeys.Session), info.FindMetadata(TraceKeys.User)).ShouldBe(("s-1", "7"));
        var found = await Traces.SearchTracesAsync(
            new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter("metadata.`mlflow.trace.session` = 's-1'") }, Cancel);
        found.Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_session_that_the_trace_itself_names_stays()
    {
        await Traces.StartTraceAsync(
            NewTrace.Create(new TraceInfo(TraceId, "0", 1, 1, TraceState.Ok, [new Tag(TraceKeys.Session, "own")], [], [])), Cancel);

        await LogAsync(NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanSession, "\"other\""), Attribute(TraceKeys.SpanUser, "\"ann\"")] });

        var info = await InfoAsync();
        (info.FindMetadata(TraceKeys.Session), info.FindMetadata(TraceKeys.User)).ShouldBe(("own", "ann"));
    }

    [Fact]
    public async Task A_long_preview_is_cut()
    {
        await LogAsync(NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanInputs, $"\"{new string('ä', 1_001)}\"")] });
        (await InfoAsync()).RequestPreview.ShouldBe(new string('ä', 997) + "...");
    }

    [Fact]
    public async Task All_spans_are_stored_or_none()
    {
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => LogAsync(NewSpan(Root), NewSpan("x")));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => LogAsync(NewSpan(Root), NewSpan(Child) with { Name = "a\0" }));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Traces.LogSpansAsync("4711", [NewSpan(Root)], Cancel));
        await LogAsync();
        (await Traces.GetTracesAsync([TraceId], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_spans_of_one_trace_are_stored_as_few_are()
    {
        const int Count = 4_500;
        const long Start = 1_700_000_000_000_000_000;
        var spans = Enumerable.Range(0, Count).Select(i => NewSpan($"{i + 1:x16}", i == 0 ? null : $"{1:x16}", Start + i, Start + (i * 1_000_000L)) with
        {
            Attributes = i == 5 ? [Attribute(TraceKeys.SpanTokenUsage, """{"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}""")] : [],
        }).ToArray();

        await LogAsync(spans);

        var trace = await GetAsync();
        trace.Spans.Count.ShouldBe(Count);
        trace.Info.ExecutionDurationMs.ShouldBe(Count - 1);
        trace.Info.FindMetadata(TraceKeys.TokenUsage).ShouldBe("""{"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}""");
    }

    [Fact]
    public async Task Spans_join_their_trace_in_whichever_experiment_it_is()
    {
        var other = await NewExperimentAsync();
        await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(TraceId, other, 1, null, TraceState.InProgress, [], [], [])), Cancel);

        await LogAsync(NewSpan(Root));

        var trace = await GetAsync();
        trace.Info.ExperimentId.ShouldBe(other);
        trace.Spans.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_trace_whose_spans_came_first_moves_to_the_experiment_that_it_is_started_in()
    {
        var other = await NewExperimentAsync();
        await LogAsync(NewSpan(Root) with { Attributes = [Attribute(TraceKeys.SpanTokenUsage, """{"input_tokens": 1, "output_tokens": 2}""")] });
        await Traces.SetTraceTagAsync(TraceId, new Tag("kept", "yes"), Cancel);

        await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(TraceId, other, 1, null, TraceState.Ok, [], [], [])), Cancel);

        (await GetAsync()).Spans.ShouldHaveSingleItem();
        var found = await Traces.SearchTracesAsync(KeptIn(other), Cancel);
        var trace = found.Items.ShouldHaveSingleItem();
        trace.ExperimentId.ShouldBe(other);
        trace.FindTag(TraceKeys.ArtifactLocation)!.ShouldContain($"/{other}/traces/");
        trace.FindMetadata(TraceKeys.TokenUsage).ShouldNotBeNull();
        (await Traces.SearchTracesAsync(KeptIn("0"), Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Traces_come_in_the_order_asked_for()
    {
        string[] ids = [.. Enumerable.Range(1, 3).Select(i => $"tr-{i:x32}")];
        await LogAsync([.. ids.Select(id => NewSpan(Root) with { TraceId = id })]);

        (await Traces.GetTracesAsync([ids[2], "tr-none", ids[0], ids[2]], Cancel)).Select(trace => trace.Info.TraceId).ShouldBe([ids[2], ids[0]]);
        (await Traces.GetTracesAsync([], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trace_is_complete_when_all_spans_have_come_that_it_tells_of()
    {
        await Traces.StartTraceAsync(
            NewTrace.Create(new TraceInfo(TraceId, "0", 1, 1, TraceState.Ok, [new Tag(TraceKeys.SizeStats, """{"num_spans": 2}""")], [], [])), Cancel);
        (await GetAsync()).IsComplete.ShouldBeFalse();
        await LogAsync(NewSpan(Root));
        (await GetAsync()).IsComplete.ShouldBeFalse();
        await LogAsync(NewSpan(Child, Root));
        (await GetAsync()).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_and_large_spans_are_stored_and_deleted_with_their_trace()
    {
        var text = Attribute("text", $"\"{new string('x', 20_000)}\"");
        await LogAsync([.. Enumerable.Range(1, 300).Select(i => NewSpan($"{i:x16}", i == 1 ? null : $"{1:x16}") with { Attributes = [text] })]);
        (await GetAsync()).Spans.Count.ShouldBe(300);

        (await Traces.DeleteTracesAsync(TraceDeletion.Create("0", traceIds: [TraceId]), Cancel)).ShouldBe(1);
        await LogAsync(NewSpan(Root));
        (await GetAsync()).Spans.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Filters_look_at_spans()
    {
        (string Filter, bool IsFound)[] cases =
        [
            ("span.name = 'chat'", true),
            ("span.name != 'chat'", true),
            ("span.name NOT IN ('chat', 'root')", false),
            ("span.name RLIKE '^ch'", true),
            ("span.type = 'LLM'", true),
            ("span.type IN ('LLM', 'TOOL')", true),
            ("span.type = 'llm'", false),
            ("span.type ILIKE 'llm'", true),
            ("span.type RLIKE 'TOOL'", false),
            ("span.status = 'ERROR'", true),
            ("span.status = 'UNSET'", false),
            ("span.status RLIKE 'OK|UNSET'", true),
            ("span.attributes.model = 'gpt-4'", true),
            ("span.attributes.model = 'gpt'", false),
            ("span.attributes.model != 'gpt-4'", false),
            ("span.attributes.model LIKE 'gpt%'", true),
            ("span.attributes.model IN ('x', 'gpt-4')", true),
            ("span.attributes.model RLIKE '-[0-9]$'", true),
            ("span.attributes.temperature = '0.5'", true),
            ("span.`attributes.a b` = 'ü'", true),
            ("span.attributes.gen.ai = 'x'", true),
            ("span.attributes.none = 'x'", false),
            ("text LIKE '%gpt-4%'", true),
            ("span.content ILIKE '%GPT-4%ü%'", true),
            ("text LIKE '%gpt-5%'", false),
            ("span.name = 'root' AND span.type = 'LLM' AND status = 'OK'", true),
        ];
        await Traces.LogSpansAsync("0", [NewSpan(Root) with { TraceId = "tr-ffffffffffffffffffffffffffffffff", Name = "root" }], Cancel);
        await LogAsync(
            NewSpan(Root) with { Name = "root" },
            NewSpan(Child, Root) with
            {
                Name = "chat",
                Status = SpanStatus.Error,
                Attributes =
                [
                    Attribute(TraceKeys.SpanType, "\"LLM\""), Attribute("model", "\"gpt-4\""), Attribute("temperature", "0.5"),
                    Attribute("a b", "\"ü\""), Attribute("gen.ai", "\"x\""),
                ],
            });

        foreach (var (filter, isFound) in cases)
        {
            var found = await Traces.SearchTracesAsync(new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter(filter) }, Cancel);
            found.Items.Any(trace => trace.TraceId == TraceId).ShouldBe(isFound, filter);
        }
    }

    [Theory]
    [InlineData("span.name = 'LONGa'")]
    [InlineData("span.name IN ('LONGa', 'none')")]
    [InlineData("span.type = 'LONGa'")]
    [InlineData("span.type IN ('LONGa', 'none')")]
    public async Task Long_names_and_types_are_told_apart_and_so_are_experiments(string filter)
    {
        var text = new string('n', 100);
        var other = await NewExperimentAsync();
        foreach (var (experiment, trace, name) in ((string Experiment, string Trace, string Name)[])[("0", "1", "a"), ("0", "2", "b"), (other, "3", "a")])
        {
            var span = NewSpan(Root) with { TraceId = $"tr-{trace.PadLeft(32, '0')}", Name = text + name, Attributes = [Attribute(TraceKeys.SpanType, $"\"{text}{name}\"")] };
            await Traces.LogSpansAsync(experiment, [span], Cancel);
        }

        var query = new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter(filter.Replace("LONG", text, StringComparison.Ordinal)) };
        (await Traces.SearchTracesAsync(query, Cancel)).Items.Select(trace => trace.TraceId).ShouldBe([$"tr-{"1".PadLeft(32, '0')}"]);
    }

    /// <summary>The JSON text that an attribute holds in the end.</summary>
    protected virtual string Kept(string json) => json;

    private static Span NewSpan(string spanId, string? parent = null, long start = 1_000_000_000, long end = 2_000_000_000) =>
        new(TraceId, spanId, parent, "a span", start, end, SpanStatus.Ok, "", [], []);

    private static KeyValuePair<string, string> Attribute(string name, string json) => new(name, json);

    private Task LogAsync(params Span[] spans) => Traces.LogSpansAsync("0", spans, Cancel);

    private async Task<Trace> GetAsync() => (await Traces.GetTracesAsync([TraceId], Cancel)).ShouldHaveSingleItem();

    private Task<TraceInfo> InfoAsync() => Traces.GetTraceInfoAsync(TraceId, Cancel);

    private static TraceQuery KeptIn(string experiment) =>
        new() { ExperimentIds = [experiment], Filter = TraceSearch.ParseFilter("tags.kept = 'yes'") };
}
