using System.Collections.Frozen;
using System.Globalization;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>traces/search</c>, which has entities and comparators that no other search has.</summary>
public static class TraceSearch
{
    /// <summary>What follows <c>span.</c> in a field before the name of an attribute.</summary>
    public const string SpanAttributePrefix = "attributes.";

    private const string NumberKeys = "'execution_time_ms', 'end_time_ms', 'timestamp_ms', 'end_time', 'timestamp', 'execution_time'";

    private static readonly FrozenDictionary<string, SearchEntity> Entities = new Dictionary<string, SearchEntity>
    {
        ["tag"] = SearchEntity.Tag,
        ["tags"] = SearchEntity.Tag,
        ["metadata"] = SearchEntity.Metadata,
        ["request_metadata"] = SearchEntity.Metadata,
        ["attribute"] = SearchEntity.Attribute,
        ["attributes"] = SearchEntity.Attribute,
        ["trace"] = SearchEntity.Attribute,
        ["span"] = SearchEntity.Span,
        ["feedback"] = SearchEntity.Feedback,
        ["expectation"] = SearchEntity.Expectation,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Numbers = new Dictionary<string, string>
    {
        ["timestamp"] = "timestamp",
        ["timestamp_ms"] = "timestamp",
        ["execution_time"] = "execution_time",
        ["execution_time_ms"] = "execution_time",
        ["end_time"] = "end_time",
        ["end_time_ms"] = "end_time",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Texts = ["request_id", "client_request_id", "status", "name", "run_id", "text"];

    private static readonly string[] SpanKeys = ["name", "type", "status", "content"];

    private static readonly (string Text, Comparator Comparator)[] NumberComparators =
    [
        ("=", Comparator.Equal), ("!=", Comparator.NotEqual), (">", Comparator.Greater),
        (">=", Comparator.GreaterOrEqual), ("<", Comparator.Less), ("<=", Comparator.LessOrEqual),
    ];

    private static readonly (string Text, Comparator Comparator)[] TextComparators =
    [
        ("=", Comparator.Equal), ("!=", Comparator.NotEqual), ("LIKE", Comparator.Like), ("ILIKE", Comparator.ILike),
        ("RLIKE", Comparator.RLike),
    ];

    private static readonly (string Text, Comparator Comparator)[] ListComparators = [("IN", Comparator.In), ("NOT IN", Comparator.NotIn)];

    private static readonly (string Text, Comparator Comparator)[] ContentComparators = [("LIKE", Comparator.Like), ("ILIKE", Comparator.ILike)];

    private static readonly SearchGrammar OrderGrammar = new()
    {
        Entities = Entities,
        ValidEntities = ValidEntities,
        Attributes = Numbers.Select(pair => KeyValuePair.Create(pair.Key, new FieldRule(pair.Value, FieldType.Number)))
            .Concat(((string[])["experiment_id", "status", "request_id", "name", "run_id"])
                .Select(key => KeyValuePair.Create(key, new FieldRule(key, FieldType.Text))))
            .ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute, SearchEntity.Tag, SearchEntity.Metadata],
        NoListMessage = "",
    };

    private static readonly OrderTerm NewestFirst = new(SearchEntity.Attribute, "timestamp", Ascending: false);
    private static readonly OrderTerm ById = new(SearchEntity.Attribute, "request_id", Ascending: true);

    private static string ValidEntities =>
        "Valid entity types are ('attribute', 'tag', 'metadata', 'span', 'feedback', 'expectation')";

    /// <summary>Parses a filter. Keys come out canonical: attributes <c>request_id</c>, <c>client_request_id</c>, <c>status</c>,
    /// <c>run_id</c>, <c>timestamp</c>, <c>execution_time</c>, <c>end_time</c>; <c>name</c> as the tag that holds it, <c>text</c> as the
    /// content of a span.</summary>
    /// <param name="filter">Clauses joined by AND; null, empty or blank for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchFilter<TraceInfo> ParseFilter(string? filter)
    {
        if (string.IsNullOrEmpty(filter))
            return SearchFilter<TraceInfo>.All;
        TextRules.CheckStorable("filter", filter);
        var clauses = ClauseParser.Parse(filter, quotesInvalidTokens: true);
        SearchLimits.Check(clauses.Count, SearchLimits.MaxConditions, "filter", "conditions");
        return new SearchFilter<TraceInfo>(filter, FilterLanguage.Mlflow, FilterNode.AllOf(clauses.ConvertAll(Build)));
    }

    /// <summary>Parses order terms. Keys come out canonical, as in filters; also <c>experiment_id</c>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<TraceInfo> ParseOrderBy(IReadOnlyList<string>? orderBy) => OrderGrammar.ParseOrderBy<TraceInfo>(orderBy, WithTieBreaks);

    /// <summary>The terms and, behind them, what decides between equals: the newest first, then the id.</summary>
    private static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms)
    {
        var stored = terms.Select(term => term switch
        {
            { Entity: SearchEntity.Attribute, Key: "name" } => term with { Entity = SearchEntity.Tag, Key = TraceKeys.Name },
            { Entity: SearchEntity.Attribute, Key: "run_id" } => term with { Entity = SearchEntity.Metadata, Key = TraceKeys.SourceRun },
            _ => term,
        });
        return SearchGrammar.WithTieBreaks([.. stored], NewestFirst, ById);
    }

    /// <summary>The test of texts that a condition with a text or a list stands for.</summary>
    /// <exception cref="LeatException">From the test: <see cref="ErrorCode.InvalidParameterValue"/>: a regular expression takes too long.</exception>
    public static Predicate<string> TestOf(Condition condition) => ConditionPredicates.OfText(condition);

    private static Condition Build(Clause clause)
    {
        var (entityName, key) = clause.Field.AsField();
        switch (Entity(entityName, clause.Field))
        {
            case SearchEntity.Attribute:
                return BuildAttribute(clause, key);
            case SearchEntity.Span:
                return BuildSpan(clause, key);
            case var entity:
                return BuildText(clause, entity, key, takesLists: false);
        }
    }

    private static SearchEntity Entity(string? name, Token at)
    {
        if (name is null)
            return SearchEntity.Attribute;
        return Entities.TryGetValue(name, out var entity) ? entity : throw SearchErrors.UnknownEntity(name, ValidEntities, at);
    }

    private static Condition BuildAttribute(Clause clause, string key)
    {
        if (Numbers.TryGetValue(key, out var number))
            return new NumberCondition(SearchEntity.Attribute, number, Find(clause, NumberComparators), ReadNumber(clause.Value, key));
        return key switch
        {
            "name" => BuildText(clause, SearchEntity.Tag, TraceKeys.Name, takesLists: false),
            "run_id" => BuildText(clause, SearchEntity.Attribute, key, takesLists: false),
            "text" => BuildContent(clause),
            "request_id" or "client_request_id" or "status" => BuildText(clause, SearchEntity.Attribute, key, takesLists: true),
            _ => throw SearchErrors.UnknownKey("attribute", key, Texts.Concat(Numbers.Keys).Order(StringComparer.Ordinal), clause.Field),
        };
    }

    private static Condition BuildSpan(Clause clause, string key)
    {
        if (key == "content")
            return BuildContent(clause);
        if (key.StartsWith(SpanAttributePrefix, StringComparison.Ordinal) && key.Length > SpanAttributePrefix.Length)
            return BuildText(clause, SearchEntity.Span, key, takesLists: true);
        return Array.IndexOf(SpanKeys, key) >= 0
            ? BuildText(clause, SearchEntity.Span, key, takesLists: true)
            : throw SearchErrors.UnknownKey("span", key, SpanKeys.Append("attributes.<name>"), clause.Field);
    }

    private static TextCondition BuildContent(Clause clause) =>
        new(SearchEntity.Span, "content", Find(clause, ContentComparators), ReadText(clause.Value));

    private static Condition BuildText(Clause clause, SearchEntity entity, string key, bool takesLists)
    {
        if (takesLists && clause.Value.Kind == TokenKind.List)
            return new ListCondition(entity, key, Find(clause, ListComparators), ListReader.Read(clause.Value));
        var comparator = Find(clause, TextComparators);
        var text = ReadText(clause.Value);

        // Made once to see that it can be.
        if (comparator == Comparator.RLike)
            _ = new SafeRegex(text);
        return new TextCondition(entity, key, comparator, text);
    }

    private static Comparator Find(Clause clause, (string Text, Comparator Comparator)[] valid)
    {
        foreach (var (text, comparator) in valid)
        {
            if (text.Equals(clause.Operator.Text, StringComparison.OrdinalIgnoreCase))
                return comparator;
        }

        var names = valid.Select(entry => entry.Text).ToList();
        throw SearchErrors.BadComparator(
            $"Invalid comparator '{SearchErrors.Clip(clause.Operator.Text)}' not one of '{SearchErrors.Set(names)}'", names, clause.Operator);
    }

    private static double ReadNumber(Token value, string key) => value.Kind == TokenKind.Number
        ? MetricValues.Canonical(double.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture))
        : throw SearchErrors.BadValue($"Expected numeric value type for numeric attribute: {key}. Found {SearchErrors.Clip(value.Text)}", value);

    private static string ReadText(Token value) => value.Kind switch
    {
        TokenKind.SingleQuoted or TokenKind.DoubleQuoted => value.Unquoted,
        TokenKind.Number => throw SearchErrors.BadValue(
            $"Only the '{{{NumberKeys}}}' attributes support comparison with numeric values", value),
        TokenKind.List => throw SearchErrors.BadValue(
            "Only 'request_id', 'client_request_id', 'status' and fields of spans support comparison with a list of quoted string values", value),
        _ => throw SearchErrors.BadValue(
            "Parameter value is either not quoted or unidentified quote types used for string value "
            + $"{SearchErrors.Clip(value.Text)}. Use either single or double quotes.", value),
    };
}
