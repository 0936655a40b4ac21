namespace Leat.SearchBench;

/// <summary>A search to be measured, and how one who knows the data would write it.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Filter">In the search language.</param>
/// <param name="OrderBy">One term.</param>
/// <param name="Sql">Yields the numbers of the first 100 runs; <c>{name}</c> stands for the number of a name.</param>
internal sealed record SearchCase(string Name, string Filter, string OrderBy, string Sql)
{
    private const string ByLoss =
        """
        SELECT d.run FROM metric_latest d CROSS JOIN runs r ON r.id = d.run
        WHERE d.experiment = 0 AND d.name = {loss} AND d.is_nan = 0 AND r.stage = 0
        """;

    public static IReadOnlyList<SearchCase> All { get; } =
    [
        new(
            "50%: metric and param, by another metric",
            "metrics.accuracy > 0.0001 AND params.half = 'a'",
            "metrics.loss ASC",
            ByLoss + Has("metric_latest", "accuracy", "> 0.0001") + Has("params", "half", "= 'a'") + " ORDER BY d.value, r.start_ms DESC LIMIT 100"),
        new(
            "1%: loose metric, tight param, by another metric",
            "metrics.accuracy > 0.0001 AND params.hundredth = 'v7'",
            "metrics.loss ASC",
            ByLoss + " AND +d.run IN (SELECT x.run FROM params x WHERE x.experiment = 0 AND x.name = {hundredth} AND x.value = 'v7')"
            + Has("metric_latest", "accuracy", "> 0.0001") + " ORDER BY d.value, r.start_ms DESC LIMIT 100"),
        new(
            "1%: a tight metric, half of the params, by another metric",
            "metrics.accuracy > 0.98 AND params.half = 'a'",
            "metrics.loss ASC",
            ByLoss + " AND +d.run IN (SELECT x.run FROM metric_latest x WHERE x.experiment = 0 AND x.name = {accuracy} AND x.is_nan IN (0, 1) AND x.value > 0.98)"
            + Has("params", "half", "= 'a'") + " ORDER BY d.value, r.start_ms DESC LIMIT 100"),
        new(
            "1%: a tight metric, half of the params, by that metric",
            "metrics.accuracy > 0.98 AND params.half = 'a'",
            "metrics.accuracy DESC",
            "SELECT d.run FROM metric_latest d CROSS JOIN runs r ON r.id = d.run "
            + "WHERE d.experiment = 0 AND d.name = {accuracy} AND d.is_nan = 0 AND d.value > 0.98 AND r.stage = 0"
            + Has("params", "half", "= 'a'") + " ORDER BY d.value DESC, r.start_ms DESC LIMIT 100"),
        new(
            "500 runs: loose metric, tight param, by another metric",
            "metrics.accuracy > 0.0001 AND params.few = 'yes'",
            "metrics.loss ASC",
            """
            SELECT d.run FROM params d CROSS JOIN runs r ON r.id = d.run CROSS JOIN metric_latest o ON o.run = d.run AND o.name = {loss}
            WHERE d.experiment = 0 AND d.name = {few} AND d.value = 'yes' AND r.stage = 0
            """ + Has("metric_latest", "accuracy", "> 0.0001") + " ORDER BY o.value, r.start_ms DESC LIMIT 100"),
        new(
            "all runs, by start time",
            "",
            "start_time DESC",
            "SELECT r.id FROM runs r WHERE r.experiment_id = 0 AND r.stage = 0 ORDER BY r.start_ms DESC LIMIT 100"),
    ];

    private static string Has(string table, string name, string comparison) =>
        $" AND EXISTS (SELECT 1 FROM {table} x WHERE x.run = d.run AND x.name = {{{name}}} AND x.value {comparison})";
}
