using System.Collections.Frozen;
using System.Globalization;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>traces/search</c>, which has entities and comparators that no other search has.</summary>
public static class TraceSearch
{
    private const string NumberKeys = "'execution_time_ms', 'end_time_ms', 'timestamp_ms', 'end_time', 'timestamp', 'execution_time'";

    private const string ValidEntities = "Valid entity types are ('attribute', 'tag', 'metadata', 'span', 'feedback', 'expectation')";

    private const string SpanAttributePrefix = "attributes.";

    private static readonly (string Text, Comparator Comparator)[] TextComparators = [.. Comparators.OfTexts, ("RLIKE", Comparator.RLike)];

    private static readonly FrozenDictionary<string, SpanField> SpanFields =
        ((SpanField[])[new(SpanPart.Name, "name"), new(SpanPart.Type, "type"), new(SpanPart.Status, "status")])
            .ToFrozenDictionary(field => field.Key, StringComparer.Ordinal);

    /// <summary>The trace's id.</summary>
    public static AttributeField<TraceInfo> RequestId { get; } = new("request_id", trace => trace.TraceId) { TakesLists = true };

    /// <summary>The id that the client gave it, or missing; only for filters.</summary>
    public static AttributeField<TraceInfo> ClientRequestId { get; } =
        new("client_request_id", trace => trace.ClientRequestId) { TakesLists = true, IsSortable = false };

    /// <summary>The state by name.</summary>
    public static AttributeField<TraceInfo> Status { get; } = new("status", trace => trace.State.WireName()) { TakesLists = true };

    /// <summary>The experiment it belongs to; only for orders, which go by its number.</summary>
    public static AttributeField<TraceInfo> ExperimentId { get; } =
        new("experiment_id", trace => long.Parse(trace.ExperimentId, CultureInfo.InvariantCulture)) { IsSearchable = false };

    /// <summary>When it began: Unix milliseconds.</summary>
    public static AttributeField<TraceInfo> Timestamp { get; } = new("timestamp", trace => trace.RequestTimeMs) { Aliases = ["timestamp_ms"] };

    /// <summary>Milliseconds; missing while unknown.</summary>
    public static AttributeField<TraceInfo> ExecutionTime { get; } =
        new("execution_time", trace => trace.ExecutionDurationMs) { Aliases = ["execution_time_ms"] };

    /// <summary>When it ended: Unix milliseconds; missing while unknown.</summary>
    public static AttributeField<TraceInfo> EndTime { get; } =
        new("end_time", trace => trace.RequestTimeMs + trace.ExecutionDurationMs) { Aliases = ["end_time_ms"] };

    /// <summary>Every attribute of traces.</summary>
    public static IReadOnlyList<AttributeField<TraceInfo>> Attributes { get; } =
        [RequestId, ClientRequestId, Status, ExperimentId, Timestamp, ExecutionTime, EndTime];

    private static NamedField Name { get; } = SearchField.Tag(TraceKeys.Name);

    private static SearchGrammar Grammar { get; } = new()
    {
        Entities = new Dictionary<string, SearchEntity>
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
            ["issue"] = SearchEntity.Issue,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        ValidEntities = ValidEntities,
        Attributes = Attributes,
        SortNames = new Dictionary<string, SearchField> { ["name"] = Name, ["run_id"] = TraceRunField.Made }.ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute, SearchEntity.Tag, SearchEntity.Metadata],
        TieBreaks = [new OrderTerm(Timestamp, Ascending: false), new OrderTerm(RequestId, Ascending: true)],
        NoListMessage = "",
    };

    /// <summary>Parses a filter. <c>name</c> is the tag that holds it, <c>text</c> the content of a span.</summary>
    /// <param name="filter">Clauses joined by AND; null or empty for none.</param>
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

    /// <summary>Parses an order. Ties, and an empty order, go by newest first, then by id.</summary>
    /// <param name="orderBy">Fields, each with an optional direction; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<TraceInfo> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<TraceInfo>(orderBy);

    /// <summary>The predicate on text for a condition with a text or a list.</summary>
    /// <exception cref="LeatException">Thrown by the predicate: <see cref="ErrorCode.InvalidParameterValue"/>: a regular expression takes
    /// too long.</exception>
    public static Predicate<string> TestOf(Condition condition) => TextPredicates.Of(condition);

    private static Condition Build(Clause clause)
    {
        var (entityName, key) = clause.Field.AsField();
        var entity = Grammar.Entity(entityName, clause.Field);
        return entity switch
        {
            SearchEntity.Attribute => BuildAttribute(clause, key),
            SearchEntity.Span => BuildSpan(clause, key),
            SearchEntity.Issue => BuildIssue(clause, key),
            _ when clause.Presence is { } presence => new PresenceCondition(new NamedField(entity, key), presence),
            _ => BuildText(clause, new NamedField(entity, key), takesLists: false),
        };
    }

    private static Condition BuildAttribute(Clause clause, string key)
    {
        switch (key)
        {
            case "name":
                return BuildText(clause, Name, takesLists: false);
            case "run_id":
                return BuildText(clause, new TraceRunField(), takesLists: false);
            case "text":
                return BuildContent(clause);
            case "prompt":
                return BuildPrompt(clause);
        }

        if (Grammar.FindSearchable(key) is not { } attribute)
        {
            var names = Grammar.Searchable().Concat(["name", "run_id", "text", "prompt"]).Order(StringComparer.Ordinal);
            throw SearchErrors.UnknownKey("attribute", key, names, clause.Field);
        }

        return attribute.Type == FieldType.Number
            ? new NumberCondition(attribute, Find(clause, Comparators.OfNumbers), ConditionBuilder.ReadNumber(clause.Value, SearchEntity.Attribute, key))
            : BuildText(clause, attribute, attribute.TakesLists);
    }

    private static TextCondition BuildPrompt(Clause clause)
    {
        if (clause.Operator.Text != "=")
        {
            throw SearchErrors.BadComparator(
                $"Invalid comparator '{SearchErrors.Clip(clause.Operator.Text)}' for prompts filter. Only '=' is supported.", ["="], clause.Operator);
        }

        var value = ReadText(clause.Value);
        return TracePromptField.Read(value) is not null
            ? new TextCondition(new TracePromptField(), Comparator.Equal, value)
            : throw SearchErrors.BadValue($"Invalid prompt format '{SearchErrors.Clip(value)}'. Expected format: 'name/version'", clause.Value);
    }

    /// <summary>The condition that a trace shows an issue: an assessment has its id as name.</summary>
    private static TextCondition BuildIssue(Clause clause, string key)
    {
        if (key != "id")
            throw SearchErrors.UnknownKey("issue", key, ["id"], clause.Field);
        if (clause.Operator.Text != "=")
        {
            throw SearchErrors.BadComparator(
                $"Invalid comparator '{SearchErrors.Clip(clause.Operator.Text)}' for issue.id. Only '=' is supported.", ["="], clause.Operator);
        }

        var issueId = ReadText(clause.Value);
        return new TextCondition(new NamedField(SearchEntity.Issue, issueId), Comparator.Equal, issueId);
    }

    private static Condition BuildSpan(Clause clause, string key)
    {
        if (key == "content")
            return BuildContent(clause);
        if (key.StartsWith(SpanAttributePrefix, StringComparison.Ordinal) && key.Length > SpanAttributePrefix.Length)
            return BuildText(clause, new SpanField(SpanPart.Attribute, key[SpanAttributePrefix.Length..]), takesLists: true);
        return SpanFields.TryGetValue(key, out var field)
            ? BuildText(clause, field, takesLists: true)
            : throw SearchErrors.UnknownKey("span", key, ["name", "type", "status", "content", "attributes.<name>"], clause.Field);
    }

    private static TextCondition BuildContent(Clause clause) =>
        new(new SpanField(SpanPart.Content, "content"), Find(clause, Comparators.OfPatterns), ReadText(clause.Value));

    private static Condition BuildText(Clause clause, SearchField field, bool takesLists)
    {
        if (takesLists && clause.Value.Kind == TokenKind.List)
            return new ListCondition(field, Find(clause, Comparators.OfLists), ListReader.Read(clause.Value));
        var comparator = Find(clause, TextComparators);
        var text = ReadText(clause.Value);

        // Created only to check that the expression is valid.
        if (comparator == Comparator.RLike)
            _ = new SafeRegex(text);
        return new TextCondition(field, comparator, text);
    }

    private static Comparator Find(Clause clause, (string Text, Comparator Comparator)[] valid)
    {
        if (valid.Find(clause, StringComparison.OrdinalIgnoreCase) is { } comparator)
            return comparator;
        var names = valid.Select(entry => entry.Text).ToList();
        throw SearchErrors.BadComparator(
            $"Invalid comparator '{SearchErrors.Clip(clause.Operator.Text)}' not one of '{SearchErrors.Set(names)}'", names, clause.Operator);
    }

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
