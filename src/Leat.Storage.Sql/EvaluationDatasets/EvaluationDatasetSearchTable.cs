using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>Where a search over evaluation datasets looks.</summary>
internal static class EvaluationDatasetSearchTable
{
    public static SearchTable<EvaluationDataset> Instance { get; } = new(
        EvaluationDatasetColumns.All,
        "evaluation_datasets d",
        "d.id",
        new SearchColumns<EvaluationDataset>(EvaluationDatasetSearch.Attributes, new()
        {
            [EvaluationDatasetSearch.Name] = "d.name",
            [EvaluationDatasetSearch.DatasetId] = "d.dataset_id",
            [EvaluationDatasetSearch.CreatedBy] = new("d.created_by", IsNullable: true),
            [EvaluationDatasetSearch.LastUpdatedBy] = new("d.updated_by", IsNullable: true),
            [EvaluationDatasetSearch.CreatedTime] = "d.created_ms",
            [EvaluationDatasetSearch.LastUpdateTime] = "d.updated_ms",
        }),
        new Dictionary<SearchEntity, NamedTable> { [SearchEntity.Tag] = new("evaluation_dataset_tags", "dataset") { NameText = "tag" } });
}
