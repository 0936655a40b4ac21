using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>datasets/search</c>. Attributes are written without an entity; tags are
/// <c>tags.key</c>.</summary>
public static class EvaluationDatasetSearch
{
    /// <summary>The dataset's name.</summary>
    public static AttributeField<EvaluationDataset> Name { get; } = new("name", dataset => dataset.Name);

    /// <summary>Who made the dataset, or missing; only for filters.</summary>
    public static AttributeField<EvaluationDataset> CreatedBy { get; } = new("created_by", dataset => dataset.CreatedBy) { IsSortable = false };

    /// <summary>Who changed its records last, or missing; only for filters.</summary>
    public static AttributeField<EvaluationDataset> LastUpdatedBy { get; } =
        new("last_updated_by", dataset => dataset.LastUpdatedBy) { IsSortable = false };

    /// <summary>Unix milliseconds.</summary>
    public static AttributeField<EvaluationDataset> CreatedTime { get; } = new("created_time", dataset => dataset.CreatedTimeMs);

    /// <summary>Unix milliseconds.</summary>
    public static AttributeField<EvaluationDataset> LastUpdateTime { get; } = new("last_update_time", dataset => dataset.LastUpdateTimeMs);

    /// <summary>The dataset's id; only for ties.</summary>
    public static AttributeField<EvaluationDataset> DatasetId { get; } =
        new("dataset_id", dataset => dataset.DatasetId) { IsSearchable = false, IsSortable = false };

    /// <summary>Every attribute of evaluation datasets.</summary>
    public static IReadOnlyList<AttributeField<EvaluationDataset>> Attributes { get; } =
        [Name, CreatedBy, LastUpdatedBy, CreatedTime, LastUpdateTime, DatasetId];

    internal static SearchGrammar Grammar { get; } = new()
    {
        Entities = new Dictionary<string, SearchEntity> { ["tags"] = SearchEntity.Tag }.ToFrozenDictionary(StringComparer.Ordinal),
        ValidEntities = "Valid entity types are ('tags')",
        Attributes = Attributes,
        SortableEntities = [SearchEntity.Attribute],
        UsualOrder = [new OrderTerm(CreatedTime, Ascending: false)],
        TieBreaks = [new OrderTerm(DatasetId, Ascending: false)],
        NoListMessage = "Fields of evaluation datasets do not compare with lists.",
        AllowsRepeatedOrder = true,
    };

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">Clauses joined by AND; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchFilter<EvaluationDataset> ParseFilter(string? filter) => Grammar.ParseFilter<EvaluationDataset>(filter);

    /// <summary>Parses an order. If a field is given twice, the first counts; ties go by id, the larger first. Without terms: newest
    /// first.</summary>
    /// <param name="orderBy">Attributes, each with an optional direction; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchOrder<EvaluationDataset> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<EvaluationDataset>(orderBy);
}
