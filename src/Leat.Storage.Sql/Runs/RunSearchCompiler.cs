using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Runs;

/// <summary>Makes the statements of a search over runs. They yield only the attributes of a page's runs, in order; everything else is hydrated
/// in bulk afterwards.</summary>
/// <param name="database">The database.</param>
/// <param name="view">Which stages to look at.</param>
/// <param name="filter">The filter, its names looked up.</param>
/// <param name="part">What to find; tie-breaks are added to the order here.</param>
internal sealed class RunSearchCompiler(SqlDatabase database, ViewType view, RunFilterSql filter, RunSearchPart part)
{
    private readonly IReadOnlyList<OrderTerm> _tieBreaks = [.. RunSearch.WithTieBreaks(part.Terms).Skip(part.Terms.Count)];

    /// <summary>A page of the runs that an access path leads to.</summary>
    /// <param name="segment">Where to look, the terms that its index does not order by, and what its runs must not have.</param>
    /// <param name="semiJoins">Conditions whose runs are gathered once rather than looked up for each run.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="offset">Rows to leave out.</param>
    public (string Sql, object?[] Arguments) Page(OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, int limit, long offset)
    {
        var text = new SqlText(database.Syntax);
        var (joins, order) = Order(text, segment.Rest, segment.Cursor);
        var (tables, where) = Read(text, segment.Path, semiJoins, segment.Without);
        return Ordered(text, $"{tables} {joins}", where, [.. segment.Path.Order, .. order], limit, offset);
    }

    /// <summary>The value in the index order at which a page ends; null if there are fewer rows.</summary>
    /// <param name="segment">Where to look.</param>
    /// <param name="semiJoins">Conditions whose runs are gathered once.</param>
    /// <param name="rows">The number of rows on the page and before it.</param>
    public (string Sql, object?[] Arguments) LastValue(OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, long rows)
    {
        var text = new SqlText(database.Syntax);
        var key = segment.Path.IndexOrder[0];
        var (tables, where) = Read(text, segment.Path, semiJoins, segment.Without);
        if (segment.Cursor is not null)
        {
            var (joins, order) = Order(text, segment.Rest, segment.Cursor);
            tables = $"{tables} {joins}";
            AddBehind(text, where, [.. segment.Path.Order, .. order]);
        }

        return (
            $"SELECT {key.Expression} FROM {tables} WHERE {SqlText.And(where)} {database.Syntax.Page(KeysetColumn.List([key]), "1", text.Parameter(rows - 1))}",
            text.Arguments);
    }

    /// <summary>How many runs <see cref="Page"/> would find without limit.</summary>
    public (string Sql, object?[] Arguments) Count(AccessPath path, IReadOnlyList<AccessPath> semiJoins, IReadOnlyList<OrderTerm> without)
    {
        var text = new SqlText(database.Syntax);
        var (tables, where) = Read(text, path, semiJoins, without);
        return ($"SELECT COUNT(*) FROM {tables} WHERE {SqlText.And(where)}", text.Arguments);
    }

    /// <summary>Whether <see cref="ValueAt"/> and <see cref="CountInView"/> need no runs for a path: its own table, or the index of the runs, tells
    /// all that the filter asks.</summary>
    public bool CanSkip(AccessPath path, RunsInView view) => path.IndexOrder.Count > 0 && view.IsCondition
        && (path.IsRuns || filter.LooksAtNoAttribute);

    /// <summary>The value in an index order of the run at an offset, read from indexes alone.</summary>
    public (string Sql, object?[] Arguments) ValueAt(OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, RunsInView view, long offset)
    {
        var (text, path, key) = (new SqlText(database.Syntax), segment.Path, segment.Path.IndexOrder[0]);
        var where = SqlText.And(WhereInView(text, segment, semiJoins, view));
        return ($"SELECT {key.Expression} FROM {path.Table} {path.Alias} WHERE {where} {database.Syntax.Page(KeysetColumn.List([key]), "1", text.Parameter(offset))}", text.Arguments);
    }

    /// <summary>How many runs <see cref="Page"/> would find without limit, counted in indexes alone.</summary>
    public (string Sql, object?[] Arguments) CountInView(OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, RunsInView view)
    {
        var text = new SqlText(database.Syntax);
        var where = SqlText.And(WhereInView(text, segment, semiJoins, view));
        return ($"SELECT COUNT(*) FROM {segment.Path.Table} {segment.Path.Alias} WHERE {where}", text.Arguments);
    }

    /// <summary>How many rows an access path reads, counted up to a limit.</summary>
    public (string Sql, object?[] Arguments) Probe(AccessPath path, long limit) => Probe(database.Syntax, path, limit);

    /// <summary>How many rows an access path reads, counted up to a limit.</summary>
    public static (string Sql, object?[] Arguments) Probe(SqlSyntax syntax, AccessPath path, long limit)
    {
        var text = new SqlText(syntax);
        var (from, where) = path.Enter(text);
        return ($"SELECT COUNT(*) FROM (SELECT 1 AS one FROM {from} WHERE {SqlText.And(where)} {syntax.First(text.Parameter(limit))}) c", text.Arguments);
    }

    /// <summary>The number of runs at the beginning of an access path, up to a limit, and how many of these match.</summary>
    public (string Sql, object?[] Arguments) Sample(AccessPath path, long limit)
    {
        var text = new SqlText(database.Syntax);
        var matches = SqlText.And(ResidualFilter(text, path, [], []));
        var sql =
            $"""
            SELECT COUNT(*), COALESCE(SUM(c.m), 0) FROM (
              SELECT CASE WHEN {matches} THEN 1 ELSE 0 END AS m FROM {path.Table} {path.Alias} {Joins(path)}
              WHERE {path.Range(text, path.Alias)}
              {database.Syntax.First(text.Parameter(limit), KeysetColumn.List(path.IndexOrder))}) c
            """;
        return (sql, text.Arguments);
    }

    /// <summary>The numbers of the runs that an access path leads to, up to a limit.</summary>
    public (string Sql, object?[] Arguments) Runs(AccessPath path, long limit)
    {
        var text = new SqlText(database.Syntax);
        return (
            $"SELECT {path.Run} FROM {path.Table} {path.Alias} WHERE {path.Range(text, path.Alias)} {database.Syntax.First(text.Parameter(limit))}",
            text.Arguments);
    }

    /// <summary>The first value in an index order that at least this many entries share, looked for among the first twice as many.</summary>
    public (string Sql, object?[] Arguments) FirstTie(AccessPath path, int many)
    {
        var text = new SqlText(database.Syntax);
        var key = path.IndexOrder[0];
        var sql =
            $"""
            SELECT c.v FROM (
              SELECT {key.Expression} AS v FROM {path.Table} {path.Alias}
              WHERE {path.Range(text, path.Alias)}
              {database.Syntax.First(text.Parameter(2 * many), KeysetColumn.List([key]))}) c
            GROUP BY c.v HAVING COUNT(*) >= {text.Parameter(many)}
            {database.Syntax.First(1, KeysetColumn.List([key with { Expression = "c.v" }]))}
            """;
        return (sql, text.Arguments);
    }

    /// <summary>A page of the matching runs of some experiments, found by testing every run.</summary>
    public (string Sql, object?[] Arguments) Sort(IReadOnlyList<long> experiments, int limit, long offset)
    {
        var text = new SqlText(database.Syntax);
        var (joins, order) = Order(text, part.Terms, part.Cursor);
        var where = new List<string>
        {
            experiments.Count == 1
                ? $"r.experiment_id = {text.Parameter(experiments[0])}"
                : database.Syntax.InList("r.experiment_id", text.Parameter(database.Syntax.ListOf(experiments))),
        };
        AddStage(text, where);
        where.AddRange(part.Members.Select(member => filter.Compile(text, member, "r.id")));

        // True of every run. Without it SQLite enters the experiment by another index, and sorts all runs instead of following this one.
        if (part.Terms is [{ Field: var field }, ..] && field == RunSearch.RunName && database.Syntax.IndexesWholeTexts)
            where.Add("r.name >= ''");
        return Ordered(text, $"{RunColumns.From} {joins}", where, order, limit, offset);
    }

    /// <summary>A page of runs that are known to match.</summary>
    public (string Sql, object?[] Arguments) SortKnown(IReadOnlyList<long> runs, int limit, long offset)
    {
        var text = new SqlText(database.Syntax);
        var (joins, order) = Order(text, part.Terms, cursor: null);
        List<string> where = [database.Syntax.InList("r.id", text.Parameter(database.Syntax.ListOf(runs)))];
        return Ordered(text, $"{RunColumns.From} {joins}", where, order, limit, offset);
    }

    private static (string Sql, object?[] Arguments) Ordered(
        SqlText text, string tables, List<string> where, IEnumerable<KeysetColumn> order, int limit, long offset)
    {
        KeysetColumn[] keys = [.. order.DistinctBy(key => key.Expression)];
        AddBehind(text, where, keys);
        var sql =
            $"""
            SELECT {RunColumns.All} FROM {tables}
            WHERE {SqlText.And(where)}
            {text.Syntax.Page(KeysetColumn.List(keys), text.Parameter(limit), text.Parameter(offset))}
            """;
        return (sql, text.Arguments);
    }

    private static void AddBehind(SqlText text, List<string> where, IEnumerable<KeysetColumn> keys)
    {
        if (KeysetColumn.Behind(text, keys) is { Length: > 0 } behind)
            where.Add(behind);
    }

    private List<string> WhereInView(SqlText text, OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, RunsInView view) =>
    [
        segment.Path.Range(text, segment.Path.Alias),
        .. Untold(text, segment.Path, semiJoins, segment.Without),
        view.Condition(text, segment.Path.Run)!,
    ];

    /// <summary>The tables to read, that of the path first, and the conditions on them.</summary>
    private (string Tables, List<string> Where) Read(
        SqlText text, AccessPath path, IReadOnlyList<AccessPath> semiJoins, IReadOnlyList<OrderTerm> without)
    {
        var (from, where) = path.Enter(text);
        return ($"{from} {Joins(path)}", [.. where, .. ResidualFilter(text, path, semiJoins, without)]);
    }

    private string Joins(AccessPath path) => path.IsRuns ? RunColumns.JoinExperiments(database.Syntax) : RunColumns.JoinTo(path.Run, database.Syntax);

    /// <summary>The residual filter: what neither the access path nor a semi-join answers. Tests that do not need the run's row come first, so
    /// that it is read only if it may match.</summary>
    private List<string> ResidualFilter(SqlText text, AccessPath path, IReadOnlyList<AccessPath> semiJoins, IReadOnlyList<OrderTerm> without)
    {
        var where = Untold(text, path, semiJoins, without);
        AddStage(text, where);
        return where;
    }

    /// <summary>The residual filter without the stage.</summary>
    private List<string> Untold(SqlText text, AccessPath path, IReadOnlyList<AccessPath> semiJoins, IReadOnlyList<OrderTerm> without)
    {
        var where = new List<string>();
        foreach (var semiJoin in semiJoins.Where(semiJoin => !ReferenceEquals(semiJoin, path)))
            where.Add(database.Syntax.InSet(path.Run, semiJoin.SelectRuns(text)));

        foreach (var term in without)
        {
            where.Add(
                $"NOT EXISTS (SELECT 1 FROM {RunSearchColumns.Table(term.Entity)} x "
                + $"WHERE x.run = {path.Run} AND x.name = {text.Parameter(filter.NameOf(term.Field))}{database.Syntax.KeepApart})");
        }

        foreach (var member in part.Members)
        {
            var isCovered = member is ConditionNode leaf
                && (path.Covered.Contains(leaf.Condition) || semiJoins.Any(semiJoin => semiJoin.Covered.Contains(leaf.Condition)));
            if (!isCovered)
                where.Add(filter.Compile(text, member, path.Run));
        }

        return where;
    }

    private void AddStage(SqlText text, List<string> where)
    {
        if (FilterSql.InView(text, RunColumns.Stage, view) is { } stage)
            where.Add(stage);
    }

    /// <summary>The joins and the keys of an ORDER BY, tie-breaks included. Runs without the field come last in both directions, after NaN,
    /// which comes after the numbers.</summary>
    private (string Joins, List<KeysetColumn> Keys) Order(SqlText text, IReadOnlyList<OrderTerm> rest, RunCursor? cursor)
    {
        var joins = new List<string>();
        var keys = new List<KeysetColumn>();
        foreach (var term in rest.Concat(_tieBreaks))
        {
            var at = cursor?[term];
            if (term.Entity == SearchEntity.Attribute)
            {
                var column = RunSearchColumns.Instance[term.Field];
                if (column.IsNullable)
                    keys.Add(Rank($"CASE WHEN {column.Expression} IS NULL THEN {(int)OrderRank.Missing} ELSE 0 END", at));
                keys.Add(new KeysetColumn(column.Expression, term.Ascending) { Cursor = at?.Value });
                continue;
            }

            var alias = $"o{joins.Count}";
            joins.Add(
                $"LEFT JOIN {RunSearchColumns.Table(term.Entity)} {alias} ON {alias}.run = r.id "
                + $"AND {alias}.name = {text.Parameter(filter.NameOf(term.Field))}");
            var value = $"{alias}.{RunSearchColumns.Value(term.Field)}";
            var present = term.Field is NamedField { Entity: SearchEntity.Metric, Part: MetricPart.Last } ? $"{alias}.is_nan" : "0";
            keys.Add(Rank($"CASE WHEN {value} IS NULL THEN {(int)OrderRank.Missing} ELSE {present} END", at));
            keys.Add(new KeysetColumn(value, term.Ascending) { Cursor = at?.Value });
        }

        return (string.Join('\n', joins), keys);
    }

    private static KeysetColumn Rank(string expression, OrderValue? at) => new(expression, Ascending: true) { Cursor = (int?)at?.Rank };
}
