using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>experiments/search</c>.</summary>
public static class ExperimentSearch
{
    internal static readonly SearchGrammar Grammar = new()
    {
        Entities = new Dictionary<string, SearchEntity>
        {
            ["attribute"] = SearchEntity.Attribute,
            ["tag"] = SearchEntity.Tag,
            ["tags"] = SearchEntity.Tag,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        ValidEntities = "Valid entity types are ('attribute', 'tag', 'tags')",
        Attributes = new Dictionary<string, FieldRule>
        {
            ["name"] = new("name", FieldType.Text),
            ["creation_time"] = new("creation_time", FieldType.Number),
            ["last_update_time"] = new("last_update_time", FieldType.Number),
            ["experiment_id"] = new("experiment_id", FieldType.Text, IsSearchable: false),
        }.ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute],
        NoListMessage = "Invalid comparator for attribute: IN",
        TerseComparatorErrors = [SearchEntity.Tag],
        AllowsRepeatedOrder = true,
    };

    private static readonly OrderTerm NewestFirst = new(SearchEntity.Attribute, "creation_time", Ascending: false);
    private static readonly OrderTerm ById = new(SearchEntity.Attribute, "experiment_id", Ascending: true);

    /// <summary>Parses a filter. Attribute keys come out canonical: <c>name</c>, <c>creation_time</c>, <c>last_update_time</c>.</summary>
    /// <param name="filter">Clauses joined by AND; null, empty or blank for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins
    /// as MLflow's and goes on with the position, what was found and what was expected.</exception>
    public static SearchFilter<Experiment> ParseFilter(string? filter) => Grammar.ParseFilter<Experiment>(filter);

    /// <summary>Parses order terms (<c>name</c>, <c>experiment_id</c>, <c>creation_time</c>, <c>last_update_time</c>), Of a field given twice the first counts.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchOrder<Experiment> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<Experiment>(orderBy, WithTieBreaks);

    /// <summary>The terms and, behind them, what decides between equals: the larger id first. Without terms: newest first,
    /// then the smaller id. Ids compare as numbers.</summary>
    internal static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms) => terms.Count == 0
        ? [NewestFirst, ById]
        : SearchGrammar.WithTieBreaks(terms, ById with { Ascending = false });
}
