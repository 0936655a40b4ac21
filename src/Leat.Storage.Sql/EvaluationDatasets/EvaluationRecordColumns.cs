using System.Data.Common;
using Leat.Core;
using static Leat.Storage.Sql.EvaluationDatasets.EvaluationDatasetColumns;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>The columns of a record <c>r</c> of an evaluation dataset.</summary>
internal static class EvaluationRecordColumns
{
    public const string All =
        """
        r.record_id, r.input_hash, r.inputs, r.outputs, r.expectations, r.tags, r.source, r.source_id, r.source_type,
        r.created_ms, r.updated_ms, r.created_by, r.updated_by
        """;

    public static EvaluationDatasetRecord Read(DbDataReader reader) => new(
        RecordId: reader.GetString(0),
        InputHash: reader.GetString(1),
        Inputs: reader.GetString(2),
        Outputs: TextOrNull(reader, 3),
        Expectations: TextOrNull(reader, 4),
        Tags: reader.GetString(5),
        Source: TextOrNull(reader, 6),
        SourceId: TextOrNull(reader, 7),
        SourceType: TextOrNull(reader, 8),
        CreatedTimeMs: reader.GetInt64(9),
        LastUpdateTimeMs: reader.GetInt64(10),
        CreatedBy: TextOrNull(reader, 11),
        LastUpdatedBy: TextOrNull(reader, 12));

    /// <summary>The values of <see cref="Rows.RowWrites.EvaluationDatasetRecord"/>.</summary>
    public static object?[] ToRow(long dataset, EvaluationDatasetRecord record) =>
    [
        dataset,
        record.InputHash,
        record.RecordId,
        record.Inputs,
        record.Outputs,
        record.Expectations,
        record.Tags,
        record.Source,
        record.SourceId,
        record.SourceType,
        record.CreatedTimeMs,
        record.LastUpdateTimeMs,
        record.CreatedBy,
        record.LastUpdatedBy,
    ];
}
