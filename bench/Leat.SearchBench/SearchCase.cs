namespace Leat.SearchBench;

/// <summary>A search to be measured.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Filter">In the search language.</param>
/// <param name="OrderBy">One term.</param>
internal sealed record SearchCase(string Name, string Filter, string OrderBy)
{
    private const string ByLoss =
        """
        SELECT d.run FROM metric_latest d CROSS JOIN runs r ON r.id = d.run
        WHERE d.experiment = 0 AND d.name = {loss} AND d.is_nan = 0 AND r.stage = 0
        """;

    /// <summary>The page requested, reached by the tokens of those before it.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The statement that somebody who knows the data would write, if there is one: it yields the numbers of the first 100 runs;
    /// <c>{name}</c> stands for the number of a name.</summary>
    public string? Sql { get; init; }

    public static IReadOnlyList<SearchCase> All { get; } =
    [
        new("50%: metric and param, by another metric", "metrics.accuracy > 0.0001 AND params.half = 'a'", "metrics.loss ASC")
        {
            Sql = ByLoss + Has("metric_latest", "accuracy", "> 0.0001") + Has("params", "half", "= 'a'") + " ORDER BY d.value, r.start_ms DESC LIMIT 100",
        },
        new("1%: loose metric, tight param, by another metric", "metrics.accuracy > 0.0001 AND params.hundredth = 'v7'", "metrics.loss ASC")
        {
            Sql = ByLoss + " AND +d.run IN (SELECT x.run FROM params x WHERE x.experiment = 0 AND x.name = {hundredth} AND x.value = 'v7')"
                + Has("metric_latest", "accuracy", "> 0.0001") + " ORDER BY d.value, r.start_ms DESC LIMIT 100",
        },
        new("1%: tight metric, half of the params, by another metric", "metrics.accuracy > 0.98 AND params.half = 'a'", "metrics.loss ASC")
        {
            Sql = ByLoss + " AND +d.run IN (SELECT x.run FROM metric_latest x WHERE x.experiment = 0 AND x.name = {accuracy} AND x.is_nan IN (0, 1) AND x.value > 0.98)"
                + Has("params", "half", "= 'a'") + " ORDER BY d.value, r.start_ms DESC LIMIT 100",
        },
        new("1%: tight metric, half of the params, by that metric", "metrics.accuracy > 0.98 AND params.half = 'a'", "metrics.accuracy DESC")
        {
            Sql = "SELECT d.run FROM metric_latest d CROSS JOIN runs r ON r.id = d.run "
                + "WHERE d.experiment = 0 AND d.name = {accuracy} AND d.is_nan = 0 AND d.value > 0.98 AND r.stage = 0"
                + Has("params", "half", "= 'a'") + " ORDER BY d.value DESC, r.start_ms DESC LIMIT 100",
        },
        new("500 runs: loose metric, tight param, by another metric", "metrics.accuracy > 0.0001 AND params.few = 'yes'", "metrics.loss ASC")
        {
            Sql = """
                SELECT d.run FROM params d CROSS JOIN runs r ON r.id = d.run CROSS JOIN metric_latest o ON o.run = d.run AND o.name = {loss}
                WHERE d.experiment = 0 AND d.name = {few} AND d.value = 'yes' AND r.stage = 0
                """ + Has("metric_latest", "accuracy", "> 0.0001") + " ORDER BY o.value, r.start_ms DESC LIMIT 100",
        },
        new("all runs, by start time", "", "start_time DESC")
        {
            Sql = "SELECT r.id FROM runs r WHERE r.experiment_id = 0 AND r.stage = 0 ORDER BY r.start_ms DESC LIMIT 100",
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
    ];

    private static string Has(string table, string name, string comparison) =>
        $" AND EXISTS (SELECT 1 FROM {table} x WHERE x.run = d.run AND x.name = {{{name}}} AND x.value {comparison})";
}
