using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What stores add up of traces beforehand says the same as the traces themselves, whatever happens to them.</summary>
/// <remarks>Every trace is part of one session. A measurement of that session is read from the traces, one of all from what is added up.</remarks>
public abstract class TraceHourSpecification<TFixture>(TFixture fixture)
    where TFixture : class, ISharedStoreFixture
{
    private const int Traces = 24;
    private const int Steps = 90;
    private const long Hour = 3_600_000;

    /// <summary>How many hours apart traces begin: within a day, and in days, and longer periods, next to each other and far apart.</summary>
    private static readonly long[] Distances = [0, 0, 0, 24, -24, 48, 768, -768, 900];

    /// <summary>In hours.</summary>
    private static readonly long[] Intervals = [1, 2, 3, 12, 24, 36, 48, 768, 1_536];

    private static readonly Tag Session = new(TraceKeys.Session, "all");

    private static readonly string[] Names = ["ask", "look", "\U0001F600 far", "\uFF5E near"];
    private static readonly string?[] Models = [null, "small", "large"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_added_up_says_the_same_as_the_traces_after_any_changes_by_two_servers(int seed)
    {
        await using var stores = new StoreGroup(await fixture.CreateSeveralAsync(2));
        var random = new Random(seed);
        string[] experiments = [await NewExperimentAsync(stores[0], "a"), await NewExperimentAsync(stores[0], "b")];
        for (var step = 0; step < Steps; step++)
        {
            await ChangeAsync(stores[random.Next(2)], random, experiments);
            if (random.Next(4) == 0)
                await fixture.SealAsync(stores[random.Next(2)]);
            if (step % 3 == 0)
                await ShouldAgreeAsync(stores[random.Next(2)], random, experiments, $"seed {seed}, step {step}");
        }

        await fixture.SealAsync(stores[0]);
        for (var i = 0; i < 60; i++)
            await ShouldAgreeAsync(stores[1], random, experiments, $"seed {seed}, at the end, {i}");
    }

    [Fact]
    public async Task Adding_up_while_others_write_loses_nothing()
    {
        await using var stores = new StoreGroup(await fixture.CreateSeveralAsync(2));
        var experiment = await NewExperimentAsync(stores[0], "a");
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var sealing = Task.Run(
            async () =>
            {
                for (var turn = 0; !done.IsCancellationRequested; turn++)
                    await fixture.SealAsync(stores[turn]);
            },
            Cancel);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    var id = Id((100 * writer) + i);
                    await stores[writer].Traces.LogSpansAsync(experiment, [NewSpan(id, 1, i % 3 * Hour, 5, null)], Cancel);
                    await stores[writer + 1].Traces.EndTraceAsync(TraceEnd.Create(id, (i % 3 * Hour) + i, TraceState.Error), Cancel);
                }
            },
            Cancel)));
        await done.CancelAsync();
        await sealing;

        foreach (var isSealed in new[] { false, true })
        {
            if (isSealed)
                await fixture.SealAsync(stores[1]);
            (await MeasureAsync(stores[0], Query(experiment, TraceMetricView.Traces, "trace_count", ["COUNT"], ["trace_status"])))
                .ShouldBe(["ERROR: 100"]);
            (await MeasureAsync(stores[0], Query(experiment, TraceMetricView.Spans, "span_count", ["COUNT"], []))).ShouldBe([": 100"]);
        }
    }

    /// <summary>Days are read instead of hours, and longer periods instead of days: what is stored of them, and nothing else, answers.</summary>
    [Fact]
    public async Task A_change_long_ago_is_found_whatever_is_added_up_above_it()
    {
        await using var stores = new StoreGroup(await fixture.CreateSeveralAsync(2));
        var experiment = await NewExperimentAsync(stores[0], "a");
        var times = Enumerable.Range(0, 120).Select(i => i * 17 * Hour).ToList();
        foreach (var (i, time) in times.Index())
            await stores[0].Traces.LogSpansAsync(experiment, [NewSpan(Id(i), 1, time, 5 + i, null)], Cancel);
        var p50 = new TraceAggregation(TraceAggregationType.Percentile, 50);
        for (var round = 0; round < 4; round++)
        {
            if (round > 0)
                await fixture.SealAsync(stores[round % 2]);
            (await MeasureAsync(stores[1], Query(experiment, TraceMetricView.Traces, "trace_count", ["COUNT"], ["trace_status"])))
                .ShouldBe(round < 2 ? ["OK: 120"] : [$"ERROR: {round - 1}", $"OK: {121 - round}"]);
            (await MeasureAsync(stores[1], TraceMetricQuery.Create([experiment], TraceMetricView.Spans, "latency", [p50], []))).ShouldBe([": 63.5"]);
            (await stores[1].Traces.MeasureAsync(
                TraceMetricQuery.Create([experiment], TraceMetricView.Spans, "span_count", [new(TraceAggregationType.Count)], [], [], 768 * 3_600, 0, times[^1]), Cancel))
                .Select(point => point.Values["COUNT"]).ShouldBe([46, 45, 29]);
            if (round > 0)
                await stores[0].Traces.EndTraceAsync(TraceEnd.Create(Id(40 * (round - 1)), times[40 * (round - 1)] + 9, TraceState.Error), Cancel);
        }
    }

    /// <summary>A change that is committed between the reading of an hour and its storing must not be lost.</summary>
    [Fact]
    public async Task A_change_while_its_hour_is_added_up_counts()
    {
        await using var stores = new StoreGroup(await fixture.CreateSeveralAsync(2));
        var experiment = await NewExperimentAsync(stores[0], "a");
        await stores[0].Traces.LogSpansAsync(
            experiment, [.. Enumerable.Range(0, 300).Select(i => NewSpan(Id(i), 1, 1_000 + i, 5, null) with { EndUnixNano = null })], Cancel);
        for (var round = 0; round < 60; round++)
        {
            await EndAsync(stores[0], 2 * round, TraceState.Error);
            await Task.WhenAll(fixture.SealAsync(stores[round]), EndAsync(stores[0], (2 * round) + 1, TraceState.Ok));

            (await MeasureAsync(stores[1], Query(experiment, TraceMetricView.Traces, "trace_count", ["COUNT"], ["trace_status"])))
                .ShouldBe([$"ERROR: {round + 1}", $"IN_PROGRESS: {300 - (2 * (round + 1))}", $"OK: {round + 1}"], $"round {round}");
        }

        static Task<TraceInfo> EndAsync(ITrackingStore store, int trace, TraceState state) =>
            store.Traces.EndTraceAsync(TraceEnd.Create(Id(trace), 2_000, state), Cancel);
    }

    [Fact]
    public async Task What_is_added_up_of_an_experiment_goes_with_it()
    {
        await using var stores = new StoreGroup(await fixture.CreateSeveralAsync(2));
        var experiment = await NewExperimentAsync(stores[0], "a");
        await stores[0].Traces.LogSpansAsync(experiment, [NewSpan(Id(1), 1, 1, 5, null), NewSpan(Id(2), 1, Hour, 5, null)], Cancel);
        await fixture.SealAsync(stores[0]);
        await stores[0].Traces.EndTraceAsync(TraceEnd.Create(Id(2), Hour + 9, TraceState.Ok), Cancel);
        await stores[0].Experiments.DeleteExperimentAsync(experiment, Cancel);

        await stores[0].Purge.RemoveAsync(
            [.. await stores[0].Purge.MarkAsync([.. await stores[0].Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel)], Cancel)], Cancel);

        (await stores[0].Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel)).ShouldBeEmpty();
        await fixture.SealAsync(stores[1]);
        (await MeasureAsync(stores[1], Query(experiment, TraceMetricView.Traces, "trace_count", ["COUNT"], []))).ShouldBeEmpty();
    }

    private static async Task<string> NewExperimentAsync(ITrackingStore store, string name) =>
        await store.Experiments.CreateExperimentAsync(NewExperiment.Create(name), Cancel);

    /// <summary>Makes, changes or deletes a trace, which may be there or not.</summary>
    private static async Task ChangeAsync(ITrackingStore store, Random random, string[] experiments)
    {
        var id = Id(random.Next(Traces));
        var experiment = experiments[random.Next(2)];
        var exists = (await store.Traces.GetTraceInfosAsync([id], Cancel)).Count > 0;
        switch (random.Next(10))
        {
            case < 4:
                await store.Traces.LogSpansAsync(
                    experiment,
                    [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewSpan(id, random.Next(1, 6), TimeOf(random), random.Next(4_000), random))],
                    Cancel);
                break;
            case < 6:
                await store.Traces.StartTraceAsync(
                    NewTrace.Create(new TraceInfo(
                        id, experiment, TimeOf(random), random.Next(3) == 0 ? null : random.Next(5_000), (TraceState)random.Next(4), [Session],
                        random.Next(3) == 0 ? [] : [new Tag(TraceKeys.Name, Names[random.Next(Names.Length)])], [])),
                    Cancel);
                break;
            case 6 when exists:
                await store.Traces.EndTraceAsync(TraceEnd.Create(id, TimeOf(random), (TraceState)random.Next(1, 3)), Cancel);
                break;
            case 7 when exists:
                await store.Traces.SetTraceTagAsync(id, new Tag(TraceKeys.Name, Names[random.Next(Names.Length)]), Cancel);
                break;
            case 8 when exists && (await store.Traces.GetTraceInfosAsync([id], Cancel))[0].Tags.Any(tag => tag.Key == TraceKeys.Name):
                await store.Traces.DeleteTraceTagAsync(id, TraceKeys.Name, Cancel);
                break;
            case 9:
                await store.Traces.DeleteTracesAsync(TraceDeletion.Create(experiment, traceIds: [id]), Cancel);
                break;
        }
    }

    private static async Task ShouldAgreeAsync(ITrackingStore store, Random random, string[] experiments, string place)
    {
        var metric = TraceMetric.All[random.Next(TraceMetric.All.Count(metric => metric.View != TraceMetricView.Assessments))];
        List<TraceAggregation> aggregations = [.. metric.Aggregations
            .Where(_ => random.Next(2) == 0).DefaultIfEmpty(metric.Aggregations[0])
            .Select(type => new TraceAggregation(type, type == TraceAggregationType.Percentile ? random.Next(101) : null))];
        List<string> dimensions = [.. metric.Dimensions.Where(_ => random.Next(3) == 0)];
        List<string> filters = random.Next(3) > 0 ? [] : metric.View == TraceMetricView.Traces
            ? [$"trace.status = '{(random.Next(2) == 0 ? "OK" : "IN_PROGRESS")}'"]
            : [random.Next(3) switch { 0 => "span.name = 'ask'", 1 => "span.type = 'LLM'", _ => "span.status = 'ERROR'" }];
        long? interval = random.Next(3) == 0 ? 3_600 * Intervals[random.Next(Intervals.Length)] : null;
        long? start = interval is not null || random.Next(2) == 0 ? TimeOf(random) : null;
        long? end = interval is not null || random.Next(2) == 0 ? TimeOf(random) + random.Next(3 * (int)Hour) : null;
        string[] own = random.Next(2) == 0 ? experiments : [experiments[0]];

        var added = await store.Traces.MeasureAsync(Create(filters), Cancel);
        var read = await store.Traces.MeasureAsync(Create([.. filters, $"trace.metadata.{TraceKeys.Session} = '{Session.Value}'"]), Cancel);

        var what = $"{place}: {metric.View} {metric.Name} {string.Join(',', aggregations.Select(a => a.Name))} by {string.Join(',', dimensions)} where "
            + $"{string.Join(',', filters)} every {interval} from {start} to {end}";
        added.Select(TextOf).ShouldBe(read.Select(TextOf), what);

        TraceMetricQuery Create(List<string> all) =>
            TraceMetricQuery.Create(own, metric.View, metric.Name, aggregations, dimensions, all, interval, start, end);
    }

    /// <summary>Sums of the same numbers in another order may differ in their last digits.</summary>
    private static string TextOf(TraceMetricPoint point) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(',', point.Dimensions)}: {string.Join(' ', point.Values.Select(value => $"{value.Key}={value.Value:G12}"))}");

    private static async Task<IEnumerable<string>> MeasureAsync(ITrackingStore store, TraceMetricQuery query) =>
        (await store.Traces.MeasureAsync(query, Cancel)).Select(point => $"{string.Join(',', point.Dimensions.Values)}: {string.Join(' ', point.Values.Values)}");

    private static TraceMetricQuery Query(string experiment, TraceMetricView view, string metric, string[] aggregations, string[] dimensions) =>
        TraceMetricQuery.Create(
            [experiment], view, metric, [.. aggregations.Select(name => new TraceAggregation(Enum.Parse<TraceAggregationType>(name, ignoreCase: true)))], dimensions);

    /// <summary>Some hours around 1970 and some days and months from there, and moments at which an hour begins or ends.</summary>
    private static long TimeOf(Random random) => ((random.Next(5) - 1 + Distances[random.Next(Distances.Length)]) * Hour) + random.Next(4) switch
    {
        0 => 0,
        1 => Hour - 1,
        _ => random.Next((int)Hour),
    };

    private static Span NewSpan(string trace, int span, long startMs, int durationMs, Random? random)
    {
        var start = Math.Max(startMs, 0) * 1_000_000;
        List<KeyValuePair<string, string>> attributes = [new(TraceKeys.SpanSession, $"\"{Session.Value}\"")];
        if (random is not null && random.Next(2) == 0)
        {
            attributes.Add(new(TraceKeys.SpanType, "\"LLM\""));
            attributes.Add(new(TraceKeys.SpanTokenUsage, $$"""{"input_tokens": {{random.Next(9)}}, "output_tokens": {{random.Next(99)}}}"""));
            attributes.Add(new(TraceKeys.SpanCost, $$"""{"input_cost": 0.{{random.Next(9)}}, "output_cost": {{random.Next(3)}}, "total_cost": {{random.Next(3)}}.5}"""));
            if (Models[random.Next(Models.Length)] is { } model)
                attributes.Add(new(TraceKeys.SpanModel, $"\"{model}\""));
        }

        return new Span(
            trace, $"{span:x16}", span == 1 ? null : $"{1:x16}", random is null ? "ask" : Names[random.Next(Names.Length)], start,
            random?.Next(6) == 0 ? null : start + (durationMs * 999_999L), (SpanStatus)(random?.Next(3) ?? 1), "", attributes, []);
    }

    private static string Id(int number) => $"tr-{number:x32}";
}
