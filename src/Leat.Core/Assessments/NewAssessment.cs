namespace Leat.Core;

/// <summary>A valid request to make an assessment.</summary>
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

    /// <summary>Given with a trace, or drawn here.</summary>
    public string AssessmentId { get; }

    /// <summary>What is assessed.</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public AssessmentKind Kind { get; }

    /// <summary>JSON text.</summary>
    public string Value { get; }

    /// <summary>Whose it is.</summary>
    public AssessmentSource Source { get; }

    /// <summary>Why there is no value.</summary>
    public AssessmentError? Error { get; private init; }

    /// <summary>The span it is about.</summary>
    public string? SpanId { get; private init; }

    /// <summary>Why it says so.</summary>
    public string? Rationale { get; private init; }

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Metadata { get; private init; } = [];

    /// <summary>The assessment that it takes the place of.</summary>
    public string? Overrides { get; private init; }

    /// <summary>Whether it counts.</summary>
    public bool Valid { get; private init; } = true;

    /// <summary>When it was made, Unix milliseconds; null for now.</summary>
    public long? CreateTimeMs { get; private init; }

    /// <summary>When it was changed last, Unix milliseconds; null for when it was made.</summary>
    public long? LastUpdateTimeMs { get; private init; }

    /// <summary>Checks and makes a request.</summary>
    /// <param name="assessment">What is to be stored. An empty id is drawn; the id of the trace and times of 0 or less count as not given.</param>
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
