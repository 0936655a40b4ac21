namespace Leat.Core;

/// <summary>A valid request to change an assessment; null values are left unchanged.</summary>
public sealed record AssessmentUpdate
{
    private AssessmentUpdate()
    {
    }

    /// <summary>The new name.</summary>
    public string? Name { get; private init; }

    /// <summary>The new value.</summary>
    public AssessmentValue? Value { get; private init; }

    /// <summary>The new reason.</summary>
    public string? Rationale { get; private init; }

    /// <summary>Entries to add or replace.</summary>
    public IReadOnlyList<Tag>? Metadata { get; private init; }

    /// <summary>Whether it is valid.</summary>
    public bool? Valid { get; private init; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an empty name, or a text that is too long or cannot be
    /// stored.</exception>
    public static AssessmentUpdate Create(
        string? name = null,
        AssessmentValue? value = null,
        string? rationale = null,
        IReadOnlyList<Tag>? metadata = null,
        bool? valid = null)
    {
        AssessmentRules.CheckText("assessment.value", value?.Json);
        AssessmentRules.CheckError(value?.Error);
        return new AssessmentUpdate
        {
            Name = name is null ? null : AssessmentRules.CheckName(name),
            Value = value,
            Rationale = AssessmentRules.CheckText("rationale", rationale),
            Metadata = metadata is null ? null : AssessmentRules.CheckMetadata(metadata),
            Valid = valid,
        };
    }
}

/// <summary>The content of an assessment.</summary>
/// <param name="Kind">Must match the kind of the assessment.</param>
/// <param name="Json">JSON text.</param>
/// <param name="Error">Why there is no value; feedback only.</param>
public sealed record AssessmentValue(AssessmentKind Kind, string Json, AssessmentError? Error = null);
