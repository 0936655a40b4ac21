namespace Leat.Core;

/// <summary>An example in an evaluation dataset. JSON from clients is kept exactly as sent, including number formats, escapes and blanks.</summary>
/// <param name="RecordId"><c>dr-</c> and 32 hexadecimal digits.</param>
/// <param name="InputHash">64 hexadecimal digits, the same for equal inputs; unique within the dataset.</param>
/// <param name="Inputs">A JSON object.</param>
/// <param name="Outputs">Any JSON except <c>null</c>; null if there are none.</param>
/// <param name="Expectations">A JSON object; null if there are none.</param>
/// <param name="Tags">A JSON object.</param>
/// <param name="Source">A JSON object with <c>source_type</c> and <c>source_data</c>; null if none was given.</param>
/// <param name="SourceId">What the source refers to, for example a trace; null if nothing.</param>
/// <param name="SourceType">One of <see cref="EvaluationDatasetRecordSource.Types"/>; null without a source.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
/// <param name="CreatedBy">The user first named by its tags; null if none.</param>
/// <param name="LastUpdatedBy">The user last named by its tags; null if none ever was.</param>
/// <remarks>NaN and the infinities, which are not valid JSON, are stored as the numbers of <see cref="EvaluationJson"/>.</remarks>
public sealed record EvaluationDatasetRecord(
    string RecordId,
    string InputHash,
    string Inputs,
    string? Outputs,
    string? Expectations,
    string Tags,
    string? Source,
    string? SourceId,
    string? SourceType,
    long CreatedTimeMs,
    long LastUpdateTimeMs,
    string? CreatedBy,
    string? LastUpdatedBy)
{
    private const string Empty = "{}";

    /// <summary>Creates a record for new inputs. As in MLflow, missing outputs become an empty object.</summary>
    public static EvaluationDatasetRecord From(NewEvaluationDatasetRecord record, string recordId, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new EvaluationDatasetRecord(
            recordId,
            record.InputHash,
            record.Inputs,
            record.HasOutputs ? record.Outputs : Empty,
            record.Expectations,
            record.Tags ?? Empty,
            record.Source?.Json,
            record.Source?.Id,
            record.Source?.Type,
            nowMs,
            nowMs,
            record.User,
            record.User);
    }

    /// <summary>The record after the same inputs were sent again: outputs are replaced if given, expectations and tags are merged member by
    /// member, the source stays.</summary>
    public EvaluationDatasetRecord Merge(NewEvaluationDatasetRecord record, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(record);
        return this with
        {
            Outputs = record.HasOutputs ? record.Outputs : Outputs,
            Expectations = record.Expectations is null ? Expectations : EvaluationJson.Merge(Expectations, record.Expectations),
            Tags = record.Tags is null ? Tags : EvaluationJson.Merge(Tags, record.Tags),
            LastUpdateTimeMs = nowMs,
            LastUpdatedBy = record.User ?? LastUpdatedBy,
        };
    }
}
