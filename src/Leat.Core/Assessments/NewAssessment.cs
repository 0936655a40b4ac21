namespace Leat.Core;

/// <summary>A valid request to create an assessment.</summary>
public sealed record NewAssessment
{
    private NewAssessment(Assessment assessment) => Assessment = assessment;

    /// <summary>What to store: its id is as given with a trace, or generated. The trace id is empty, and times of 0 are not known yet.</summary>
    public Assessment Assessment { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <param name="assessment">What to store. An empty id is replaced by a generated one; the trace id, and times of 0 or less, are ignored.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no name, or a text that is too long or cannot be stored.</exception>
    public static NewAssessment Create(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        TextRules.CheckStorable("assessment.value", assessment.Value);
        return new NewAssessment(assessment with
        {
            AssessmentId = AssessmentRules.CheckId("assessment_id", assessment.AssessmentId) ?? $"a-{Guid.NewGuid():N}",
            TraceId = "",
            Name = AssessmentRules.CheckName(assessment.Name),
            Source = AssessmentRules.CheckSource(assessment.Source),
            Error = AssessmentRules.CheckError(assessment.Error),
            SpanId = AssessmentRules.CheckId("span_id", assessment.SpanId),
            Rationale = AssessmentRules.CheckText("rationale", assessment.Rationale),
            Metadata = AssessmentRules.CheckMetadata(assessment.Metadata),
            Overrides = AssessmentRules.CheckId("overrides", assessment.Overrides),
            CreateTimeMs = Math.Max(assessment.CreateTimeMs, 0),
            LastUpdateTimeMs = Math.Max(assessment.LastUpdateTimeMs, 0),
        });
    }

    /// <summary>The assessment that the request comes to.</summary>
    /// <param name="traceId">The trace that it is about.</param>
    /// <param name="nowMs">Its creation time if the request has none: Unix milliseconds, UTC.</param>
    public Assessment ToAssessment(string traceId, long nowMs)
    {
        var created = Assessment.CreateTimeMs > 0 ? Assessment.CreateTimeMs : nowMs;
        return Assessment with
        {
            TraceId = traceId,
            CreateTimeMs = created,
            LastUpdateTimeMs = Assessment.LastUpdateTimeMs > 0 ? Assessment.LastUpdateTimeMs : created,
        };
    }
}
