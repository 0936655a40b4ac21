using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>registered-models/search</c>.</summary>
public static class RegisteredModelSearch
{
    private static readonly FieldRule LastUpdated = new("last_updated_timestamp", FieldType.Number, IsSearchable: false);

    internal static readonly SearchGrammar Grammar = new()
    {
        Entities = RegistryGrammar.Entities,
        ValidEntities = RegistryGrammar.ValidEntities,
        Attributes = new Dictionary<string, FieldRule>
        {
            ["name"] = new("name", FieldType.Text),
            ["last_updated_timestamp"] = LastUpdated,
            ["timestamp"] = LastUpdated,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute],
        SortKeyName = "order by",
        NoListMessage = RegistryGrammar.NoListMessage,
        TerseComparatorErrors = [SearchEntity.Tag, SearchEntity.Attribute],
        ComparatorsInAnyCase = true,
    };

    private static readonly OrderTerm ByName = new(SearchEntity.Attribute, "name", Ascending: true);

    /// <summary>Parses a filter. The only attribute is <c>name</c>.</summary>
    /// <param name="filter">Clauses joined by AND; null, empty or blank for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins
    /// as MLflow's and goes on with the position, what was found and what was expected.</exception>
    public static SearchFilter<RegisteredModel> ParseFilter(string? filter) => Grammar.ParseFilter<RegisteredModel>(filter);

    /// <summary>Parses order terms (<c>name</c>, <c>last_updated_timestamp</c>).</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<RegisteredModel> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<RegisteredModel>(orderBy, WithTieBreaks);

    /// <summary>The terms and, behind them, what decides between equals: the name.</summary>
    internal static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms) => SearchGrammar.WithTieBreaks(terms, ByName);
}

/// <summary>What the languages of both searches over the registry share.</summary>
internal static class RegistryGrammar
{
    public const string ValidEntities = "Valid entity types are ('attribute', 'tag', 'tags')";

    public const string NoListMessage = "Only the 'run_id' attribute supports comparison with a list of quoted string values.";

    public static readonly FrozenDictionary<string, SearchEntity> Entities = new Dictionary<string, SearchEntity>
    {
        ["attribute"] = SearchEntity.Attribute,
        ["tag"] = SearchEntity.Tag,
        ["tags"] = SearchEntity.Tag,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
