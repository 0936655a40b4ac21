using System.Data.Common;
using Leat.Core;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>The columns of an evaluation dataset <c>d</c> without its tags and experiments.</summary>
internal static class EvaluationDatasetColumns
{
    public const string All =
        "d.id, d.dataset_id, d.name, d.field_types, d.records, d.digest, d.created_ms, d.updated_ms, d.created_by, d.updated_by";

    public static (long Key, EvaluationDataset Dataset) Read(DbDataReader reader) => (
        reader.GetInt64(0),
        new EvaluationDataset(
            DatasetId: reader.GetString(1),
            Name: reader.GetString(2),
            Tags: [],
            Schema: TextOrNull(reader, 3),
            RecordCount: reader.GetInt64(4),
            Digest: reader.GetString(5),
            CreatedTimeMs: reader.GetInt64(6),
            LastUpdateTimeMs: reader.GetInt64(7),
            CreatedBy: TextOrNull(reader, 8),
            LastUpdatedBy: TextOrNull(reader, 9),
            ExperimentIds: []));

    internal static string? TextOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
