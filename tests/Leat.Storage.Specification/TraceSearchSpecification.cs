using System.Globalization;
using System.Text.RegularExpressions;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Searches over traces find the same on every store.</summary>
public abstract class TraceSearchSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private ITraceStore Traces => Store.Traces;

    /// <summary>All in one store: to make one takes longer than all the searches.</summary>
    [Fact]
    public async Task Filters_find_what_they_say()
    {
        (string? Filter, string Expected)[] cases =
        [
            (null, "c b a"),
            ("request_id = 'a'", "a"),
            ("request_id IN ('a', 'c', 'x')", "c a"),
            ("request_id NOT IN ('a')", "c b"),
            ("trace.status = 'OK'", "c a"),
            ("attributes.status != 'OK'", "b"),
            ("status LIKE 'O%'", "c a"),
            ("status RLIKE '^(OK|ERR)'", "c b a"),
            ("status IN ('ERROR', 'IN_PROGRESS')", "b"),
            ("timestamp > 1000", "c b"),
            ("timestamp_ms <= 2000 AND status = 'OK'", "a"),
            ("execution_time_ms = 20", "b"),
            ("execution_time != 20", "a"),
            ("end_time >= 1010", "b a"),
            ("client_request_id = 'call-a'", "a"),
            ("client_request_id != 'call-a'", ""),
            ("client_request_id RLIKE 'll-[ab]$'", "a"),
            ("name = 'one'", "a"),
            ("name != 'one'", "b"),
            ("name RLIKE 'o'", "b a"),
            ("tags.t = 'x'", "b a"),
            ("tag.t = 'X'", ""),
            ("tags.t ILIKE 'X'", "b a"),
            ("tags.t != 'x'", "c"),
            ("tags.`with space` LIKE '%v%'", "c"),
            ("tags.t RLIKE '^[xy]$' AND status = 'OK'", "c a"),
            ("tags.none = 'x'", ""),
            ("tags.t IS NULL", ""),
            ("tags.t IS NOT NULL", "c b a"),
            ("tag.`with space` IS NOT NULL", "c"),
            ("tags.`with space` is null", "b a"),
            ("tags.`with space` IS NULL AND tags.t = 'x' AND status = 'OK'", "a"),
            ("tags.none IS NULL", "c b a"),
            ("tags.none IS NOT NULL", ""),
            ("metadata.long IS NOT NULL", "c"),
            ("metadata.m IS NULL", "c"),
            ("feedback.good IS NOT NULL", "b a"),
            ("feedback.good IS NULL", "c"),
            ("expectation.good IS NOT NULL", ""),
            ("expectation.good IS NULL", "c b a"),
            ("expectation.right IS NOT NULL", "b"),
            ("tags.none RLIKE 'x'", ""),
            ("metadata.m = '1'", "a"),
            ("request_metadata.m LIKE '_'", "b a"),
            ("metadata.long = 'LONG'", "c"),
            ("run_id = 'r1'", "a"),
            ("run_id != 'r1'", "b"),
            ("run_id RLIKE '^r'", "b a"),
            ("feedback.good = 'true'", "a"),
            ("feedback.good != 'true'", "b"),
            ("feedback.answer LIKE '\"y%'", "a"),
            ("feedback.good RLIKE 'tru|fal'", "b a"),
            ("expectation.good = 'true'", ""),
            ("expectation.right = '0.5'", "b"),
        ];
        await FillAsync();
        foreach (var (filter, expected) in cases)
            (await FindAsync(filter?.Replace("LONG", Long, StringComparison.Ordinal))).ShouldBe(expected, filter);
    }

    [Fact]
    public async Task Orders_put_what_is_missing_last()
    {
        (string Order, string Expected)[] cases =
        [
            ("timestamp_ms ASC", "a b c"),
            ("timestamp", "a b c"),
            ("execution_time DESC", "b a c"),
            ("execution_time_ms ASC", "a b c"),
            ("end_time DESC", "b a c"),
            ("status ASC", "b c a"),
            ("request_id DESC", "c b a"),
            ("experiment_id", "c b a"),
            ("name", "a b c"),
            ("run_id DESC", "b a c"),
            ("tags.t DESC", "c b a"),
            ("metadata.m", "a b c"),
            ("metadata.m DESC", "b a c"),
            ("tags.none", "c b a"),
        ];
        await FillAsync();
        foreach (var (order, expected) in cases)
            (await FindAsync(null, order)).ShouldBe(expected, order);
    }

    [Fact]
    public async Task Filters_outside_the_language_are_refused()
    {
        (string Filter, string Message)[] cases =
        [
            ("foo = 'x'", "Invalid attribute key 'foo' specified."),
            ("trace_id = 'x'", "Invalid attribute key 'trace_id' specified."),
            ("tags.t > 'x'", "Invalid comparator '>' not one of"),
            ("tags.t IN ('x')", "Invalid comparator 'IN' not one of"),
            ("status IS NULL", "Invalid comparator 'IS NULL' not one of"),
            ("span.name IS NOT NULL", "Invalid comparator 'IS NOT NULL' not one of"),
            ("timestamp IS NULL", "Invalid comparator 'IS NULL' not one of"),
            ("tags.t IS 'x'", "Invalid clause(s) in filter string"),
            ("status = 5", "Only the '{'execution_time_ms'"),
            ("timestamp = 'x'", "Expected numeric value type for numeric attribute: timestamp."),
            ("status = 'OK' OR status = 'ERROR'", "Invalid clause(s) in filter string: 'OR'"),
            ("metrics.x = 'OK'", "Invalid entity type 'metrics'."),
            ("tags.t RLIKE '(a'", "Invalid regular expression '(a'"),
            (@"tags.t RLIKE '(a)\1'", @"Invalid regular expression '(a)\1': back references"),
            ("span.foo = 'x'", "Invalid span key 'foo' specified."),
        ];
        foreach (var (filter, message) in cases)
            (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => FindAsync(filter))).Message.ShouldStartWith(message, customMessage: filter);
    }

    [Fact]
    public async Task An_invalid_order_is_refused()
    {
        foreach (var order in (string[])["foo", "span.name", "feedback.x", "timestamp FOO"])
            await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => FindAsync(null, order));
    }

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
        (await PagesAsync(query)).ShouldBe(["t6", "t5", "t4", "t3", "t2", "t1", "t0"]);
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
        await Task.WhenAll(Enumerable.Range(0, 1_100).Select(i =>
            StartAsync($"t{i:D4}", i, [new Tag("all", "same"), new Tag("half", i % 2 == 0 ? "even" : "odd")])));

        var page = await Traces.SearchTracesAsync(
            new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter("tags.all = 'same' AND tags.half = 'odd'"), MaxResults = 2 }, Cancel);
        page.Items.Select(trace => trace.TraceId).ShouldBe(["t1099", "t1097"]);
    }

    /// <summary>Few values are looked at one by one, of many each trace's own; candidates are read in pieces of some hundred.</summary>
    [Fact]
    public async Task Few_and_many_values_are_compared_alike()
    {
        const int count = 700;
        (string Filter, string Tags, string Pattern)[] cases =
        [
            ("tags.few RLIKE '^(a|c)$'", "few", "^(a|c)$"),
            ("tags.few != 'b'", "few", "[^b]"),
            ("tags.few LIKE 'none%'", "few", "none"),
            ("tags.own RLIKE '77$'", "own", "77$"),
            ("tags.own RLIKE '[02468]$'", "own", "[02468]$"),
            ("tags.own LIKE '%77%'", "own", "77"),
            ("tags.own != 'own 5'", "own", "own (?!5$)"),
            ("tags.long RLIKE 'b'", "long", "b"),
            ("tags.few RLIKE 'a' AND tags.own RLIKE '3'", "few own", "^a.*3"),
        ];
        string Few(int i) => $"{(char)('a' + (i % 3))}";
        string Own(int i) => string.Create(CultureInfo.InvariantCulture, $"own {i}");
        string LongText(int i) => new string('x', 100) + Few(i);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            StartAsync($"t{i:D3}", i / 2, [new Tag("few", Few(i)), new Tag("own", Own(i)), new Tag("long", LongText(i))])));
        foreach (var (filter, tags, pattern) in cases)
        {
            var expected = Enumerable.Range(0, count).OrderByDescending(i => i / 2).ThenBy(i => i)
                .Where(i => Regex.IsMatch(tags switch { "few" => Few(i), "own" => Own(i), "long" => LongText(i), _ => Few(i) + Own(i) }, pattern))
                .Select(i => $"t{i:D3}").ToList();
            (await PagesAsync(new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter(filter), MaxResults = 200 })).ShouldBe(expected, filter);
        }
    }

    [Theory]
    [InlineData("execution_time DESC")]
    [InlineData("execution_time ASC")]
    public async Task Pages_by_duration_follow_each_other(string order)
    {
        int? DurationOf(int i) => i % 4 == 0 ? null : i % 5;
        for (var i = 0; i < 20; i++)
            await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo($"t{i:D2}", "0", i, DurationOf(i), TraceState.Ok, [], [], [])), Cancel);
        var expected = Enumerable.Range(0, 20).OrderBy(i => DurationOf(i) is null)
            .ThenBy(i => order.EndsWith("ASC", StringComparison.Ordinal) ? DurationOf(i) : -DurationOf(i)).ThenByDescending(i => i)
            .Select(i => $"t{i:D2}");

        (await PagesAsync(new TraceQuery { ExperimentIds = ["0"], OrderBy = TraceSearch.ParseOrderBy([order]), MaxResults = 3 })).ShouldBe(expected);
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

    /// <summary>The ids of all pages.</summary>
    private async Task<List<string>> PagesAsync(TraceQuery query)
    {
        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await Traces.SearchTracesAsync(query with { PageToken = token }, Cancel);
            found.AddRange(page.Items.Select(trace => trace.TraceId));
            token = page.NextPageToken;
        }
        while (token is not null);
        return found;
    }

    private Task<string> FindAsync(string? filter, params string[] orderBy) => SearchAsync(["0"], filter, orderBy);

    private async Task<string> SearchAsync(IReadOnlyList<string> experiments, string? filter, params string[] orderBy) => string.Join(
        ' ',
        (await Traces.SearchTracesAsync(new TraceQuery { ExperimentIds = experiments, Filter = TraceSearch.ParseFilter(filter), OrderBy = TraceSearch.ParseOrderBy(orderBy) }, Cancel)).Items
            .Select(trace => trace.TraceId));
}
