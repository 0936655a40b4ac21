using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Runs;

/// <summary>Turns the filter of a search over runs into conditions, over runs <c>r</c>.</summary>
internal sealed class RunFilterSql
{
    /// <summary>The tag of a dataset input that tells what the dataset was used for.</summary>
    private const string ContextTag = "mlflow.data.context";

    /// <summary>Conditions that a planner may join in any order; it takes longer with each. Of more it is to think one by one.</summary>
    private const int MaxJoined = 8;

    /// <summary>How many characters of a text lie in an index.</summary>
    private const int PrefixLength = 64;

    /// <summary>The status by name, as filters and orders see it.</summary>
    private const string StatusName =
        "CASE r.status WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'SCHEDULED' WHEN 3 THEN 'FINISHED' WHEN 4 THEN 'FAILED' ELSE 'KILLED' END";

    /// <summary>True of no row, in every database.</summary>
    private const string Never = "1 = 0";

    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);

    private readonly SqlSyntax _syntax;
    private readonly string _apart;

    private RunFilterSql(SqlSyntax syntax, int conditions)
    {
        _syntax = syntax;
        _apart = conditions > MaxJoined ? syntax.KeepApart : "";
    }

    /// <summary>Prepares a query: looks up the names that its filter and its order mention.</summary>
    public static async ValueTask<RunFilterSql> CreateAsync(SqlDatabase database, SqlSession session, RunQuery query)
    {
        var conditions = query.Filter.Conditions;
        var sql = new RunFilterSql(database.Syntax, conditions.Count);
        var keys = conditions.Where(condition => HasTable(condition.Entity)).Select(condition => condition.Key)
            .Concat(query.OrderBy.Terms.Where(term => HasTable(term.Entity)).Select(term => term.Key));
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (await database.Names.FindAsync(session, key).ConfigureAwait(false) is { } name)
                sql._names.Add(key, name);
        }

        return sql;
    }

    /// <summary>The table of metrics, params or tags.</summary>
    public static string Table(SearchEntity entity) => entity switch
    {
        SearchEntity.Metric => "metric_latest",
        SearchEntity.Param => "params",
        SearchEntity.Tag => "tags",
        _ => throw new NotSupportedException($"{entity} has no table of its own."),
    };

    /// <summary>The column of an attribute.</summary>
    public static string Column(string key) => key switch
    {
        "run_id" => "r.run_id",
        "run_name" => "r.name",
        "status" => StatusName,
        "user_id" => "r.user_id",
        "artifact_uri" => "r.artifact_uri",
        "start_time" => "r.start_ms",
        "end_time" => "r.end_ms",
        _ => throw new NotSupportedException($"The attribute {key} of runs has no column."),
    };

    /// <summary>The number of a metric's, param's or tag's name; null if nothing carries it.</summary>
    public long? NameOf(string key) => _names.TryGetValue(key, out var name) ? name : null;

    /// <summary>The SQL of a filter; never NULL, so that NOT of it is its opposite.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="run">The run's number in the statement.</param>
    public string Compile(SqlText text, FilterNode filter, string run) => filter switch
    {
        ConditionNode leaf => Compile(text, leaf.Condition, run),
        NotNode not => $"NOT ({Compile(text, not.Node, run)})",
        OrNode or => Join(" OR ", or.Nodes.Select(node => Compile(text, node, run))),
        AndNode { Nodes.Count: 0 } => "1 = 1",
        AndNode and => Join(" AND ", and.Nodes.Select(node => Compile(text, node, run))),
        _ => throw new NotSupportedException($"A filter of type {filter.GetType().Name} has no SQL."),
    };

    /// <summary>Where an index finds the runs of one experiment that satisfy a condition; null if none does.</summary>
    public RunDriver? Find(Condition condition, long experiment)
    {
        if (condition.Entity == SearchEntity.Attribute)
        {
            return condition switch
            {
                { Key: "run_id" } and (TextCondition { Comparator: Comparator.Equal } or ListCondition { Comparator: Comparator.In }) =>
                    OfRuns((text, _) => text.Compare("r.run_id", condition)),
                { Key: "run_name" } and TextCondition { Comparator: Comparator.Equal } =>
                    OfRuns((text, _) => ComparePrefix(text, "r.name", condition)),
                { Key: "start_time" } and NumberCondition { Comparator: not Comparator.NotEqual } =>
                    OfRuns((text, _) => text.Compare("r.start_ms", condition)),
                _ => null,
            };
        }

        var isRange = condition is ExactMetric
            or NumberCondition { Entity: SearchEntity.Metric, Comparator: not Comparator.NotEqual }
            or TextCondition { Entity: not SearchEntity.Dataset, Comparator: Comparator.Equal };
        return isRange && NameOf(condition.Key) is { } name ? OfValues(condition, experiment, name) : null;

        RunDriver OfRuns(Func<SqlText, string, string> compare) => new(
            "runs", (text, alias) => $"r.experiment_id = {text.Parameter(experiment)} AND {compare(text, alias)}")
        {
            Covered = [condition],
        };
    }

    /// <summary>Where the runs lie that match a pattern: among all values of one name; null for other conditions.</summary>
    public RunDriver? FindPattern(Condition condition, long experiment) =>
        condition is TextCondition { Entity: SearchEntity.Param or SearchEntity.Tag, Comparator: Comparator.Like or Comparator.ILike }
            && NameOf(condition.Key) is { } name
            ? OfValues(condition, experiment, name)
            : null;

    /// <summary>Some runs of one experiment.</summary>
    /// <param name="runs">Their numbers.</param>
    /// <param name="covered">What they satisfy.</param>
    public RunDriver Known(IReadOnlyList<long> runs, IReadOnlyList<Condition> covered) =>
        new("runs", (text, _) => _syntax.InList("r.id", text.Parameter(_syntax.ListOf(runs)))) { Covered = covered };

    /// <summary>The condition that what a term goes by is a certain value.</summary>
    /// <param name="term">Of a metric, param or tag.</param>
    /// <param name="value">The value, as it is stored.</param>
    public static Condition Equal(OrderTerm term, object value) => value is string text
        ? new TextCondition(term.Entity, term.Key, Comparator.Equal, text)
        : new ExactMetric(term.Key, (double)value);

    /// <summary>Whether an index holds all of a text, not only its beginning.</summary>
    public static bool IsWholeInIndex(string text) => text.Length < PrefixLength;

    /// <summary>The rows of one name in one experiment.</summary>
    public static string OfName(SqlText text, string alias, long experiment, long name) =>
        $"{alias}.experiment = {text.Parameter(experiment)} AND {alias}.name = {text.Parameter(name)}";

    /// <summary>Compares the value of a metric, param or tag in the way that suits the index.</summary>
    public string CompareValue(SqlText text, string alias, Condition condition) =>
        condition is TextCondition { Comparator: Comparator.Equal }
            ? ComparePrefix(text, $"{alias}.value", condition)
            : CompareStored(text, alias, condition);

    /// <summary>What sorts texts: first what an index holds of them.</summary>
    /// <param name="column">The text.</param>
    /// <param name="ascending">The direction.</param>
    /// <param name="at">The text at the place that the rows wanted come after, if there is one.</param>
    public SortKey[] TextKeys(string column, bool ascending, string? at)
    {
        var whole = new SortKey(column, ascending) { At = at };
        return _syntax.ComparesPrefixes
            ? [new SortKey(Prefix(column), ascending) { At = at is null ? null : Prefixed(at) }, whole]
            : [whole];
    }

    /// <summary>What an index over a long text holds of it, where that is not the text.</summary>
    private static string Prefix(string column) => $"substr({column}, 1, {PrefixLength})";

    private static string Prefixed(string value) => TextRules.Truncate(value, PrefixLength);

    private static bool HasTable(SearchEntity entity) => entity is SearchEntity.Metric or SearchEntity.Param or SearchEntity.Tag;

    private static string Join(string conjunction, IEnumerable<string> conditions) =>
        string.Join(conjunction, conditions.Select(condition => $"({condition})"));

    private RunDriver OfValues(Condition condition, long experiment, long name) => new(
        Table(condition.Entity),
        (text, alias) => $"{OfName(text, alias, experiment, name)}{AnyNumber(condition, alias)} AND {CompareValue(text, alias, condition)}")
    {
        Covered = [condition],
    };

    /// <summary>NaN counts as 0 in filters, and has a place of its own in the index.</summary>
    private static string AnyNumber(Condition condition, string alias) =>
        condition is NumberCondition { Entity: SearchEntity.Metric } ? $" AND {alias}.is_nan IN (0, 1)" : "";

    private static string CompareStored(SqlText text, string alias, Condition condition) => condition is ExactMetric metric
        ? $"{alias}.is_nan = 0 AND {alias}.value = {text.Parameter(metric.Value)}"
        : text.Compare($"{alias}.value", condition);

    /// <summary>A text shorter than a prefix equals exactly the one prefix that it is.</summary>
    private string ComparePrefix(SqlText text, string column, Condition condition)
    {
        var value = ((TextCondition)condition).Value;
        if (!_syntax.ComparesPrefixes)
            return text.Compare(column, condition);
        if (IsWholeInIndex(value))
            return $"{Prefix(column)} = {text.Parameter(value)}";
        return $"{Prefix(column)} = {text.Parameter(Prefixed(value))} AND {text.Compare(column, condition)}";
    }

    private string Compile(SqlText text, Condition condition, string run)
    {
        switch (condition.Entity)
        {
            case SearchEntity.Attribute:
                var column = Column(condition.Key);
                var comparison = text.Compare(column, condition);
                return condition.Key == "end_time" ? $"{column} IS NOT NULL AND {comparison}" : comparison;
            case SearchEntity.Dataset:
                return CompileDataset(text, condition, run);
            default:
                return NameOf(condition.Key) is { } name
                    ? $"EXISTS (SELECT 1 FROM {Table(condition.Entity)} x WHERE x.run = {run} AND x.name = {text.Parameter(name)} "
                        + $"AND {CompareStored(text, "x", condition)}{_apart})"
                    : Never;
        }
    }

    private string CompileDataset(SqlText text, Condition condition, string run) => condition.Key == "context"
        ? $"EXISTS (SELECT 1 FROM input_tags x WHERE x.run = {run} AND x.tag_key = '{ContextTag}' AND {text.Compare("x.value", condition)}{_apart})"
        : $"EXISTS (SELECT 1 FROM inputs i JOIN datasets d2 ON d2.id = i.dataset WHERE i.run = {run} AND "
            + $"{text.Compare(condition.Key == "name" ? "d2.name" : "d2.digest", condition)}{_apart})";
}
