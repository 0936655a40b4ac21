using Leat.Core;

namespace Leat.Protocol;

/// <summary>A judgement as it travels.</summary>
/// <param name="Value">Any JSON.</param>
/// <param name="Error">Why there is no value.</param>
internal sealed record FeedbackMessage(AnyJson? Value, [property: MayBeLeftOut] AssessmentErrorMessage? Error)
{
    /// <summary>The judgement as it travels.</summary>
    /// <param name="json">JSON text.</param>
    /// <param name="error">Why there is no value.</param>
    public static FeedbackMessage From(string json, AssessmentError? error) =>
        new(new AnyJson(json), error is null ? null : AssessmentErrorMessage.From(error));

    /// <param name="fields">The judgement.</param>
    /// <param name="olderError">The error where clients used to put it: beside the judgement.</param>
    internal static FeedbackMessage Decode(WireFields fields, WireFields? olderError) => new(
        new AnyJson(fields.GetJsonText("value")),
        (fields.GetMessage("error") ?? olderError) is { } error ? AssessmentErrorMessage.Decode(error) : null);
}

/// <summary>Why a judge could not say anything.</summary>
/// <param name="ErrorCode">For programs.</param>
/// <param name="ErrorMessage">For people.</param>
/// <param name="StackTrace">Where it went wrong in the judge.</param>
internal sealed record AssessmentErrorMessage(
    [property: MayBeLeftOut] string? ErrorCode,
    [property: MayBeLeftOut] string? ErrorMessage,
    [property: MayBeLeftOut] string? StackTrace)
{
    public static AssessmentErrorMessage From(AssessmentError error) => new(error.Code, error.Message, error.StackTrace);

    internal static AssessmentErrorMessage Decode(WireFields fields) =>
        new(fields.GetString("error_code"), fields.GetString("error_message"), fields.GetString("stack_trace"));

    /// <summary>The error.</summary>
    public AssessmentError ToEntity() => new(ErrorCode, ErrorMessage, StackTrace);
}
