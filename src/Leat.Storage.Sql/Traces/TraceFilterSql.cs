using System.Globalization;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Traces;

/// <summary>Turns conditions of a search over traces into SQL, over traces <c>t</c>.</summary>
internal sealed class TraceFilterSql(SqlSyntax syntax, SearchNames names, int conditions)
    : ConditionSql(syntax, names, looksUp: conditions > MaxJoined)
{
    /// <summary>Up to this many conditions, the planner may choose the order of joins, which takes longer with each.</summary>
    private const int MaxJoined = 8;

    /// <summary>The state of a trace, by name.</summary>
    public const string StateName = "CASE t.state WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' WHEN 3 THEN 'IN_PROGRESS' ELSE 'STATE_UNSPECIFIED' END";
    private const string SpanStatusName = "CASE s.status WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' ELSE 'UNSET' END";

    /// <summary>The columns that a search over traces <c>t</c> compares and sorts by.</summary>
    public static SearchColumns<TraceInfo> Columns { get; } = new(TraceSearch.Attributes, new()
    {
        [TraceSearch.RequestId] = "t.trace_id",
        [TraceSearch.ClientRequestId] = new("t.client_request_id", IsNullable: true),
        [TraceSearch.ExperimentId] = "t.experiment_id",
        [TraceSearch.Status] = StateName,
        [TraceSearch.Timestamp] = "t.timestamp_ms",
        [TraceSearch.ExecutionTime] = new("t.duration_ms", IsNullable: true),
        [TraceSearch.EndTime] = new("(t.timestamp_ms + t.duration_ms)", IsNullable: true),
    });

    /// <summary>Prepares conditions and an order: looks up the names they mention.</summary>
    public static async ValueTask<TraceFilterSql> CreateAsync(
        SqlDatabase database, SqlSession session, IReadOnlyList<Condition> conditions, IReadOnlyList<OrderTerm> orderBy)
    {
        var fields = conditions.Select(condition => condition.Field).Concat(orderBy.Select(term => term.Field)).Append(TraceRunField.Made);
        return new TraceFilterSql(database.Syntax, await SearchNames.FindAsync(database, session, fields).ConfigureAwait(false), conditions.Count);
    }

    /// <summary>Whether SQL alone decides a condition, alike on every database. For others it only narrows down the candidates, and
    /// <see cref="TraceSieve"/> decides.</summary>
    public static bool IsExact(Condition condition) => condition.Field == TraceSearch.Status
        || (condition.Comparator != Comparator.RLike && condition.Field is not SpanField { Part: SpanPart.Attribute });

    /// <summary>The SQL of a condition; for one that is not exact, a weaker condition that it implies.</summary>
    public string Compile(SqlText text, Condition condition) => condition.Field switch
    {
        _ when condition is PresenceCondition presence => Has(text, presence),
        TraceRunField => OfRun(text, (TextCondition)condition),
        TracePromptField => Exists($"trace_prompts p WHERE p.trace = t.id AND {OfPrompt(text, (TextCondition)condition)}"),
        AttributeField when condition.Field == TraceSearch.Status => OfState(condition),
        AttributeField when condition.Field == TraceSearch.ExecutionTime => text.Compare(Duration, condition),
        AttributeField attribute => IsExact(condition)
            ? text.Compare(Columns[attribute], condition)
            : $"{Columns[attribute].Expression} IS NOT NULL",
        SpanField span => IsExact(condition) ? Exists($"{SpansOf(span.Part)} WHERE s.trace = t.id AND {text.Compare(Column(span.Part), condition)}") : FilterSql.Always,
        { Entity: SearchEntity.Issue } => Named(text, condition.Field) is { } shown ? Exists($"{shown} AND x.trace = t.id") : FilterSql.Never,
        _ => Named(text, condition.Field) is { } named
            ? Exists($"{named} AND x.trace = t.id{(IsExact(condition) ? $" AND {text.Compare("x.value", condition)}" : "")}")
            : FilterSql.Never,
    };

    /// <summary>A query that finds, straight from an index, the numbers of the traces in these experiments that satisfy a condition, and
    /// possibly of others; null if there is none.</summary>
    public string? Find(SqlText text, Condition condition, IReadOnlyList<long> experiments)
    {
        if (condition.Field == TraceSearch.RequestId && condition.Comparator is Comparator.Equal or Comparator.In)
            return $"SELECT t.id AS id FROM traces t WHERE {text.Compare("t.trace_id", condition)}";
        if (condition.Field == TraceSearch.ExecutionTime && condition is NumberCondition { Comparator: not Comparator.NotEqual })
            return $"SELECT t.id AS id FROM traces t WHERE {In(text, "t.experiment_id", experiments)} AND {text.Compare("t.duration_ms", condition)}";
        if (condition is PresenceCondition { IsPresent: true })
            return FindNamed(text, condition.Field, experiments);
        if (condition.Field is SpanField { Part: SpanPart.Name or SpanPart.Type } span)
            return FindSpan(text, Column(span.Part), condition);
        if (condition is ListCondition { Comparator: Comparator.In, Field: NamedField } list)
            return FindValue(text, list.Field, experiments, value => IndexedText.In(text, value, list.Values));
        if (condition is not TextCondition { Comparator: Comparator.Equal } equal)
            return null;
        if (equal.Field is TraceRunField)
        {
            var linked =
                $"""
                SELECT t.id AS id FROM runs r {Syntax.OrderedJoin} trace_runs l ON l.run = r.id {Syntax.OrderedJoin} traces t ON t.trace_id = l.trace_id
                WHERE r.run_id = {text.Parameter(equal.Value)}
                """;
            return FindEqual(text, equal with { Field = TraceRunField.Made }, experiments) is { } made
                ? $"{made} UNION ALL {linked}"
                : linked;
        }

        if (equal.Field is TracePromptField)
            return $"SELECT p.trace AS id FROM trace_prompts p WHERE {OfPrompt(text, equal)}";
        if (equal.Field.Entity == SearchEntity.Issue)
            return FindNamed(text, equal.Field, experiments);
        return equal.Field is NamedField ? FindEqual(text, equal, experiments) : null;
    }

    /// <summary>The expressions that a term sorts by, with their directions. None for a name that nothing carries.</summary>
    public IEnumerable<string> Order(SqlText text, OrderTerm term)
    {
        if (term.Field is AttributeField attribute)
        {
            var column = Columns[attribute];
            return column.IsNullable ? SqlText.NullsLast(column.Expression, term) : [$"{column.Expression} {SqlText.Direction(term)}"];
        }

        return NameOf(term.Field) is { } name
            ? SqlText.NullsLast($"(SELECT x.value FROM {Table(term.Entity)} x WHERE x.trace = t.id AND x.name = {text.Parameter(name)})", term)
            : [];
    }

    /// <summary>A query for the texts that a condition tests in some traces: the trace's number and a text, or the content of a span.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="condition">One that is not exact.</param>
    /// <param name="traces">A list parameter.</param>
    /// <returns>Null if there are none.</returns>
    public string? TextsOf(SqlText text, Condition condition, string traces)
    {
        switch (condition.Field)
        {
            case AttributeField attribute:
                return $"SELECT t.id, {Columns[attribute].Expression} FROM traces t WHERE {Syntax.InList("t.id", traces)}";
            case SpanField span:
                return $"SELECT s.trace, {Column(span.Part)} FROM {SpansOf(span.Part)} WHERE {Syntax.InList("s.trace", traces)}{Mentions(text, span, condition)}";
            default:
                return Named(text, AsNamed(condition.Field)) is { } named
                    ? $"SELECT x.trace, x.value FROM {named} AND {Syntax.InList("x.trace", traces)}"
                    : null;
        }
    }

    /// <summary>The table of what traces carry by name.</summary>
    public static string Table(SearchEntity entity) => entity switch
    {
        SearchEntity.Tag => "trace_tags",
        SearchEntity.Metadata => "trace_metadata",
        _ => "assessments",
    };

    /// <summary>The column that conditions on a part of a span compare; attributes are looked up in its JSON.</summary>
    private static string Column(SpanPart part) => part switch
    {
        SpanPart.Name => "s.name",
        SpanPart.Type => "s.type",
        SpanPart.Status => SpanStatusName,
        SpanPart.Content or SpanPart.Attribute => "s.content",
        _ => throw new NotSupportedException($"Spans have no column for {part}."),
    };

    /// <summary>Where a part of spans is read from: what is short lies in few pages.</summary>
    private static string SpansOf(SpanPart part) => part is SpanPart.Content or SpanPart.Attribute ? "spans s" : "span_figures s";

    private static SearchField AsNamed(SearchField field) => field is TraceRunField ? TraceRunField.Made : field;

    /// <summary>The rows <c>x</c> with a name; null if nothing carries it.</summary>
    private string? Named(SqlText text, SearchField field)
    {
        if (NameOf(field) is not { } name)
            return null;
        var kind = field.Entity switch
        {
            SearchEntity.Feedback => " AND x.kind = 0",
            SearchEntity.Expectation => " AND x.kind = 1",
            SearchEntity.Issue => " AND x.kind = 2",
            _ => "",
        };
        return $"{Table(field.Entity)} x WHERE x.name = {text.Parameter(name)}{kind}";
    }

    /// <summary>Whether a trace has something with a name, whatever its value.</summary>
    private string Has(SqlText text, PresenceCondition condition)
    {
        if (Named(text, condition.Field) is not { } named)
            return condition.IsPresent ? FilterSql.Never : FilterSql.Always;
        return $"{(condition.IsPresent ? "" : "NOT ")}{Exists($"{named} AND x.trace = t.id")}";
    }

    private string? FindNamed(SqlText text, SearchField field, IReadOnlyList<long> experiments) =>
        Named(text, field) is { } named ? $"SELECT x.trace AS id FROM {named} AND {In(text, "x.experiment", experiments)}" : null;

    private string? FindEqual(SqlText text, TextCondition condition, IReadOnlyList<long> experiments) =>
        FindValue(text, condition.Field, experiments, value => IndexedText.Equal(text, value, condition));

    private string? FindValue(SqlText text, SearchField field, IReadOnlyList<long> experiments, Func<string, string> compare) =>
        Named(text, field) is { } named
            ? $"SELECT x.trace AS id FROM {named} AND {In(text, "x.experiment", experiments)} AND {compare("x.value")}"
            : null;

    /// <summary>The traces of all experiments that have a span: the index knows of no experiments.</summary>
    private static string? FindSpan(SqlText text, string column, Condition condition) => condition switch
    {
        TextCondition { Comparator: Comparator.Equal } equal =>
            $"SELECT s.trace AS id FROM span_figures s WHERE {IndexedText.Equal(text, column, equal)}",
        ListCondition { Comparator: Comparator.In } list =>
            $"SELECT s.trace AS id FROM span_figures s WHERE {IndexedText.In(text, column, list.Values)}",
        _ => null,
    };

    /// <summary>The condition that a column equals one of some numbers. A single one is compared with <c>=</c>, which keeps the index's
    /// order.</summary>
    public string In(SqlText text, string column, IReadOnlyList<long> values) => values.Count == 1
        ? $"{column} = {text.Parameter(values[0])}"
        : Syntax.InList(column, text.Parameter(Syntax.ListOf(values)));

    /// <summary>How long a trace took, in a scan that its order begins with: the index over durations is for those that are few.</summary>
    private SearchColumn Duration => new(Syntax.Unindexed("t.duration_ms"), IsNullable: true);

    /// <summary>The states whose names satisfy a condition. A single one is compared with <c>=</c>, which keeps the index's order.</summary>
    private string OfState(Condition condition)
    {
        var test = TraceSearch.TestOf(condition);
        List<long> states = [.. Enum.GetValues<TraceState>().Where(state => test(state.WireName())).Select(state => (long)state)];
        return states.Count switch
        {
            0 => FilterSql.Never,
            1 => string.Create(CultureInfo.InvariantCulture, $"t.state = {states[0]}"),
            _ => $"{Syntax.Unindexed("t.state")} IN ({string.Join(", ", states)})",
        };
    }

    /// <summary>The run a trace was made in; for equality also one that it was linked to.</summary>
    private string OfRun(SqlText text, TextCondition condition)
    {
        var made = Compile(text, condition with { Field = TraceRunField.Made });
        return condition.Comparator == Comparator.Equal
            ? $"({made} OR EXISTS (SELECT 1 FROM trace_runs l JOIN runs r ON r.id = l.run WHERE l.trace_id = t.trace_id "
                + $"AND {text.Compare("r.run_id", condition)}))"
            : made;
    }

    private static string OfPrompt(SqlText text, TextCondition condition) => TracePromptField.Read(condition.Value) is (var name, var version)
        ? $"p.name = {text.Parameter(name)} AND p.version = {text.Parameter(version)}"
        : FilterSql.Never;

    /// <summary>What the JSON of a span says if it has the attribute, and the value if that is written as it is; so most need not be read.</summary>
    private static string Mentions(SqlText text, SpanField span, Condition condition)
    {
        if (span.Part != SpanPart.Attribute)
            return "";
        var mentions = $" AND {text.Compare("s.content", SpanContent.Mentions(span.Key))}";
        return condition is TextCondition { Comparator: Comparator.Equal } equal && SpanContent.Holds(equal.Value) is { } holds
            ? $"{mentions} AND {text.Compare("s.content", holds)}"
            : mentions;
    }
}
