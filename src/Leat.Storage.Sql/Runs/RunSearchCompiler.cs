using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>Makes the statements of a search over runs. What they yield are the attributes of a page in order; everything else is
/// hydrated in bulk afterwards.</summary>
/// <param name="database">The database.</param>
/// <param name="view">Which stages to look at.</param>
/// <param name="filter">The filter, its names looked up.</param>
/// <param name="members">What must hold, each on its own.</param>
/// <param name="terms">The order, without terms whose name nobody has; tie-breaks are added here.</param>
internal sealed class RunSearchCompiler(
    SqlDatabase database, ViewType view, RunFilterSql filter, IReadOnlyList<FilterNode> members, IReadOnlyList<OrderTerm> terms)
{
    /// <summary>A page of the runs that a driver leads to.</summary>
    /// <param name="driver">What is read first.</param>
    /// <param name="rest">The terms that the driver's order does not cover.</param>
    /// <param name="sets">Conditions whose runs are gathered once rather than looked up for each run.</param>
    /// <param name="without">Metrics, params and tags that the runs must not have.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="offset">Rows to leave out.</param>
    public (string Sql, object?[] Arguments) Page(
        RunDriver driver, IReadOnlyList<OrderTerm> rest, IReadOnlyList<RunDriver> sets, IReadOnlyList<OrderTerm> without, int limit, long offset)
    {
        var text = new SqlText(database.Dialect);
        var (joins, order) = Order(text, rest);
        var from = From(text, driver, sets, without);
        var sql =
            $"""
            SELECT {RunColumns.All} FROM {from.Tables} {joins}
            WHERE {from.Where}
            ORDER BY {string.Join(", ", driver.Order.Concat(order))}
            LIMIT {text.Parameter(limit)} OFFSET {text.Parameter(offset)}
            """;
        return (sql, text.Arguments);
    }

    /// <summary>How many runs <see cref="Page"/> would find without limit.</summary>
    public (string Sql, object?[] Arguments) Count(RunDriver driver, IReadOnlyList<RunDriver> sets, IReadOnlyList<OrderTerm> without)
    {
        var text = new SqlText(database.Dialect);
        var from = From(text, driver, sets, without);
        return ($"SELECT COUNT(*) FROM {from.Tables} WHERE {from.Where}", text.Arguments);
    }

    /// <summary>How many rows a driver reads, counted up to a limit.</summary>
    public (string Sql, object?[] Arguments) Probe(RunDriver driver, long limit)
    {
        var text = new SqlText(database.Dialect);
        var where = driver.Where(text, driver.Alias);
        return (
            $"SELECT COUNT(*) FROM (SELECT 1 FROM {driver.Table} {driver.Alias} WHERE {where} LIMIT {text.Parameter(limit)}) c",
            text.Arguments);
    }

    /// <summary>How many runs a driver yields first, up to a limit, and how many of these match.</summary>
    public (string Sql, object?[] Arguments) Sample(RunDriver driver, long limit)
    {
        var text = new SqlText(database.Dialect);
        var matches = SqlText.And(Conditions(text, driver, [], []));
        var sql =
            $"""
            SELECT COUNT(*), COALESCE(SUM(c.m), 0) FROM (
              SELECT CASE WHEN {matches} THEN 1 ELSE 0 END AS m FROM {Tables(driver)}
              WHERE {driver.Where(text, driver.Alias)}
              ORDER BY {string.Join(", ", driver.IndexedOrder)}
              LIMIT {text.Parameter(limit)}) c
            """;
        return (sql, text.Arguments);
    }

    /// <summary>A page of all runs of some experiments, by looking at each.</summary>
    public (string Sql, object?[] Arguments) Sort(IReadOnlyList<long> experiments, int limit, long offset)
    {
        var text = new SqlText(database.Dialect);
        var (joins, order) = Order(text, terms);
        var where = new List<string>
        {
            experiments.Count == 1
                ? $"r.experiment_id = {text.Parameter(experiments[0])}"
                : database.Dialect.InList("r.experiment_id", text.Parameter(database.Dialect.ListOf(experiments))),
        };
        AddStage(text, where);
        where.AddRange(members.Select(member => filter.Compile(text, member, "r.id")));
        return Ordered(text, joins, where, order, limit, offset);
    }

    /// <summary>A page of runs that are known to match.</summary>
    public (string Sql, object?[] Arguments) SortKnown(IReadOnlyList<long> runs, int limit, long offset)
    {
        var text = new SqlText(database.Dialect);
        var (joins, order) = Order(text, terms);
        List<string> where = [database.Dialect.InList("r.id", text.Parameter(database.Dialect.ListOf(runs)))];
        return Ordered(text, joins, where, order, limit, offset);
    }

    private static (string Sql, object?[] Arguments) Ordered(
        SqlText text, string joins, List<string> where, IReadOnlyList<string> order, int limit, long offset)
    {
        var sql =
            $"""
            SELECT {RunColumns.All} FROM {RunColumns.From} {joins}
            WHERE {SqlText.And(where)}
            ORDER BY {string.Join(", ", order)}
            LIMIT {text.Parameter(limit)} OFFSET {text.Parameter(offset)}
            """;
        return (sql, text.Arguments);
    }

    private (string Tables, string Where) From(
        SqlText text, RunDriver driver, IReadOnlyList<RunDriver> sets, IReadOnlyList<OrderTerm> without)
    {
        List<string> where = [driver.Where(text, driver.Alias), .. Conditions(text, driver, sets, without)];
        return (Tables(driver), SqlText.And(where));
    }

    private string Tables(RunDriver driver)
    {
        var join = database.Dialect.OrderedJoin;
        var experiments = $"{join} experiments e ON e.id = r.experiment_id AND e.stage <> 2 AND r.stage <> 2";
        return driver.IsRuns
            ? $"runs r {experiments}"
            : $"{driver.Table} {driver.Alias} {join} runs r ON r.id = {driver.Run} {experiments}";
    }

    /// <summary>What remains to be checked of each row. What needs no run comes first: the run is then read only if it may match.</summary>
    private List<string> Conditions(SqlText text, RunDriver driver, IReadOnlyList<RunDriver> sets, IReadOnlyList<OrderTerm> without)
    {
        var where = new List<string>();
        foreach (var set in sets.Where(set => !ReferenceEquals(set, driver)))
        {
            where.Add(
                $"{database.Dialect.Unindexed(driver.Run)} IN "
                + $"(SELECT {(set.IsRuns ? "r.id" : "x.run")} FROM {set.Table} {(set.IsRuns ? "r" : "x")} WHERE {set.Where(text, "x")})");
        }

        foreach (var term in without)
        {
            where.Add(
                $"NOT EXISTS (SELECT 1 FROM {RunFilterSql.Table(term.Entity)} x "
                + $"WHERE x.run = {driver.Run} AND x.name = {text.Parameter(filter.NameOf(term.Key))})");
        }

        foreach (var member in members)
        {
            var isCovered = member is ConditionNode leaf
                && (driver.Covered.Contains(leaf.Condition) || sets.Any(set => set.Covered.Contains(leaf.Condition)));
            if (!isCovered)
                where.Add(filter.Compile(text, member, driver.Run));
        }

        AddStage(text, where);
        return where;
    }

    private void AddStage(SqlText text, List<string> where)
    {
        if (view != ViewType.All)
            where.Add($"{RunColumns.Stage} = {text.Parameter((int)(view == ViewType.ActiveOnly ? LifecycleStage.Active : LifecycleStage.Deleted))}");
    }

    /// <summary>The joins and the list of an ORDER BY. What a run does not have comes last in both directions; NaN between it and
    /// the numbers. Ties go by start time, newest first, then run id.</summary>
    private (string Joins, List<string> Order) Order(SqlText text, IReadOnlyList<OrderTerm> rest)
    {
        var joins = new List<string>();
        var order = new List<string>();
        foreach (var term in rest)
        {
            var direction = Direction(term);
            if (term.Entity == SearchEntity.Attribute)
            {
                var column = RunFilterSql.Column(term.Key);
                if (term.Key == "end_time")
                    order.Add($"CASE WHEN {column} IS NULL THEN 1 ELSE 0 END");
                order.Add($"{column} {direction}");
                continue;
            }

            var alias = $"o{joins.Count}";
            joins.Add(
                $"LEFT JOIN {RunFilterSql.Table(term.Entity)} {alias} ON {alias}.run = r.id "
                + $"AND {alias}.name = {text.Parameter(filter.NameOf(term.Key))}");
            order.Add(term.Entity == SearchEntity.Metric
                ? $"CASE WHEN {alias}.run IS NULL THEN 2 ELSE {alias}.is_nan END"
                : $"CASE WHEN {alias}.run IS NULL THEN 1 ELSE 0 END");
            order.Add($"{alias}.value {direction}");
        }

        if (terms.All(term => term is not { Entity: SearchEntity.Attribute, Key: "start_time" }))
            order.Add("r.start_ms DESC");
        order.Add("r.run_id ASC");
        return (string.Join('\n', joins), order);
    }

    /// <summary>SQL's word for a direction.</summary>
    public static string Direction(OrderTerm term) => term.Ascending ? "ASC" : "DESC";
}
