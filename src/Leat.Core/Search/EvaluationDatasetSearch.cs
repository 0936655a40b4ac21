using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>datasets/search</c>. Attributes stand without an entity; tags are <c>tags.key</c>.</summary>
public static class EvaluationDatasetSearch
{
    internal static readonly SearchGrammar Grammar = new()
    {
        Entities = new Dictionary<string, SearchEntity> { ["tags"] = SearchEntity.Tag }.ToFrozenDictionary(StringComparer.Ordinal),
        ValidEntities = "Valid entity types are ('tags')",
        Attributes = new Dictionary<string, FieldRule>
        {
            ["name"] = new("name", FieldType.Text),
            ["created_by"] = new("created_by", FieldType.Text, IsSortable: false),
            ["last_updated_by"] = new("last_updated_by", FieldType.Text, IsSortable: false),
            ["created_time"] = new("created_time", FieldType.Number),
            ["last_update_time"] = new("last_update_time", FieldType.Number),
        }.ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute],
        NoListMessage = "Fields of evaluation datasets do not compare with lists.",
        AllowsRepeatedOrder = true,
    };

    private static readonly OrderTerm NewestFirst = new(SearchEntity.Attribute, "created_time", Ascending: false);
    private static readonly OrderTerm ById = new(SearchEntity.Attribute, "dataset_id", Ascending: false);

    /// <summary>Parses a filter. Attribute keys: <c>name</c>, <c>created_by</c>, <c>last_updated_by</c>, <c>created_time</c>,
    /// <c>last_update_time</c>.</summary>
    /// <param name="filter">Clauses joined by AND; null, empty or blank for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchFilter<EvaluationDataset> ParseFilter(string? filter) => Grammar.ParseFilter<EvaluationDataset>(filter);

    /// <summary>Parses order terms (<c>name</c>, <c>created_time</c>, <c>last_update_time</c>). Of a field given
    /// twice the first counts.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchOrder<EvaluationDataset> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<EvaluationDataset>(orderBy, WithTieBreaks);

    /// <summary>The terms and, behind them, what decides between equals: the larger id first. Without terms: newest first.</summary>
    internal static IReadOnlyList<OrderTerm> WithTieBreaks(IReadOnlyList<OrderTerm> terms) =>
        SearchGrammar.WithTieBreaks(terms.Count == 0 ? [NewestFirst] : terms, ById);
}
