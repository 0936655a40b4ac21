namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>registered-models/search</c>.</summary>
public static class RegisteredModelSearch
{
    /// <summary>The model's name.</summary>
    public static AttributeField<RegisteredModel> Name { get; } = new("name", model => model.Name);

    /// <summary>Unix milliseconds; only for orders.</summary>
    public static AttributeField<RegisteredModel> LastUpdatedTimestamp { get; } =
        new("last_updated_timestamp", model => model.LastUpdatedTimestampMs) { Aliases = ["timestamp"], IsSearchable = false };

    /// <summary>Every attribute of registered models.</summary>
    public static IReadOnlyList<AttributeField<RegisteredModel>> Attributes { get; } = [Name, LastUpdatedTimestamp];

    internal static SearchGrammar Grammar { get; } = RegistryGrammar.Shared with
    {
        Attributes = Attributes,
        TieBreaks = [new OrderTerm(Name, Ascending: true)],
        SortKeyName = "order by",
    };

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">Clauses joined by AND; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins like MLflow's
    /// and continues with the position, what was found and what was expected.</exception>
    public static SearchFilter<RegisteredModel> ParseFilter(string? filter) => Grammar.ParseFilter<RegisteredModel>(filter);

    /// <summary>Parses an order. Ties go by name.</summary>
    /// <param name="orderBy">Attributes, each with an optional direction; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<RegisteredModel> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<RegisteredModel>(orderBy);
}

/// <summary>What the languages of both searches over the registry share.</summary>
internal static class RegistryGrammar
{
    public static SearchGrammar Shared { get; } = SearchGrammar.OfAttributesAndTags with
    {
        NoListMessage = "Only the 'run_id' attribute supports comparison with a list of quoted string values.",
        TerseComparatorErrors = [SearchEntity.Tag, SearchEntity.Attribute],
        ComparatorsInAnyCase = true,
    };
}
