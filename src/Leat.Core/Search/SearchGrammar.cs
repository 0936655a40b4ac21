using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>What a field is compared with.</summary>
internal enum FieldType
{
    /// <summary>A bare number.</summary>
    Number,

    /// <summary>A quoted text.</summary>
    Text,
}

/// <summary>How one field may be used.</summary>
/// <param name="Key">Its canonical name; null where every key is allowed.</param>
/// <param name="Type">What it is compared with.</param>
/// <param name="TakesLists">Whether IN and NOT IN are allowed.</param>
/// <param name="IsSearchable">Whether it may stand in a filter.</param>
/// <param name="IsSortable">Whether results can be ordered by it.</param>
internal sealed record FieldRule(
    string? Key, FieldType Type, bool TakesLists = false, bool IsSearchable = true, bool IsSortable = true)
{
    /// <summary>Whether lists may only be used with IN, not with NOT IN.</summary>
    public bool RefusesNotIn { get; init; }

    /// <summary>Whether a number may also be quoted. A quoted text that is no number then makes a <see cref="TextCondition"/>,
    /// which nothing satisfies.</summary>
    public bool TakesQuotedNumbers { get; init; }
}

/// <summary>What the search language of one resource allows: all that differs between runs, experiments and the rest is here.</summary>
internal sealed record SearchGrammar
{
    private static readonly FieldRule AnyNumber = new(null, FieldType.Number);
    private static readonly FieldRule AnyText = new(null, FieldType.Text);

    /// <summary>The names an entity goes by; the attribute may also stand without one.</summary>
    public required FrozenDictionary<string, SearchEntity> Entities { get; init; }

    /// <summary>What MLflow says behind <c>Invalid entity type 'x'.</c></summary>
    public required string ValidEntities { get; init; }

    /// <summary>Attributes by every name they go by.</summary>
    public required FrozenDictionary<string, FieldRule> Attributes { get; init; }

    /// <summary>Fields of dataset inputs.</summary>
    public FrozenDictionary<string, FieldRule> DatasetFields { get; init; } = FrozenDictionary<string, FieldRule>.Empty;

    /// <summary>Entities that results can be ordered by.</summary>
    public required IReadOnlyList<SearchEntity> SortableEntities { get; init; }

    /// <summary>How messages call a field that results cannot be ordered by: <c>Invalid … key</c>.</summary>
    public string SortKeyName { get; init; } = "attribute";

    /// <summary>What to say of a list for an attribute that takes none.</summary>
    public required string NoListMessage { get; init; }

    /// <summary>Whether <c>like</c> is as good as <c>LIKE</c>. AND and NOT may always be written in any case.</summary>
    public bool ComparatorsInAnyCase { get; init; }

    /// <summary>Whether messages put each token of an invalid clause in quotes.</summary>
    public bool QuotesInvalidTokens { get; init; }

    /// <summary>Whether the same field may stand twice in the order; the first then counts.</summary>
    public bool AllowsRepeatedOrder { get; init; }

    /// <summary>Entities for which MLflow names a wrong comparator without the right ones.</summary>
    public IReadOnlyList<SearchEntity> TerseComparatorErrors { get; init; } = [];

    /// <summary>The names of the attributes that results can be ordered by.</summary>
    public IEnumerable<string> SortableAttributes => Names(rule => rule.IsSortable);

    /// <summary>Parses a filter; null, empty or blank is no condition.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public SearchFilter<T> ParseFilter<T>(string? filter, FilterLanguage language = FilterLanguage.Mlflow)
    {
        if (string.IsNullOrEmpty(filter))
            return SearchFilter<T>.All;
        TextRules.CheckStorable("filter", filter);
        var root = language == FilterLanguage.Boolean ? FilterTreeParser.Parse(filter, this) : ParseList(filter);
        return new SearchFilter<T>(filter, language, root);
    }

    /// <summary>Parses an order.</summary>
    /// <param name="orderBy">Its terms; null or empty for the usual order.</param>
    /// <param name="tieBreaks">Adds to the terms what decides between equals.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice where
    /// that is not allowed.</exception>
    public SearchOrder<T> ParseOrderBy<T>(
        IReadOnlyList<string>? orderBy, Func<IReadOnlyList<OrderTerm>, IReadOnlyList<OrderTerm>> tieBreaks)
    {
        var terms = OrderParser.Parse(orderBy ?? [], this);
        return new SearchOrder<T>(orderBy ?? [], terms, tieBreaks(terms));
    }

    /// <summary>What a field names.</summary>
    /// <exception cref="LeatException">There is no such entity.</exception>
    public SearchEntity Entity(string? name, Token at)
    {
        if (name is null)
            return SearchEntity.Attribute;
        return Entities.TryGetValue(name, out var entity) ? entity : throw SearchErrors.UnknownEntity(name, ValidEntities, at);
    }

    /// <summary>The rule of a field in a filter.</summary>
    /// <exception cref="LeatException">There is no such field.</exception>
    public FieldRule Rule(SearchEntity entity, string key, Token at) => entity switch
    {
        SearchEntity.Metric => AnyNumber,
        SearchEntity.Param or SearchEntity.Tag => AnyText,
        SearchEntity.Dataset => DatasetFields.GetValueOrDefault(key)
            ?? throw SearchErrors.UnknownKey("dataset", key, DatasetFields.Keys, at),
        _ => Attributes.GetValueOrDefault(key) is { IsSearchable: true } rule
            ? rule
            : throw SearchErrors.UnknownKey("attribute", key, Names(rule => rule.IsSearchable), at),
    };

    /// <summary>A comparator that the field does not have.</summary>
    public LeatException BadComparator(SearchEntity entity, Token comparator, IEnumerable<string> valid) =>
        TerseComparatorErrors.Contains(entity)
            ? SearchErrors.BadComparator($"Invalid comparator for {NameOf(entity)}: {SearchErrors.Clip(comparator.Text)}", valid, comparator)
            : SearchErrors.BadComparator(
                $"Invalid comparator '{SearchErrors.Clip(comparator.Text)}' not one of '{SearchErrors.Set(valid)}'", valid, comparator);

    /// <summary>The terms and, behind them, those tie-breaks whose field is not among them.</summary>
    public static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms, params ReadOnlySpan<OrderTerm> tieBreaks)
    {
        var result = new List<OrderTerm>(terms);
        foreach (var tieBreak in tieBreaks)
        {
            if (!terms.Any(term => term.Entity == tieBreak.Entity && term.Key == tieBreak.Key))
                result.Add(tieBreak);
        }

        return result;
    }

    /// <summary>MLflow's name of an entity.</summary>
    public static string NameOf(SearchEntity entity) => entity switch
    {
        SearchEntity.Metric => "metric",
        SearchEntity.Param => "parameter",
        SearchEntity.Tag => "tag",
        SearchEntity.Dataset => "dataset",
        _ => "attribute",
    };

    private FilterNode ParseList(string filter)
    {
        var clauses = ClauseParser.Parse(filter, QuotesInvalidTokens);
        SearchLimits.Check(clauses.Count, SearchLimits.MaxConditions, "filter", "conditions");
        return FilterNode.AllOf(clauses.ConvertAll(clause => ConditionBuilder.Build(clause, this)));
    }

    private IEnumerable<string> Names(Func<FieldRule, bool> predicate) =>
        Attributes.Where(pair => predicate(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal);
}
