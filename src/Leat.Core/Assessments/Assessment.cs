namespace Leat.Core;

/// <summary>What kind of statement an assessment is.</summary>
public enum AssessmentKind
{
    /// <summary>A judgement of what came out.</summary>
    Feedback = 0,

    /// <summary>What should have come out.</summary>
    Expectation = 1,
}

/// <summary>What a person, judge or program says of a trace or one of its spans.</summary>
/// <param name="AssessmentId"><c>a-</c> and 32 hexadecimal digits when Leat drew it; unique within the trace.</param>
/// <param name="TraceId">The trace.</param>
/// <param name="Name">What is assessed, for example <c>correctness</c>; need not be unique.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">JSON text as Python writes it, which is also what filters compare: <c>true</c>, <c>0.5</c>, <c>"yes"</c>, <c>[1, "a"]</c>.</param>
/// <param name="Source">Whose it is.</param>
/// <param name="CreateTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
public sealed record Assessment(
    string AssessmentId,
    string TraceId,
    string Name,
    AssessmentKind Kind,
    string Value,
    AssessmentSource Source,
    long CreateTimeMs,
    long LastUpdateTimeMs)
{
    /// <summary>Why there is no value; feedback only.</summary>
    public AssessmentError? Error { get; init; }

    /// <summary>The span it is about; null for the whole trace.</summary>
    public string? SpanId { get; init; }

    /// <summary>Why it says so.</summary>
    public string? Rationale { get; init; }

    /// <summary>By key.</summary>
    public IReadOnlyList<Tag> Metadata { get; init; } = [];

    /// <summary>The assessment of the same trace that it takes the place of.</summary>
    public string? Overrides { get; init; }

    /// <summary>False when another has taken its place.</summary>
    public bool Valid { get; init; } = true;
}

/// <summary>Whose assessment it is.</summary>
/// <param name="Type">Wire name: <c>HUMAN</c>, <c>LLM_JUDGE</c>, <c>CODE</c> or <c>SOURCE_TYPE_UNSPECIFIED</c>.</param>
/// <param name="Id">Who or which; null if that is not said.</param>
public sealed record AssessmentSource(string Type, string? Id);

/// <summary>Why a judge could not say anything.</summary>
/// <param name="Code">For programs; may be null.</param>
/// <param name="Message">For people; may be null.</param>
/// <param name="StackTrace">Where it went wrong in the judge; may be null.</param>
public sealed record AssessmentError(string? Code, string? Message, string? StackTrace);
