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

    /// <summary>The column of an attribute of the search language.</summary>
    public static string Of(string attribute) => attribute switch
    {
        "name" => "d.name",
        "dataset_id" => "d.dataset_id",
        "created_by" => "d.created_by",
        "last_updated_by" => "d.updated_by",
        "created_time" => "d.created_ms",
        "last_update_time" => "d.updated_ms",
        _ => throw new NotSupportedException($"The attribute {attribute} of evaluation datasets has no column."),
    };

    internal static string? TextOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
