using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Traces;

/// <summary>Turns conditions of a search over traces into SQL, over traces <c>t</c>.</summary>
internal sealed class TraceFilterSql
{
    /// <summary>How many characters of a text lie in an index.</summary>
    private const int PrefixLength = 64;

    /// <summary>Conditions that a planner may join in any order; of more it is to think one by one.</summary>
    private const int MaxJoined = 8;

    /// <summary>True of no row, in every database.</summary>
    private const string Never = "1 = 0";

    private const string StateName = "CASE t.state WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' WHEN 3 THEN 'IN_PROGRESS' ELSE 'STATE_UNSPECIFIED' END";
    private const string SpanStatusName = "CASE s.status WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' ELSE 'UNSET' END";

    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly SqlSyntax _syntax;
    private readonly string _apart;

    private TraceFilterSql(SqlSyntax syntax, int conditions)
    {
        _syntax = syntax;
        _apart = conditions > MaxJoined ? syntax.KeepApart : "";
    }

    /// <summary>Prepares conditions and an order: looks up the names they mention.</summary>
    public static async ValueTask<TraceFilterSql> CreateAsync(
        SqlDatabase database, SqlSession session, IReadOnlyList<Condition> conditions, IReadOnlyList<OrderTerm> orderBy)
    {
        var sql = new TraceFilterSql(database.Syntax, conditions.Count);
        var keys = conditions.Where(condition => HasName(condition.Entity)).Select(condition => condition.Key)
            .Concat(orderBy.Where(term => HasName(term.Entity)).Select(term => term.Key))
            .Append(TraceKeys.SourceRun);
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (await database.Names.FindAsync(session, key).ConfigureAwait(false) is { } name)
                sql._names.Add(key, name);
        }

        return sql;
    }

    /// <summary>Whether SQL decides a condition, the same on every database. Of others it only narrows down what can satisfy them, and
    /// <see cref="TraceSieve"/> decides.</summary>
    public static bool IsExact(Condition condition) =>
        condition.Comparator != Comparator.RLike
        && !(condition.Entity == SearchEntity.Span && condition.Key.StartsWith(TraceSearch.SpanAttributePrefix, StringComparison.Ordinal));

    /// <summary>The SQL of a condition; of one that is not exact, a condition that it implies.</summary>
    public string Compile(SqlText text, Condition condition) => condition switch
    {
        { Entity: SearchEntity.Attribute, Key: "run_id" } => OfRun(text, (TextCondition)condition),
        { Entity: SearchEntity.Attribute } => IsExact(condition) ? text.Compare(Column(condition.Key), condition) : $"{Column(condition.Key)} IS NOT NULL",
        { Entity: SearchEntity.Span } => Exists($"spans s WHERE s.trace = t.id AND {OfSpan(text, condition)}"),
        _ => Named(text, condition) is { } named
            ? Exists($"{named} AND x.trace = t.id{(IsExact(condition) ? $" AND {text.Compare("x.value", condition)}" : "")}")
            : Never,
    };

    /// <summary>A query for the numbers of traces in one of these experiments that satisfy a condition, straight from an index, and
    /// perhaps of others besides; null where there is none.</summary>
    public string? Find(SqlText text, Condition condition, IReadOnlyList<long> experiments)
    {
        if (condition is { Entity: SearchEntity.Attribute, Key: "request_id", Comparator: Comparator.Equal or Comparator.In })
            return $"SELECT t.id AS id FROM traces t WHERE {text.Compare("t.trace_id", condition)}";
        if (condition is not TextCondition { Comparator: Comparator.Equal } equal)
            return null;
        if (equal is { Entity: SearchEntity.Attribute, Key: "run_id" })
        {
            var linked =
                $"""
                SELECT t.id AS id FROM runs r {_syntax.OrderedJoin} trace_runs l ON l.run = r.id {_syntax.OrderedJoin} traces t ON t.trace_id = l.trace_id
                WHERE r.run_id = {text.Parameter(equal.Value)}
                """;
            return FindValue(text, equal with { Entity = SearchEntity.Metadata, Key = TraceKeys.SourceRun }, experiments) is { } made
                ? $"{made} UNION ALL {linked}"
                : linked;
        }

        return HasName(equal.Entity) ? FindValue(text, equal, experiments) : null;
    }

    /// <summary>What sorts by a term: expressions with their directions. None for a name that nothing carries.</summary>
    public IEnumerable<string> Order(SqlText text, OrderTerm term)
    {
        var direction = term.Ascending ? "ASC" : "DESC";
        if (term.Entity == SearchEntity.Attribute)
        {
            var column = Column(term.Key);
            return term.Key is "execution_time" or "end_time" ? NullsLast(column, direction) : [$"{column} {direction}"];
        }

        return _names.TryGetValue(term.Key, out var name)
            ? NullsLast($"(SELECT x.value FROM {Table(term.Entity)} x WHERE x.trace = t.id AND x.name = {text.Parameter(name)})", direction)
            : [];
    }

    /// <summary>A query for the texts that a condition is about, of some traces: the trace's number and a text, or the content of a span.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="condition">One that is not exact.</param>
    /// <param name="traces">A list parameter.</param>
    /// <returns>Null if there are none.</returns>
    public string? TextsOf(SqlText text, Condition condition, string traces)
    {
        switch (condition.Entity)
        {
            case SearchEntity.Attribute when condition.Key != "run_id":
                return $"SELECT t.id, {Column(condition.Key)} FROM traces t WHERE {_syntax.InList("t.id", traces)}";
            case SearchEntity.Span:
                var (column, narrow) = condition.Key switch
                {
                    "name" => ("s.name", ""),
                    "type" => ("s.type", ""),
                    "status" => (SpanStatusName, ""),
                    _ => ("s.content", $" AND {OfSpan(text, condition)}"),
                };
                return $"SELECT s.trace, {column} FROM spans s WHERE {_syntax.InList("s.trace", traces)}{narrow}";
            default:
                return Named(text, AsMetadata(condition)) is { } named ? $"SELECT x.trace, x.value FROM {named} AND {_syntax.InList("x.trace", traces)}" : null;
        }
    }

    private static bool HasName(SearchEntity entity) =>
        entity is SearchEntity.Tag or SearchEntity.Metadata or SearchEntity.Feedback or SearchEntity.Expectation;

    private static string Table(SearchEntity entity) => entity switch
    {
        SearchEntity.Tag => "trace_tags",
        SearchEntity.Metadata => "trace_metadata",
        _ => "assessments",
    };

    private static string Column(string key) => key switch
    {
        "request_id" => "t.trace_id",
        "client_request_id" => "t.client_request_id",
        "experiment_id" => "t.experiment_id",
        "status" => StateName,
        "timestamp" => "t.timestamp_ms",
        "execution_time" => "t.duration_ms",
        "end_time" => "(t.timestamp_ms + t.duration_ms)",
        _ => throw new NotSupportedException($"The attribute {key} of traces has no column."),
    };

    private static string[] NullsLast(string expression, string direction) =>
        [$"CASE WHEN {expression} IS NULL THEN 1 ELSE 0 END", $"{expression} {direction}"];

    private static Condition AsMetadata(Condition condition) => condition is { Entity: SearchEntity.Attribute, Key: "run_id" }
        ? condition with { Entity = SearchEntity.Metadata, Key = TraceKeys.SourceRun }
        : condition;

    private string Exists(string from) => $"EXISTS (SELECT 1 FROM {from}{_apart})";

    /// <summary>The rows <c>x</c> of a name; null if nothing carries it.</summary>
    private string? Named(SqlText text, Condition condition)
    {
        if (!_names.TryGetValue(condition.Key, out var name))
            return null;
        var kind = condition.Entity switch
        {
            SearchEntity.Feedback => " AND x.kind = 0",
            SearchEntity.Expectation => " AND x.kind = 1",
            _ => "",
        };
        return $"{Table(condition.Entity)} x WHERE x.name = {text.Parameter(name)}{kind}";
    }

    private string? FindValue(SqlText text, TextCondition condition, IReadOnlyList<long> experiments) =>
        Named(text, condition) is { } named
            ? $"SELECT x.trace AS id FROM {named} AND {In(text, "x.experiment", experiments)} AND {EqualInIndex(text, condition)}"
            : null;

    /// <summary>A column that is one of some numbers: an equality where it can be, which keeps the order of an index.</summary>
    public string In(SqlText text, string column, IReadOnlyList<long> values) => values.Count == 1
        ? $"{column} = {text.Parameter(values[0])}"
        : _syntax.InList(column, text.Parameter(_syntax.ListOf(values)));

    private string EqualInIndex(SqlText text, TextCondition condition)
    {
        var whole = text.Compare("x.value", condition);
        return _syntax.ComparesPrefixes
            ? $"substr(x.value, 1, {PrefixLength}) = {text.Parameter(TextRules.Truncate(condition.Value, PrefixLength))} AND {whole}"
            : whole;
    }

    /// <summary>The run a trace was made in; for equality also one that it was linked to.</summary>
    private string OfRun(SqlText text, TextCondition condition)
    {
        var made = Compile(text, AsMetadata(condition));
        return condition.Comparator == Comparator.Equal
            ? $"({made} OR EXISTS (SELECT 1 FROM trace_runs l JOIN runs r ON r.id = l.run WHERE l.trace_id = t.trace_id "
                + $"AND {text.Compare("r.run_id", condition)}))"
            : made;
    }

    private static string OfSpan(SqlText text, Condition condition)
    {
        if (condition.Key.StartsWith(TraceSearch.SpanAttributePrefix, StringComparison.Ordinal))
            return text.Compare("s.content", SpanContent.Mentions(condition.Key[TraceSearch.SpanAttributePrefix.Length..]));
        if (!IsExact(condition))
            return "1 = 1";
        return text.Compare(
            condition.Key switch { "name" => "s.name", "type" => "s.type", "status" => SpanStatusName, _ => "s.content" }, condition);
    }
}
