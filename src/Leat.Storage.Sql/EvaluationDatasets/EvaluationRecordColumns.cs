using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>The columns of a record <c>r</c> of an evaluation dataset.</summary>
internal static class EvaluationRecordColumns
{
    public const string All =
        """
        r.record_id, r.input_hash, r.inputs, r.outputs, r.expectations, r.tags, r.source, r.source_id, r.source_type,
        r.created_ms, r.updated_ms, r.created_by, r.updated_by
        """;

    public static EvaluationDatasetRecord Read(SqlRow row) => new(
        RecordId: row.NextText(),
        InputHash: row.NextText(),
        Inputs: row.NextText(),
        Outputs: row.NextTextOrNull(),
        Expectations: row.NextTextOrNull(),
        Tags: row.NextText(),
        Source: row.NextTextOrNull(),
        SourceId: row.NextTextOrNull(),
        SourceType: row.NextTextOrNull(),
        CreatedTimeMs: row.NextInt64(),
        LastUpdateTimeMs: row.NextInt64(),
        CreatedBy: row.NextTextOrNull(),
        LastUpdatedBy: row.NextTextOrNull());

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
