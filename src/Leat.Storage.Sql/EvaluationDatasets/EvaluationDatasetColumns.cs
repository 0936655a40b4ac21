using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>The columns of an evaluation dataset <c>d</c> without its tags and experiments.</summary>
internal static class EvaluationDatasetColumns
{
    public const string All =
        "d.id, d.dataset_id, d.name, d.field_types, d.records, d.digest, d.created_ms, d.updated_ms, d.created_by, d.updated_by";

    public static (long Key, EvaluationDataset Dataset) Read(SqlRow row) => (
        row.NextInt64(),
        new EvaluationDataset(
            DatasetId: row.NextText(),
            Name: row.NextText(),
            Tags: [],
            Schema: row.NextTextOrNull(),
            RecordCount: row.NextInt64(),
            Digest: row.NextText(),
            CreatedTimeMs: row.NextInt64(),
            LastUpdateTimeMs: row.NextInt64(),
            CreatedBy: row.NextTextOrNull(),
            LastUpdatedBy: row.NextTextOrNull(),
            ExperimentIds: []));
}
