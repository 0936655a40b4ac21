using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Traces, spans and assessments are measured alike on every store. Written from what is known of MLflow 3.11, not recorded.</summary>
public abstract class TraceMetricSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private const long Hour = 3_600_000;

    private ITraceStore Traces => Store.Traces;

    [Theory]
    [MemberData(nameof(TraceMeasures.All), MemberType = typeof(TraceMeasures))]
    public async Task What_is_measured_is_grouped_and_aggregated(
        string view, string metric, string aggregations, string dimensions, string filters, string[] expected)
    {
        var experiment = await FillAsync();
        var query = TraceMetricQuery.Create(
            [experiment, "4711"], Enum.Parse<TraceMetricView>(view), metric, [.. Words(aggregations).Select(Aggregation)], Words(dimensions),
            filters.Split('|', StringSplitOptions.RemoveEmptyEntries));

        (await MeasureAsync(query)).ShouldBe(expected);
    }

    [Fact]
    public async Task The_time_is_cut_into_pieces()
    {
        var experiment = await FillAsync();

        (await MeasureAsync(Timed("Traces", "trace_count", "COUNT", 3_600, 0, 10 * Hour, "trace_status"))).ShouldBe(
        [
            "1970-01-01T00:00:00+00:00,OK: 1", "1970-01-01T01:00:00+00:00,ERROR: 1", "1970-01-01T01:00:00+00:00,OK: 1",
            "1970-01-01T02:00:00+00:00,IN_PROGRESS: 1", "1970-01-01T02:00:00+00:00,OK: 1",
        ]);
        (await MeasureAsync(Timed("Traces", "latency", "P50", 7_200, 0, 10 * Hour))).ShouldBe(
            ["1970-01-01T00:00:00+00:00: 200", "1970-01-01T02:00:00+00:00: 400"]);
        (await MeasureAsync(Timed("Spans", "span_count", "COUNT", 3_600, 0, 10 * Hour))).ShouldBe(
            ["1970-01-01T00:00:00+00:00: 2", "1970-01-01T01:00:00+00:00: 3", "1970-01-01T02:00:00+00:00: 2"]);
        (await MeasureAsync(Timed("Assessments", "assessment_count", "COUNT", 86_400, 0, 10 * Hour, "assessment_name"))).ShouldBe(
            ["1970-01-02T00:00:00+00:00,good: 4", "1970-01-02T00:00:00+00:00,score: 3"]);

        TraceMetricQuery Timed(string view, string metric, string aggregation, long seconds, long start, long end, params string[] dimensions) =>
            TraceMetricQuery.Create(
                [experiment], Enum.Parse<TraceMetricView>(view), metric, [Aggregation(aggregation)], dimensions, null, seconds, start, end);
    }

    [Fact]
    public async Task Only_traces_of_the_time_count_and_their_spans_and_assessments_with_them()
    {
        var experiment = await FillAsync();
        foreach (var (view, metric, expected) in new[] { ("Traces", "trace_count", 2), ("Spans", "span_count", 3), ("Assessments", "assessment_count", 4) })
        {
            var query = TraceMetricQuery.Create(
                [experiment], Enum.Parse<TraceMetricView>(view), metric, [Aggregation("COUNT")], startTimeMs: Hour, endTimeMs: Hour + 2_000);
            (await MeasureAsync(query)).ShouldBe([$": {expected}"], view);
        }
    }

    [Fact]
    public async Task Times_before_1970_lie_in_the_piece_that_begins_before_them()
    {
        var experiment = await NewExperimentAsync();
        foreach (var (id, time) in new[] { ("a", -1L), ("b", -3_600_000), ("c", -3_600_001) })
            await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(id, experiment, time, 1, TraceState.Ok, [], [], [])), Cancel);

        (await MeasureAsync(TraceMetricQuery.Create(
            [experiment], TraceMetricView.Traces, "trace_count", [Aggregation("COUNT")], null, null, 3_600, -10 * Hour, 0))).ShouldBe(
            ["1969-12-31T22:00:00+00:00: 1", "1969-12-31T23:00:00+00:00: 2"]);
    }

    [Fact]
    public async Task The_first_points_are_answered_up_to_the_limit()
    {
        var experiment = await FillAsync();

        (await MeasureAsync(TraceMetricQuery.Create(
            [experiment], TraceMetricView.Traces, "trace_count", [Aggregation("COUNT")], ["trace_status"], maxResults: 2)))
            .ShouldBe(["ERROR: 1", "IN_PROGRESS: 1"]);
        (await MeasureAsync(TraceMetricQuery.Create(
            [experiment], TraceMetricView.Traces, "latency", [Aggregation("P50")], ["trace_name"], maxResults: 1))).ShouldBe(["ask: 200"]);
    }

    [Fact]
    public async Task Where_there_is_nothing_only_a_count_answers()
    {
        var experiment = await NewExperimentAsync();

        (await MeasureAsync(TraceMetricQuery.Create([experiment], TraceMetricView.Traces, "trace_count", [Aggregation("COUNT")]))).ShouldBe([": 0"]);
        (await MeasureAsync(TraceMetricQuery.Create([experiment], TraceMetricView.Traces, "latency", [Aggregation("AVG")]))).ShouldBeEmpty();
        (await MeasureAsync(TraceMetricQuery.Create([experiment], TraceMetricView.Traces, "latency", [Aggregation("P50")]))).ShouldBeEmpty();
        (await MeasureAsync(TraceMetricQuery.Create(["4711"], TraceMetricView.Traces, "trace_count", [Aggregation("COUNT")]))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tokens_that_a_client_tells_of_its_trace_are_measured()
    {
        var experiment = await NewExperimentAsync();
        var usage = new TokenUsage(3, 4, 7) { CacheCreation = 2 };
        await Traces.StartTraceAsync(
            NewTrace.Create(new TraceInfo("a", experiment, 1, 1, TraceState.Ok, [new Tag(TraceKeys.TokenUsage, usage.ToJson())], [], [])), Cancel);

        (await MeasureAsync(TraceMetricQuery.Create([experiment], TraceMetricView.Traces, "total_tokens", [Aggregation("SUM")]))).ShouldBe([": 7"]);
        (await MeasureAsync(TraceMetricQuery.Create([experiment], TraceMetricView.Traces, "cache_creation_input_tokens", [Aggregation("AVG")])))
            .ShouldBe([": 2"]);
    }

    [Theory]
    [InlineData("Traces", "none", "COUNT", "", "", "metric_name must be one of")]
    [InlineData("Traces", "latency", "SUM", "", "", "Found invalid aggregation_type(s): ['SUM']")]
    [InlineData("Traces", "latency", "MIN", "", "", "Found invalid aggregation_type(s): ['MIN']")]
    [InlineData("Traces", "latency", "AVG", "trace_status", "", "Found invalid dimension(s): ['trace_status']")]
    [InlineData("Traces", "latency", "P101", "", "", "percentile_value must be")]
    [InlineData("Traces", "latency", "", "", "", "'aggregations'")]
    [InlineData("Traces", "trace_count", "COUNT", "", "span.name = 'x'", "only supported for view type SPANS")]
    [InlineData("Spans", "span_count", "COUNT", "", "assessment.name = 'x'", "only supported for view type ASSESSMENTS")]
    [InlineData("Traces", "trace_count", "COUNT", "", "trace.status != 'OK'", "only '='")]
    [InlineData("Traces", "trace_count", "COUNT", "", "trace.status = 'OK' AND trace.tag.a = 'b'", "each filter is one comparison")]
    [InlineData("Traces", "trace_count", "COUNT", "", "trace.name = 'x'", "Fields are")]
    [InlineData("Traces", "trace_count", "COUNT", "", "trace.tag. = 'x'", "nvalid")]
    [InlineData("Traces", "trace_count", "COUNT", "", "trace.status = 5", "quoted")]
    public void What_a_metric_does_not_have_is_refused(
        string view, string metric, string aggregations, string dimensions, string filters, string named) =>
        Should.Throw<LeatException>(() => TraceMetricQuery.Create(
            ["0"], Enum.Parse<TraceMetricView>(view), metric, [.. Words(aggregations).Select(Aggregation)], Words(dimensions),
            filters.Length == 0 ? [] : [filters]))
            .Message.ShouldContain(named);

    /// <summary>
    /// Five traces: two of <c>ask</c> that went well, one that failed, one of <c>look</c>, and one without a name that goes on. Four have spans, of
    /// which three use a model.
    /// </summary>
    private async Task<string> FillAsync()
    {
        var experiment = await NewExperimentAsync();
        await AddAsync(experiment, 1, 1_000, 100, TraceState.Ok, "ask", [new("team", "a")], Usage(1, 2, 3, 5), Cost(0.5, 1, 1.5), "small", "acme", "s1");
        await AddAsync(experiment, 2, Hour + 1_000, 200, TraceState.Ok, "ask", [], Usage(10, 20, 30), Cost(null, 1.5, 1.5), "small", null, "s1");
        await AddAsync(experiment, 3, Hour + 2_000, 300, TraceState.Error, "ask", [new("team", "a")], null, null, null, null, null);
        await AddAsync(experiment, 4, (2 * Hour) + 1_000, 400, TraceState.Ok, "look", [new("team", "b")], Usage(100, 200, 300), Cost(2, 2, 4), "large", "acme", null);
        await Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(Id(5), experiment, (2 * Hour) + 2_000, null, TraceState.InProgress, [], [], [])), Cancel);
        await AssessAsync(1, "good", "true");
        await AssessAsync(2, "good", "\"yes\"");
        await AssessAsync(3, "good", "false");
        await AssessAsync(4, "good", "\"maybe\"");
        await AssessAsync(1, "score", "1.25");
        await AssessAsync(2, "score", "0.5");
        await AssessAsync(3, "score", "2.75", AssessmentKind.Expectation);
        return experiment;
    }

    private async Task AddAsync(
        string experiment, int number, long timeMs, long durationMs, TraceState state, string name, IReadOnlyList<Tag> tags, string? usage, string? cost,
        string? model, string? provider, string? session)
    {
        await Traces.StartTraceAsync(
            NewTrace.Create(new TraceInfo(
                Id(number), experiment, timeMs, durationMs, state, session is null ? [] : [new Tag(TraceKeys.Session, session)],
                [.. tags, new Tag(TraceKeys.Name, name)], [])),
            Cancel);
        var root = NewSpan(number, 1, "answer", timeMs, durationMs) with { Status = state == TraceState.Error ? SpanStatus.Error : number == 4 ? SpanStatus.Unset : SpanStatus.Ok };
        var chat = NewSpan(number, 2, "chat", timeMs, 10) with
        {
            ParentSpanId = root.SpanId,
            Attributes =
            [
                new(TraceKeys.SpanType, "\"LLM\""), .. Attribute(TraceKeys.SpanTokenUsage, usage), .. Attribute(TraceKeys.SpanCost, cost),
                .. Attribute(TraceKeys.SpanModel, model is null ? null : $"\"{model}\""),
                .. Attribute(TraceKeys.SpanProvider, provider is null ? null : $"\"{provider}\""),
            ],
        };
        await Traces.LogSpansAsync(experiment, usage is null ? [root] : [root, chat], Cancel);
    }

    /// <summary>Ends half a microsecond before the next millisecond, which does not count. That of trace 4 has not been said to have ended well.</summary>
    private static Span NewSpan(int trace, int span, string name, long startMs, long durationMs) => new(
        Id(trace), $"{span:x16}", null, name, startMs * 1_000_000, ((startMs + durationMs) * 1_000_000) + 999_500, SpanStatus.Ok, "", [], []);

    private static IEnumerable<KeyValuePair<string, string>> Attribute(string name, string? json) => json is null ? [] : [new(name, json)];

    private static string Usage(int input, int output, int total, int? read = null) =>
        $$"""{"input_tokens": {{input}}, "output_tokens": {{output}}, "total_tokens": {{total}}{{(read is null ? "" : $", \"cache_read_input_tokens\": {read}")}}}""";

    private static string Cost(double? input, double output, double total) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{{(input is null ? "" : $"\"input_cost\": {PythonFormat.OfDouble(input.Value)}, ")}\"output_cost\": {output}, \"total_cost\": {total}}}");

    private Task<Assessment> AssessAsync(int trace, string name, string value, AssessmentKind kind = AssessmentKind.Feedback) => Store.Assessments.CreateAssessmentAsync(
        Id(trace),
        NewAssessment.Create(new Assessment("", "", name, kind, value, new AssessmentSource("CODE", null), 86_400_000 + trace, 0)),
        Cancel);

    private static string Id(int number) => $"tr-{number:x32}";

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static TraceAggregation Aggregation(string name) => name[0] == 'P'
        ? new(TraceAggregationType.Percentile, double.Parse(name[1..], CultureInfo.InvariantCulture))
        : new(Enum.Parse<TraceAggregationType>(name, ignoreCase: true));

    private async Task<IEnumerable<string>> MeasureAsync(TraceMetricQuery query)
    {
        var points = await Traces.MeasureAsync(query, Cancel);
        points.ShouldAllBe(point => point.MetricName == query.Metric.Name);
        IEnumerable<string> dimensions = query.TimeIntervalSeconds is null ? query.Dimensions : query.Dimensions.Prepend("time_bucket");
        return points.Select(point =>
            $"{string.Join(',', dimensions.Select(dimension => point.Dimensions[dimension]))}: "
            + string.Join(' ', query.Aggregations.Select(aggregation => point.Values[aggregation.Name].ToString(CultureInfo.InvariantCulture))));
    }
}
