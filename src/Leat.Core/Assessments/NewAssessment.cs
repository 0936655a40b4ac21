namespace Leat.Core;

/// <summary>A valid request to create an assessment.</summary>
public sealed record NewAssessment
{
    private NewAssessment(string assessmentId, string name, AssessmentKind kind, string value, AssessmentSource source)
    {
        AssessmentId = assessmentId;
        Name = name;
        Kind = kind;
        Value = value;
        Source = source;
    }

    /// <summary>As given with a trace, or generated.</summary>
    public string AssessmentId { get; }

    /// <summary>What is assessed.</summary>
    public string Name { get; }

    /// <summary>Feedback or expectation.</summary>
    public AssessmentKind Kind { get; }

    /// <summary>JSON text.</summary>
    public string Value { get; }

    /// <summary>Who made it.</summary>
    public AssessmentSource Source { get; }

    /// <summary>Why there is no value.</summary>
    public AssessmentError? Error { get; private init; }

    /// <summary>The span it refers to.</summary>
    public string? SpanId { get; private init; }

    /// <summary>The reason given for it.</summary>
    public string? Rationale { get; private init; }

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Metadata { get; private init; } = [];

    /// <summary>The assessment that this one replaces.</summary>
    public string? Overrides { get; private init; }

    /// <summary>Whether it is valid.</summary>
    public bool Valid { get; private init; } = true;

    /// <summary>Creation time in Unix milliseconds; null for now.</summary>
    public long? CreateTimeMs { get; private init; }

    /// <summary>Time of the last change in Unix milliseconds; null for the creation time.</summary>
    public long? LastUpdateTimeMs { get; private init; }

    /// <summary>Validates and creates a request.</summary>
    /// <param name="assessment">What to store. An empty id is replaced by a generated one; the trace id, and times of 0 or less, are ignored.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no name, or a text that is too long or cannot be stored.</exception>
    public static NewAssessment Create(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        TextRules.CheckStorable("assessment.value", assessment.Value);
        return new NewAssessment(
            AssessmentRules.CheckId("assessment_id", assessment.AssessmentId) ?? $"a-{Guid.NewGuid():N}",
            AssessmentRules.CheckName(assessment.Name),
            assessment.Kind,
            assessment.Value,
            AssessmentRules.CheckSource(assessment.Source))
        {
            Error = AssessmentRules.CheckError(assessment.Error),
            SpanId = AssessmentRules.CheckId("span_id", assessment.SpanId),
            Rationale = AssessmentRules.CheckText("rationale", assessment.Rationale),
            Metadata = AssessmentRules.CheckMetadata(assessment.Metadata),
            Overrides = AssessmentRules.CheckId("overrides", assessment.Overrides),
            Valid = assessment.Valid,
            CreateTimeMs = assessment.CreateTimeMs > 0 ? assessment.CreateTimeMs : null,
            LastUpdateTimeMs = assessment.LastUpdateTimeMs > 0 ? assessment.LastUpdateTimeMs : null,
        };
    }
}
