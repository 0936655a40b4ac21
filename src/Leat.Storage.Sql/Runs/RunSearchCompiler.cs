using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>Makes the statements of a search over runs. What they yield are the attributes of a page in order; everything else is
/// hydrated in bulk afterwards.</summary>
/// <param name="database">The database.</param>
/// <param name="view">Which stages to look at.</param>
/// <param name="filter">The filter, its names looked up.</param>
/// <param name="part">What to find; tie-breaks are added to the order here.</param>
internal sealed class RunSearchCompiler(SqlDatabase database, ViewType view, RunFilterSql filter, RunSearchPart part)
{
    private readonly IReadOnlyList<OrderTerm> _tieBreaks = [.. RunSearch.WithTieBreaks(part.Terms).Skip(part.Terms.Count)];

    /// <summary>A page of the runs that a driver leads to.</summary>
    /// <param name="phase">What is read first, the terms that its order does not cover, and what its runs must not have.</param>
    /// <param name="sets">Conditions whose runs are gathered once rather than looked up for each run.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="offset">Rows to leave out.</param>
    public (string Sql, object?[] Arguments) Page(RunPhase phase, IReadOnlyList<RunDriver> sets, int limit, long offset)
    {
        var text = new SqlText(database.Syntax);
        var (joins, order) = Order(text, phase.Rest, phase.After);
        var tables = $"{Tables(phase.Driver)} {joins}";
        return Ordered(text, tables, Where(text, phase.Driver, sets, phase.Without), [.. phase.Driver.Order, .. order], limit, offset);
    }

    /// <summary>How many runs <see cref="Page"/> would find without limit.</summary>
    public (string Sql, object?[] Arguments) Count(RunDriver driver, IReadOnlyList<RunDriver> sets, IReadOnlyList<OrderTerm> without)
    {
        var text = new SqlText(database.Syntax);
        var where = Where(text, driver, sets, without);
        return ($"SELECT COUNT(*) FROM {Tables(driver)} WHERE {SqlText.And(where)}", text.Arguments);
    }

    /// <summary>How many rows a driver reads, counted up to a limit.</summary>
    public (string Sql, object?[] Arguments) Probe(RunDriver driver, long limit)
    {
        var text = new SqlText(database.Syntax);
        var where = driver.Where(text, driver.Alias);
        return (
            $"SELECT COUNT(*) FROM (SELECT 1 AS one FROM {driver.Table} {driver.Alias} WHERE {where} {database.Syntax.First(text.Parameter(limit))}) c",
            text.Arguments);
    }

    /// <summary>How many runs a driver yields first, up to a limit, and how many of these match.</summary>
    public (string Sql, object?[] Arguments) Sample(RunDriver driver, long limit)
    {
        var text = new SqlText(database.Syntax);
        var matches = SqlText.And(Conditions(text, driver, [], []));
        var sql =
            $"""
            SELECT COUNT(*), COALESCE(SUM(c.m), 0) FROM (
              SELECT CASE WHEN {matches} THEN 1 ELSE 0 END AS m FROM {Tables(driver)}
              WHERE {driver.Where(text, driver.Alias)}
              {database.Syntax.First(text.Parameter(limit), SortKey.List(driver.IndexedOrder))}) c
            """;
        return (sql, text.Arguments);
    }

    /// <summary>The numbers of the runs that a driver leads to, up to a limit.</summary>
    public (string Sql, object?[] Arguments) Runs(RunDriver driver, long limit)
    {
        var text = new SqlText(database.Syntax);
        return (
            $"SELECT {driver.Run} FROM {driver.Table} {driver.Alias} WHERE {driver.Where(text, driver.Alias)} {database.Syntax.First(text.Parameter(limit))}",
            text.Arguments);
    }

    /// <summary>The first value of a driver's order that so many entries share, looked for in twice as many.</summary>
    public (string Sql, object?[] Arguments) FirstTie(RunDriver driver, int many)
    {
        var text = new SqlText(database.Syntax);
        var key = driver.IndexedOrder[0];
        var sql =
            $"""
            SELECT c.v FROM (
              SELECT {key.Expression} AS v FROM {driver.Table} {driver.Alias}
              WHERE {driver.Where(text, driver.Alias)}
              {database.Syntax.First(text.Parameter(2 * many), SortKey.List([key]))}) c
            GROUP BY c.v HAVING COUNT(*) >= {text.Parameter(many)}
            {database.Syntax.First(1, SortKey.List([key with { Expression = "c.v" }]))}
            """;
        return (sql, text.Arguments);
    }

    /// <summary>A page of all runs of some experiments, by looking at each.</summary>
    public (string Sql, object?[] Arguments) Sort(IReadOnlyList<long> experiments, int limit, long offset)
    {
        var text = new SqlText(database.Syntax);
        var (joins, order) = Order(text, part.Terms, part.After);
        var where = new List<string>
        {
            experiments.Count == 1
                ? $"r.experiment_id = {text.Parameter(experiments[0])}"
                : database.Syntax.InList("r.experiment_id", text.Parameter(database.Syntax.ListOf(experiments))),
        };
        AddStage(text, where);
        where.AddRange(part.Members.Select(member => filter.Compile(text, member, "r.id")));
        return Ordered(text, $"{RunColumns.From} {joins}", where, order, limit, offset);
    }

    /// <summary>A page of runs that are known to match.</summary>
    public (string Sql, object?[] Arguments) SortKnown(IReadOnlyList<long> runs, int limit, long offset)
    {
        var text = new SqlText(database.Syntax);
        var (joins, order) = Order(text, part.Terms, after: null);
        List<string> where = [database.Syntax.InList("r.id", text.Parameter(database.Syntax.ListOf(runs)))];
        return Ordered(text, $"{RunColumns.From} {joins}", where, order, limit, offset);
    }

    private static (string Sql, object?[] Arguments) Ordered(
        SqlText text, string tables, List<string> where, IEnumerable<SortKey> order, int limit, long offset)
    {
        SortKey[] keys = [.. order.DistinctBy(key => key.Expression)];
        if (SortKey.After(text, keys) is { Length: > 0 } after)
            where.Add(after);
        var sql =
            $"""
            SELECT {RunColumns.All} FROM {tables}
            WHERE {SqlText.And(where)}
            {text.Syntax.Page(SortKey.List(keys), text.Parameter(limit), text.Parameter(offset))}
            """;
        return (sql, text.Arguments);
    }

    private List<string> Where(SqlText text, RunDriver driver, IReadOnlyList<RunDriver> sets, IReadOnlyList<OrderTerm> without) =>
        [driver.Where(text, driver.Alias), .. Conditions(text, driver, sets, without)];

    private string Tables(RunDriver driver)
    {
        var join = database.Syntax.OrderedJoin;
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
                $"{database.Syntax.Unindexed(driver.Run)} IN "
                + $"(SELECT {(set.IsRuns ? "r.id" : "x.run")} FROM {set.Table} {(set.IsRuns ? "r" : "x")} WHERE {set.Where(text, "x")})");
        }

        foreach (var term in without)
        {
            where.Add(
                $"NOT EXISTS (SELECT 1 FROM {RunSearchColumns.Table(term.Entity)} x "
                + $"WHERE x.run = {driver.Run} AND x.name = {text.Parameter(filter.NameOf(term.Field))})");
        }

        foreach (var member in part.Members)
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
        if (FilterSql.InView(text, RunColumns.Stage, view) is { } stage)
            where.Add(stage);
    }

    /// <summary>The joins and the keys of an ORDER BY, tie-breaks included. What a run does not have comes last in both directions; NaN
    /// between it and the numbers.</summary>
    private (string Joins, List<SortKey> Keys) Order(SqlText text, IReadOnlyList<OrderTerm> rest, RunPosition? after)
    {
        var joins = new List<string>();
        var keys = new List<SortKey>();
        foreach (var term in rest.Concat(_tieBreaks))
        {
            var at = after?[term];
            if (term.Entity == SearchEntity.Attribute)
            {
                var column = RunSearchColumns.Instance[term.Field];
                if (column.IsNullable)
                    keys.Add(Rank($"CASE WHEN {column.Expression} IS NULL THEN {(int)OrderRank.Missing} ELSE 0 END", at));
                keys.Add(new SortKey(column.Expression, term.Ascending) { At = at?.Value });
                continue;
            }

            var alias = $"o{joins.Count}";
            joins.Add(
                $"LEFT JOIN {RunSearchColumns.Table(term.Entity)} {alias} ON {alias}.run = r.id "
                + $"AND {alias}.name = {text.Parameter(filter.NameOf(term.Field))}");
            var present = term.Entity == SearchEntity.Metric ? $"{alias}.is_nan" : "0";
            keys.Add(Rank($"CASE WHEN {alias}.run IS NULL THEN {(int)OrderRank.Missing} ELSE {present} END", at));
            keys.Add(new SortKey($"{alias}.value", term.Ascending) { At = at?.Value });
        }

        return (string.Join('\n', joins), keys);
    }

    private static SortKey Rank(string expression, OrderValue? at) => new(expression, Ascending: true) { At = (int?)at?.Rank };
}
