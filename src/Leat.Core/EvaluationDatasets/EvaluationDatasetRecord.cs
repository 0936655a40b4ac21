namespace Leat.Core;

/// <summary>An example of an evaluation dataset. What clients sent as JSON is kept as it came: numbers, escapes and blanks.</summary>
/// <param name="RecordId"><c>dr-</c> and 32 hexadecimal digits.</param>
/// <param name="InputHash">64 hexadecimal digits that are equal for equal inputs; unique within the dataset.</param>
/// <param name="Inputs">A JSON object.</param>
/// <param name="Outputs">Any JSON but <c>null</c>; null if there are none.</param>
/// <param name="Expectations">A JSON object; null if there are none.</param>
/// <param name="Tags">A JSON object.</param>
/// <param name="Source">A JSON object with <c>source_type</c> and <c>source_data</c>; null if none was given.</param>
/// <param name="SourceId">What the source names, for example a trace; null if it names nothing.</param>
/// <param name="SourceType">One of <see cref="EvaluationDatasetRecordSource.Types"/>; null without a source.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
/// <param name="CreatedBy">The user that its tags named at first; null if none.</param>
/// <param name="LastUpdatedBy">The user that its tags named last; null if none ever.</param>
/// <remarks>NaN and the infinities, which are no JSON, stand as the numbers of <see cref="EvaluationJson"/>.</remarks>
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

    /// <summary>The record that is made of one whose inputs are new. As in MLflow, outputs that are left out are an empty object.</summary>
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

    /// <summary>The record after the same inputs came again: outputs replaced where given, expectations and tags laid over the old
    /// ones member by member, the source as it was.</summary>
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
