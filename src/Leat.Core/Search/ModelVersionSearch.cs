using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>model-versions/search</c>.</summary>
public static class ModelVersionSearch
{
    internal static readonly SearchGrammar Grammar = new()
    {
        Entities = RegistryGrammar.Entities,
        ValidEntities = RegistryGrammar.ValidEntities,
        Attributes = new Dictionary<string, FieldRule>
        {
            ["name"] = new("name", FieldType.Text),
            ["source_path"] = new("source_path", FieldType.Text, IsSortable: false),
            ["run_id"] = new("run_id", FieldType.Text, TakesLists: true, IsSortable: false) { RefusesNotIn = true },
            ["version_number"] = new("version_number", FieldType.Number) { TakesQuotedNumbers = true },
            ["creation_timestamp"] = new("creation_timestamp", FieldType.Number, IsSearchable: false),
            ["last_updated_timestamp"] = new("last_updated_timestamp", FieldType.Number, IsSearchable: false),
        }.ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute],
        NoListMessage = RegistryGrammar.NoListMessage,
        TerseComparatorErrors = [SearchEntity.Tag, SearchEntity.Attribute],
        ComparatorsInAnyCase = true,
    };

    private static readonly OrderTerm UpdatedLast = new(SearchEntity.Attribute, "last_updated_timestamp", Ascending: false);
    private static readonly OrderTerm ByName = new(SearchEntity.Attribute, "name", Ascending: true);
    private static readonly OrderTerm HighestFirst = new(SearchEntity.Attribute, "version_number", Ascending: false);

    /// <summary>Parses a filter. Attribute keys come out canonical: <c>name</c>, <c>source_path</c>, <c>run_id</c>, <c>version_number</c>.</summary>
    /// <param name="filter">Clauses joined by AND; null, empty or blank for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins
    /// as MLflow's and goes on with the position, what was found and what was expected.</exception>
    public static SearchFilter<ModelVersion> ParseFilter(string? filter) => Grammar.ParseFilter<ModelVersion>(filter);

    /// <summary>Parses order terms (<c>name</c>, <c>version_number</c>, <c>creation_timestamp</c>, <c>last_updated_timestamp</c>),
    /// tie-breaks not included.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public static SearchOrder<ModelVersion> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<ModelVersion>(orderBy, WithTieBreaks);

    /// <summary>The terms and, behind them, what decides between equals: the name, then the higher number. Without terms, those updated
    /// last come first.</summary>
    internal static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms)
    {
        return SearchGrammar.WithTieBreaks(terms.Count == 0 ? [UpdatedLast] : terms, ByName, HighestFirst);
    }
}
