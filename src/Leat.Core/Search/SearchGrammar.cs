using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>What the search language of one resource allows: all that differs between runs, experiments and the rest is here.</summary>
internal sealed record SearchGrammar
{
    private readonly FrozenDictionary<(SearchEntity Entity, string Name), AttributeField> _searchable =
        FrozenDictionary<(SearchEntity Entity, string Name), AttributeField>.Empty;

    private readonly FrozenDictionary<string, AttributeField> _sortable = FrozenDictionary<string, AttributeField>.Empty;

    /// <summary>What the languages of objects that have only attributes and tags share.</summary>
    public static SearchGrammar OfAttributesAndTags { get; } = new()
    {
        Entities = new Dictionary<string, SearchEntity>
        {
            ["attribute"] = SearchEntity.Attribute,
            ["tag"] = SearchEntity.Tag,
            ["tags"] = SearchEntity.Tag,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        ValidEntities = "Valid entity types are ('attribute', 'tag', 'tags')",
        Attributes = [],
        SortableEntities = [SearchEntity.Attribute],
        TieBreaks = [],
        NoListMessage = "",
    };

    /// <summary>The names of each entity; attributes may also be written without one.</summary>
    public required FrozenDictionary<string, SearchEntity> Entities { get; init; }

    /// <summary>What MLflow says after <c>Invalid entity type 'x'.</c></summary>
    public required string ValidEntities { get; init; }

    /// <summary>The attributes, including those of the object's parts.</summary>
    public required IReadOnlyList<AttributeField> Attributes
    {
        init
        {
            _searchable = value.Where(attribute => attribute.IsSearchable)
                .SelectMany(attribute => Names(attribute, [.. attribute.Aliases, .. attribute.FilterAliases]))
                .ToFrozenDictionary(named => (named.Attribute.Entity, named.Name), named => named.Attribute);
            _sortable = value.Where(attribute => attribute is { IsSortable: true, Entity: SearchEntity.Attribute })
                .SelectMany(attribute => Names(attribute, attribute.Aliases))
                .ToFrozenDictionary(named => named.Name, named => named.Attribute, StringComparer.Ordinal);
        }
    }

    /// <summary>Names that mean something else in orders than in filters.</summary>
    public FrozenDictionary<string, SearchField> SortNames { get; init; } = FrozenDictionary<string, SearchField>.Empty;

    /// <summary>The names that results can be ordered by without an entity.</summary>
    public IEnumerable<string> SortableNames => _sortable.Keys.Union(SortNames.Keys).Order(StringComparer.Ordinal);

    /// <summary>The default order, if it differs from that of the tie-breaks.</summary>
    public IReadOnlyList<OrderTerm> UsualOrder { get; init; } = [];

    /// <summary>The tie-breaks, in order; those whose field the order already names are left out.</summary>
    public required IReadOnlyList<OrderTerm> TieBreaks { get; init; }

    /// <summary>Entities that results can be ordered by.</summary>
    public required IReadOnlyList<SearchEntity> SortableEntities { get; init; }

    /// <summary>What messages call a field that results cannot be ordered by: <c>Invalid … key</c>.</summary>
    public string SortKeyName { get; init; } = "attribute";

    /// <summary>The message for a list given to an attribute that takes none.</summary>
    public required string NoListMessage { get; init; }

    /// <summary>Whether comparators may be written in any case, as AND and NOT always may.</summary>
    public bool ComparatorsInAnyCase { get; init; }

    /// <summary>Whether messages put each token of an invalid clause in quotes.</summary>
    public bool QuotesInvalidTokens { get; init; }

    /// <summary>The call whose filters may hold OR, NOT and parentheses; null if there is none.</summary>
    public string? TreeCall { get; init; }

    /// <summary>Entities of which filters may ask whether they are there: IS NULL, IS NOT NULL.</summary>
    public IReadOnlyList<SearchEntity> PresenceEntities { get; init; } = [];

    /// <summary>Whether a part may follow a metric's key: <c>metrics.loss.min</c>.</summary>
    public bool HasMetricParts { get; init; }

    /// <summary>Whether a field may occur twice in the order; the first then counts.</summary>
    public bool AllowsRepeatedOrder { get; init; }

    /// <summary>Entities for which MLflow reports a wrong comparator without listing the valid ones.</summary>
    public IReadOnlyList<SearchEntity> TerseComparatorErrors { get; init; } = [];

    /// <summary>Parses a filter; null or empty is no condition.</summary>
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
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice where
    /// that is not allowed.</exception>
    public SearchOrder<T> ParseOrderBy<T>(IReadOnlyList<string>? orderBy)
    {
        var terms = ParseOrder(orderBy ?? []);
        return new SearchOrder<T>(orderBy ?? [], terms, WithTieBreaks(terms));
    }

    /// <summary>The entity that a field names.</summary>
    /// <exception cref="LeatException">There is no such entity.</exception>
    public SearchEntity Entity(string? name, Token at)
    {
        if (name is null)
            return SearchEntity.Attribute;
        return Entities.TryGetValue(name, out var entity) ? entity : throw SearchErrors.UnknownEntity(name, ValidEntities, at);
    }

    /// <summary>A field in a filter.</summary>
    /// <exception cref="LeatException">There is no such field.</exception>
    public SearchField Field(SearchEntity entity, string key, Token at)
    {
        if (entity is not (SearchEntity.Attribute or SearchEntity.Dataset))
            return Named(entity, key, at);
        if (_searchable.TryGetValue((entity, key), out var field))
            return field;
        throw SearchErrors.UnknownKey(NameOf(entity), key, Searchable(entity).Order(StringComparer.Ordinal), at);
    }

    /// <summary>The names of the attributes that a filter may hold.</summary>
    public IEnumerable<string> Searchable(SearchEntity entity = SearchEntity.Attribute) =>
        _searchable.Keys.Where(written => written.Entity == entity).Select(written => written.Name);

    /// <summary>The attribute of this name that a filter may hold, if there is one.</summary>
    public AttributeField? FindSearchable(string name) => _searchable.GetValueOrDefault((SearchEntity.Attribute, name));

    /// <summary>The field that results are ordered by.</summary>
    /// <exception cref="LeatException">There is no such field, or results cannot be ordered by it.</exception>
    public SearchField SortField(SearchEntity entity, string key, Token at)
    {
        if (!SortableEntities.Contains(entity))
            throw SearchErrors.At(at, $"Invalid order_by entity: {NameOf(entity)}.", $"found {SearchErrors.Describe(at)}");
        if (entity != SearchEntity.Attribute)
            return Named(entity, key, at);
        return FindSortable(key) ?? throw SearchErrors.UnknownKey(SortKeyName, key, SortableNames, at);
    }

    /// <summary>The field that a name without an entity orders by, if there is one.</summary>
    public SearchField? FindSortable(string name) => SortNames.GetValueOrDefault(name) ?? _sortable.GetValueOrDefault(name);

    /// <summary>The error for a comparator that the field does not support.</summary>
    public LeatException BadComparator(SearchEntity entity, Token comparator, IEnumerable<string> valid) =>
        TerseComparatorErrors.Contains(entity)
            ? SearchErrors.BadComparator($"Invalid comparator for {NameOf(entity)}: {SearchErrors.Clip(comparator.Text)}", valid, comparator)
            : SearchErrors.BadComparator(
                $"Invalid comparator '{SearchErrors.Clip(comparator.Text)}' not one of '{SearchErrors.Set(valid)}'", valid, comparator);

    /// <summary>The terms, followed by the tie-breaks whose field is not among them.</summary>
    public IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms)
    {
        var first = terms.Count == 0 ? UsualOrder : terms;
        return [.. first, .. TieBreaks.Where(tieBreak => first.All(term => term.Field != tieBreak.Field))];
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

    /// <summary>Errors of an order name the clause but no place, which would be taken for one in the filter.</summary>
    private IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<string> orderBy)
    {
        try
        {
            return OrderParser.Parse(orderBy, this);
        }
        catch (LeatException exception) when (exception.Place is not null)
        {
            throw new LeatException(exception.Code, exception.Message, exception);
        }
    }

    private NamedField Named(SearchEntity entity, string key, Token at) => HasMetricParts && entity == SearchEntity.Metric && at.AsMetric() is { } metric
        ? new NamedField(entity, metric.Key, metric.Part)
        : new NamedField(entity, key);

    private FilterNode ParseList(string filter)
    {
        var clauses = ClauseParser.Parse(filter, QuotesInvalidTokens, TreeCall);
        SearchLimits.Check(clauses.Count, SearchLimits.MaxConditions, "filter", "conditions");
        return FilterNode.AllOf(clauses.ConvertAll(clause => ConditionBuilder.Build(clause, this)));
    }

    private static IEnumerable<(string Name, AttributeField Attribute)> Names(AttributeField attribute, IEnumerable<string> aliases) =>
        aliases.Prepend(attribute.Key).Select(name => (name, attribute));
}
