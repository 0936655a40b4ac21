using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Searches over traces find the same on every store.</summary>
public abstract class TraceSearchSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private ITraceStore Traces => Store.Traces;

    [Theory]
    [InlineData(null, "c b a")]
    [InlineData("request_id = 'a'", "a")]
    [InlineData("request_id IN ('a', 'c', 'x')", "c a")]
    [InlineData("request_id NOT IN ('a')", "c b")]
    [InlineData("trace.status = 'OK'", "c a")]
    [InlineData("attributes.status != 'OK'", "b")]
    [InlineData("status LIKE 'O%'", "c a")]
    [InlineData("status RLIKE '^(OK|ERR)'", "c b a")]
    [InlineData("status IN ('ERROR', 'IN_PROGRESS')", "b")]
    [InlineData("timestamp > 1000", "c b")]
    [InlineData("timestamp_ms <= 2000 AND status = 'OK'", "a")]
    [InlineData("execution_time_ms = 20", "b")]
    [InlineData("execution_time != 20", "a")]
    [InlineData("end_time >= 1010", "b a")]
    [InlineData("client_request_id = 'call-a'", "a")]
    [InlineData("client_request_id != 'call-a'", "")]
    [InlineData("client_request_id RLIKE 'll-[ab]$'", "a")]
    [InlineData("name = 'one'", "a")]
    [InlineData("name != 'one'", "b")]
    [InlineData("name RLIKE 'o'", "b a")]
    [InlineData("tags.t = 'x'", "b a")]
    [InlineData("tag.t = 'X'", "")]
    [InlineData("tags.t ILIKE 'X'", "b a")]
    [InlineData("tags.t != 'x'", "c")]
    [InlineData("tags.`with space` LIKE '%v%'", "c")]
    [InlineData("tags.t RLIKE '^[xy]$' AND status = 'OK'", "c a")]
    [InlineData("tags.none = 'x'", "")]
    [InlineData("tags.none RLIKE 'x'", "")]
    [InlineData("metadata.m = '1'", "a")]
    [InlineData("request_metadata.m LIKE '_'", "b a")]
    [InlineData("metadata.long = 'LONG'", "c")]
    [InlineData("run_id = 'r1'", "a")]
    [InlineData("run_id != 'r1'", "b")]
    [InlineData("run_id RLIKE '^r'", "b a")]
    [InlineData("feedback.good = 'true'", "a")]
    [InlineData("feedback.good != 'true'", "b")]
    [InlineData("feedback.answer LIKE '\"y%'", "a")]
    [InlineData("feedback.good RLIKE 'tru|fal'", "b a")]
    [InlineData("expectation.good = 'true'", "")]
    [InlineData("expectation.right = '0.5'", "b")]
    public async Task Filters_find_what_they_say(string? filter, string expected)
    {
        await FillAsync();
        (await FindAsync(filter?.Replace("LONG", Long, StringComparison.Ordinal))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("timestamp_ms ASC", "a b c")]
    [InlineData("timestamp", "a b c")]
    [InlineData("execution_time DESC", "b a c")]
    [InlineData("execution_time_ms ASC", "a b c")]
    [InlineData("end_time DESC", "b a c")]
    [InlineData("status ASC", "b c a")]
    [InlineData("request_id DESC", "c b a")]
    [InlineData("experiment_id", "c b a")]
    [InlineData("name", "a b c")]
    [InlineData("run_id DESC", "b a c")]
    [InlineData("tags.t DESC", "c b a")]
    [InlineData("metadata.m", "a b c")]
    [InlineData("metadata.m DESC", "b a c")]
    [InlineData("tags.none", "c b a")]
    public async Task Orders_put_what_is_missing_last(string order, string expected)
    {
        await FillAsync();
        (await FindAsync(null, order)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("foo = 'x'", "Invalid attribute key 'foo' specified.")]
    [InlineData("trace_id = 'x'", "Invalid attribute key 'trace_id' specified.")]
    [InlineData("tags.t > 'x'", "Invalid comparator '>' not one of")]
    [InlineData("tags.t IN ('x')", "Invalid comparator 'IN' not one of")]
    [InlineData("status = 5", "Only the '{'execution_time_ms'")]
    [InlineData("timestamp = 'x'", "Expected numeric value type for numeric attribute: timestamp.")]
    [InlineData("status = 'OK' OR status = 'ERROR'", "Invalid clause(s) in filter string: 'OR'")]
    [InlineData("metrics.x = 'OK'", "Invalid entity type 'metrics'.")]
    [InlineData("tags.t RLIKE '(a'", "Invalid regular expression '(a'")]
    [InlineData(@"tags.t RLIKE '(a)\1'", @"Invalid regular expression '(a)\1': back references")]
    [InlineData("span.foo = 'x'", "Invalid span key 'foo' specified.")]
    public async Task Filters_outside_the_language_are_refused(string filter, string message)
    {
        var error = await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => FindAsync(filter));
        error.Message.ShouldStartWith(message);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("span.name")]
    [InlineData("feedback.x")]
    [InlineData("timestamp FOO")]
    public async Task An_invalid_order_is_refused(string order) =>
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => FindAsync(null, order));

    [Fact]
    public async Task Ties_go_by_the_newest_then_by_id()
    {
        foreach (var id in (string[])["b", "a", "C"])
            await StartAsync(id, 1_000);
        await StartAsync("z", 2_000);

        (await FindAsync(null)).ShouldBe("z C a b");
        (await FindAsync(null, "status")).ShouldBe("z C a b");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("tags.group RLIKE 'g'")]
    [InlineData("tags.group = 'g'")]
    public async Task Pages_follow_each_other(string? filter)
    {
        for (var i = 0; i < 7; i++)
            await StartAsync($"t{i}", i, [new Tag("group", "g")]);
        var query = new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter(filter), MaxResults = 3 };
        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await Traces.SearchTracesAsync(query with { PageToken = token }, Cancel);
            found.AddRange(page.Items.Select(trace => trace.TraceId));
            token = page.NextPageToken;
        }
        while (token is not null);

        found.ShouldBe(["t6", "t5", "t4", "t3", "t2", "t1", "t0"]);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Traces.SearchTracesAsync(query with { MaxResults = 501 }, Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Traces.SearchTracesAsync(query with { MaxResults = 0 }, Cancel));
    }

    [Fact]
    public async Task Experiments_are_looked_in_together_and_unknown_ones_hold_nothing()
    {
        var other = await NewExperimentAsync();
        await StartAsync("a", 1);
        await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo("b", other, 2, null, TraceState.Ok, [], [new Tag("t", "x")], [])), Cancel);

        (await SearchAsync(["0", other, "4711", "none"], null)).ShouldBe("b a");
        (await SearchAsync([other], "tags.t = 'x'")).ShouldBe("b");
        (await SearchAsync(["0"], "tags.t = 'x'")).ShouldBe("");
        (await SearchAsync([], null)).ShouldBe("");
    }

    [Fact]
    public async Task Values_that_many_traces_share_are_found_in_order_too()
    {
        for (var i = 0; i < 1_100; i++)
            await StartAsync($"t{i:D4}", i, [new Tag("all", "same"), new Tag("half", i % 2 == 0 ? "even" : "odd")]);

        var page = await Traces.SearchTracesAsync(
            new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter("tags.all = 'same' AND tags.half = 'odd'"), MaxResults = 2 }, Cancel);
        page.Items.Select(trace => trace.TraceId).ShouldBe(["t1099", "t1097"]);
    }

    [Theory]
    [InlineData("status = 'OK'", "tags.t = 'x'", null, 2, 2, 1, 3)]
    [InlineData("status RLIKE 'OK'", "tags.t = 'x'", null, 2, 2, 1, 3)]
    [InlineData("status = 'OK'", "tags.t RLIKE 'x'", "metadata.m LIKE '%'", 1, 2, 1, 2)]
    [InlineData("status = 'OK'", "tags.t = 'none'", null, 2, 0, 0, 3)]
    public async Task Filters_are_compared(string first, string second, string? within, long one, long two, long joint, long total)
    {
        await FillAsync();
        var correlation = await Traces.CorrelateAsync(
            new CorrelationQuery(["0"], TraceSearch.ParseFilter(first), TraceSearch.ParseFilter(second), TraceSearch.ParseFilter(within)), Cancel);
        correlation.ShouldBe(new FilterCorrelation(one, two, joint, total));
        (correlation.Npmi is null).ShouldBe(two == 0);
    }

    [Fact]
    public void Filters_that_never_or_always_meet_have_the_extremes()
    {
        new FilterCorrelation(1, 1, 0, 2).Npmi.ShouldBe(-1);
        new FilterCorrelation(2, 2, 2, 2).Npmi.ShouldBe(1);
        new FilterCorrelation(1, 1, 1, 2).Npmi.ShouldBe(1);
        new FilterCorrelation(0, 0, 0, 0).NpmiSmoothed.ShouldBeNull();
    }

    private static readonly string Long = new('ä', 100);

    private async Task FillAsync()
    {
        await Traces.StartTraceAsync(
            NewTrace.Create(
                new TraceInfo(
                    "a", "0", 1_000, 10, TraceState.Ok, [new Tag("m", "1"), new Tag(TraceKeys.SourceRun, "r1")],
                    [new Tag("t", "x"), new Tag(TraceKeys.Name, "one")], [])
                { ClientRequestId = "call-a" },
                [Assess("good", "true"), Assess("answer", "\"yes\"")]),
            Cancel);
        await Traces.StartTraceAsync(
            NewTrace.Create(
                new TraceInfo(
                    "b", "0", 2_000, 20, TraceState.Error, [new Tag("m", "2"), new Tag(TraceKeys.SourceRun, "r2")],
                    [new Tag("t", "x"), new Tag(TraceKeys.Name, "two")], []),
                [Assess("good", "false"), Assess("right", "0.5", AssessmentKind.Expectation)]),
            Cancel);
        await Traces.StartTraceAsync(
            NewTrace.Create(
                new TraceInfo("c", "0", 3_000, null, TraceState.Ok, [new Tag("long", Long)], [new Tag("t", "y"), new Tag("with space", "v")], [])),
            Cancel);
    }

    private static NewAssessment Assess(string name, string value, AssessmentKind kind = AssessmentKind.Feedback) =>
        NewAssessment.Create(new Assessment("", "", name, kind, value, new AssessmentSource("CODE", null), 0, 0));

    private async Task StartAsync(string traceId, long timeMs, IReadOnlyList<Tag>? tags = null) =>
        await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(traceId, "0", timeMs, null, TraceState.Ok, [], tags ?? [], [])), Cancel);

    private Task<string> FindAsync(string? filter, params string[] orderBy) => SearchAsync(["0"], filter, orderBy);

    private async Task<string> SearchAsync(IReadOnlyList<string> experiments, string? filter, params string[] orderBy) => string.Join(
        ' ',
        (await Traces.SearchTracesAsync(new TraceQuery { ExperimentIds = experiments, Filter = TraceSearch.ParseFilter(filter), OrderBy = TraceSearch.ParseOrderBy(orderBy) }, Cancel)).Items
            .Select(trace => trace.TraceId));
}
