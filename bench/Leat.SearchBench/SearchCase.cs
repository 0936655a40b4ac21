using System.Text.Json.Nodes;

namespace Leat.SearchBench;

/// <summary>A call to be measured.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Path">The call.</param>
/// <param name="Body">What it is asked, without experiments.</param>
internal sealed record SearchCase(string Name, string Path, JsonObject Body)
{
    private const string ByLoss =
        """
        SELECT d.run FROM metric_latest d CROSS JOIN runs r ON r.id = d.run
        WHERE d.experiment = {experiment} AND d.name = {loss} AND d.is_nan = 0 AND r.stage = 0
        """;

    /// <summary>A search for 100 runs.</summary>
    /// <param name="name">What it shows.</param>
    /// <param name="filter">In the search language.</param>
    /// <param name="orderBy">One term.</param>
    private SearchCase(string name, string filter, string orderBy)
        : this(name, "/api/2.0/mlflow/runs/search", new JsonObject { ["filter"] = filter, ["order_by"] = new JsonArray(orderBy), ["max_results"] = 100 })
    {
    }

    /// <summary>The page requested, reached by the tokens of those before it.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many experiments beside the large one are looked at.</summary>
    public int Beside { get; init; }

    /// <summary>Whether the call names experiments.</summary>
    public bool NamesExperiments { get; init; } = true;

    /// <summary>Whether it is about traces: then there are traces instead of runs.</summary>
    public bool IsOfTraces { get; init; }

    /// <summary>The statement that somebody who knows the data would write for SQLite, if there is one: it yields the numbers of the first 100
    /// runs; <c>{name}</c> stands for the number of a name.</summary>
    public string? Sql { get; init; }

    public static IReadOnlyList<SearchCase> All { get; } =
    [
        new("50%: metric and param, by another metric", "metrics.accuracy > 0.0001 AND params.half = 'a'", "metrics.loss ASC")
        {
            Sql = ByLoss + Has("metric_latest", "accuracy", "> 0.0001") + Has("params", "half", "= 'a'") + " ORDER BY d.value, r.start_ms DESC LIMIT 100",
        },
        new("1%: loose metric, tight param, by another metric", "metrics.accuracy > 0.0001 AND params.hundredth = 'v7'", "metrics.loss ASC")
        {
            Sql = ByLoss + " AND +d.run IN (SELECT x.run FROM params x WHERE x.experiment = {experiment} AND x.name = {hundredth} AND x.value = 'v7')"
                + Has("metric_latest", "accuracy", "> 0.0001") + " ORDER BY d.value, r.start_ms DESC LIMIT 100",
        },
        new("1%: tight metric, half of the params, by another metric", "metrics.accuracy > 0.98 AND params.half = 'a'", "metrics.loss ASC")
        {
            Sql = ByLoss + " AND +d.run IN (SELECT x.run FROM metric_latest x WHERE x.experiment = {experiment} AND x.name = {accuracy} AND x.is_nan IN (0, 1) AND x.value > 0.98)"
                + Has("params", "half", "= 'a'") + " ORDER BY d.value, r.start_ms DESC LIMIT 100",
        },
        new("1%: tight metric, half of the params, by that metric", "metrics.accuracy > 0.98 AND params.half = 'a'", "metrics.accuracy DESC")
        {
            Sql = "SELECT d.run FROM metric_latest d CROSS JOIN runs r ON r.id = d.run "
                + "WHERE d.experiment = {experiment} AND d.name = {accuracy} AND d.is_nan = 0 AND d.value > 0.98 AND r.stage = 0"
                + Has("params", "half", "= 'a'") + " ORDER BY d.value DESC, r.start_ms DESC LIMIT 100",
        },
        new("500 runs: loose metric, tight param, by another metric", "metrics.accuracy > 0.0001 AND params.few = 'yes'", "metrics.loss ASC")
        {
            Sql = """
                SELECT d.run FROM params d CROSS JOIN runs r ON r.id = d.run CROSS JOIN metric_latest o ON o.run = d.run AND o.name = {loss}
                WHERE d.experiment = {experiment} AND d.name = {few} AND d.value = 'yes' AND r.stage = 0
                """ + Has("metric_latest", "accuracy", "> 0.0001") + " ORDER BY o.value, r.start_ms DESC LIMIT 100",
        },
        new("all runs, by start time", "", "start_time DESC")
        {
            Sql = "SELECT r.id FROM runs r WHERE r.experiment_id = {experiment} AND r.stage = 0 ORDER BY r.start_ms DESC LIMIT 100",
        },
        new("page 101: 50%, by another metric", "metrics.accuracy > 0.0001 AND params.half = 'a'", "metrics.loss ASC") { Page = 101 },
        new("page 101: 90%, by the metric of the filter", "metrics.accuracy > 0.1", "metrics.accuracy ASC") { Page = 101 },
        new("page 101: all runs, by start time", "", "start_time DESC") { Page = 101 },
        new("page 101: 50%, by a metric of 101 values", "params.half = 'a'", "metrics.rounded DESC") { Page = 101 },
        new("50%, by a metric of 101 values", "params.half = 'a'", "metrics.rounded DESC"),
        new("50%, by a param that nearly all share", "params.half = 'a'", "params.few ASC"),
        new("1%, by a param that nearly all share", "params.hundredth = 'v7'", "params.few ASC"),
        new("50%, by a param", "params.half = 'a'", "params.learning_rate ASC"),
        new("LIKE '%x%' that half satisfy, by a metric", "params.note LIKE '%7%'", "metrics.loss ASC"),
        new("LIKE '%x%' that 1% satisfy, by a metric", "params.note LIKE '%77 %'", "metrics.loss ASC"),
        new("LIKE '%x%' that 1 in 100,000 satisfies, by a metric", "params.note LIKE '%77777%'", "metrics.loss ASC"),
        new("LIKE '%x%' that 1 in 100,000 satisfies, newest first", "params.note LIKE '%77777%'", "start_time DESC"),
        new("tag, 1%, by a metric", "tags.stage = 'gold'", "metrics.loss ASC"),
        new("user, 5%, by a metric", "user_id = 'user7'", "metrics.loss ASC"),
        new("status and start time, all, by a metric", "status = 'FINISHED' AND start_time > 0", "metrics.loss ASC"),
        new("11 experiments: 50%, by another metric", "metrics.accuracy > 0.0001 AND params.half = 'a'", "metrics.loss ASC") { Beside = SearchData.ExperimentsBeside },
        new("11 experiments: 1%, by another metric", "metrics.accuracy > 0.0001 AND params.hundredth = 'v7'", "metrics.loss ASC") { Beside = SearchData.ExperimentsBeside },
        new("11 experiments: all, by start time", "", "start_time DESC") { Beside = SearchData.ExperimentsBeside },
        Table("table: 50%, by a metric", "params.half = 'a'", ["metrics.loss ASC"]),
        Table("table: row 50,000 of all, by a metric", "", ["metrics.loss ASC"], offset: 50_000),
        Table("table: row 50,000 of all, by start time", "", ["start_time DESC"], offset: 50_000),
        Table("table: row 20,000 of 50%, by a metric", "params.half = 'a'", ["metrics.loss ASC"], offset: 20_000),
        Table("table: all, by 20 fields", "", [.. TwentyFields]),
        Table("table: 1%, by 20 fields", "params.hundredth = 'v7'", [.. TwentyFields]),
        Call("count: all", "runs/count", new JsonObject()),
        Call("count: 50%", "runs/count", new JsonObject { ["filter"] = "params.half = 'a'" }),
        Call("count: 1% of a metric, 50% of a param", "runs/count", new JsonObject { ["filter"] = "metrics.accuracy > 0.98 AND params.half = 'a'" }),
        Call("columns, with counts", "runs/columns", new JsonObject { ["counts"] = true }),
        Call("values of a param of 4", "runs/values", new JsonObject { ["key"] = "params.optimizer" }),
        Call("values of a param, each its own", "runs/values", new JsonObject { ["key"] = "params.learning_rate" }),
        Call("values of the status", "runs/values", new JsonObject { ["key"] = "status" }),
        Call("experiments", "experiments/table", new JsonObject { ["max_results"] = 100 }) with { NamesExperiments = false },
    ];

    /// <summary>The calls that are measured on traces.</summary>
    public static IReadOnlyList<SearchCase> OfTraces { get; } =
    [
        Traces("all, newest first", ""),
        Traces("all, by duration", "", "execution_time DESC"),
        Traces("10% by state", "status = 'ERROR'"),
        Traces("90% by state", "status != 'ERROR'"),
        Traces("a state that none has", "status = 'IN_PROGRESS'"),
        Traces("the last hour", $"timestamp > {TraceData.StartOf(TraceData.Least - 3600)} AND timestamp <= {TraceData.StartOf(TraceData.Least)}"),
        Traces("duration, 2%", "execution_time > 4900"),
        Traces("duration, 1 in 5,000", "execution_time > 4998"),
        Traces("duration, 1 in 100,000", "execution_time > 4998 AND status = 'ERROR' AND tags.stage = 'gold'"),
        Traces("1% by tag", "tags.stage = 'gold'"),
        Traces("99% by tag", "tags.stage = 'raw'"),
        Traces("all but 1% by tag", "tags.stage != 'gold'"),
        Traces("500 by tag", "tags.few = 'yes'"),
        Traces("500 by a negated tag", "tags.few != 'no'"),
        Traces("LIKE of a tag that 500 satisfy", "tags.few LIKE '%es%'"),
        Traces("5% by user", "metadata.`mlflow.trace.user` = 'user7'"),
        Traces("one session", "metadata.`mlflow.trace.session` = 'session 777'"),
        Traces("RLIKE of a tag that 1% satisfies", "tags.stage RLIKE '^g.ld$'"),
        Traces("RLIKE of a tag that 500 satisfy", "tags.few RLIKE '^y'"),
        Traces("1% by a span's name", "span.name = 'rerank'"),
        Traces("500 by a span's name", "span.name = 'rare'"),
        Traces("500 by a span's type", "span.type = 'RARE'"),
        Traces("none by a span's name", "span.name = 'nowhere'"),
        Traces("25% by a span's status", "span.status = 'ERROR'"),
        Traces("500 by a span's attribute", "span.attributes.model = 'rare'"),
        Traces("text of a span, 1 in 10,000", "text LIKE '%number 7777 %'"),
        MeasuresAll("traces, count", "TRACES", "trace_count", ["COUNT"]),
        MeasuresAll("traces, count by state", "TRACES", "trace_count", ["COUNT"], "trace_status"),
        MeasuresAll("traces, latency, mean and p95", "TRACES", "latency", ["AVG", "PERCENTILE"]),
        MeasuresAll("traces, p95 of the latency by name", "TRACES", "latency", ["PERCENTILE"], "trace_name"),
        MeasuresAll("spans, count by name", "SPANS", "span_count", ["COUNT"], "span_name"),
        MeasuresAll("spans, count by type and status", "SPANS", "span_count", ["COUNT"], "span_type", "span_status"),
        MeasuresAll("spans, p95 of the latency by name", "SPANS", "latency", ["PERCENTILE"], "span_name"),
        Measures("all traces, count a day", "TRACES", "trace_count", "COUNT", [], int.MaxValue),
        Measures("10,000 traces, count a day", "TRACES", "trace_count", "COUNT", []),
        Measures("10,000 traces, latency by name and day", "TRACES", "latency", "AVG", ["trace_name"]),
        Measures("50,000 spans, count by type and day", "SPANS", "span_count", "COUNT", ["span_type"]),
    ];

    private static SearchCase Traces(string name, string filter, string? orderBy = null)
    {
        var body = new JsonObject { ["filter"] = filter, ["max_results"] = 100 };
        if (orderBy is not null)
            body["order_by"] = new JsonArray(orderBy);
        return new($"traces: {name}", "/api/3.0/mlflow/traces/search", body) { IsOfTraces = true };
    }

    /// <summary>What the first traces measure, in pieces of a day.</summary>
    private static SearchCase Measures(string name, string view, string metric, string aggregation, string[] dimensions, int traces = TraceData.Least) => new(
        $"measured: {name}",
        "/api/3.0/mlflow/traces/metrics",
        new JsonObject
        {
            ["view_type"] = view,
            ["metric_name"] = metric,
            ["aggregations"] = new JsonArray(new JsonObject { ["aggregation_type"] = aggregation }),
            ["dimensions"] = new JsonArray([.. dimensions.Select(dimension => JsonValue.Create(dimension))]),
            ["time_interval_seconds"] = 86_400,
            ["start_time_ms"] = TraceData.StartOf(0),
            ["end_time_ms"] = TraceData.StartOf(traces) - 1,
        })
    {
        IsOfTraces = true,
    };

    /// <summary>What all traces measure, whenever they began.</summary>
    private static SearchCase MeasuresAll(string name, string view, string metric, string[] aggregations, params string[] dimensions) => new(
        $"measured: all {name}",
        "/api/3.0/mlflow/traces/metrics",
        new JsonObject
        {
            ["view_type"] = view,
            ["metric_name"] = metric,
            ["aggregations"] = new JsonArray([.. aggregations.Select(AggregationOf)]),
            ["dimensions"] = new JsonArray([.. dimensions.Select(dimension => JsonValue.Create(dimension))]),
        })
    {
        IsOfTraces = true,
    };

    private static JsonObject AggregationOf(string type)
    {
        var aggregation = new JsonObject { ["aggregation_type"] = type };
        if (type == "PERCENTILE")
            aggregation["percentile_value"] = 95;
        return aggregation;
    }

    private static IEnumerable<string> TwentyFields =>
    [
        "params.half ASC", "params.optimizer DESC", "params.batch_size ASC", "params.depth ASC", "params.hundredth ASC", "params.few ASC",
        "tags.team ASC", "tags.stage ASC", "metrics.rounded DESC", "metrics.epoch ASC", "metrics.sparse ASC", "status ASC", "user_id ASC",
        "metrics.loss ASC", "metrics.accuracy ASC", "metrics.auc ASC", "metrics.val_loss ASC", "metrics.f1 ASC", "metrics.recall ASC", "metrics.grad_norm ASC",
    ];

    private static SearchCase Table(string name, string filter, string[] orderBy, int? offset = null)
    {
        var body = new JsonObject
        {
            ["filter"] = filter,
            ["order_by"] = new JsonArray([.. orderBy.Select(term => JsonValue.Create(term))]),
            ["columns"] = new JsonArray("run_name", "status", "duration", "metrics.accuracy", "metrics.loss", "params.half", "params.learning_rate"),
        };
        if (offset is { } rows)
            body["offset"] = rows;
        return Call(name, "runs/table", body);
    }

    private static SearchCase Call(string name, string call, JsonObject body) => new(name, $"/api/leat/1.0/{call}", body);

    private static string Has(string table, string name, string comparison) =>
        $" AND EXISTS (SELECT 1 FROM {table} x WHERE x.run = d.run AND x.name = {{{name}}} AND x.value {comparison})";
}
