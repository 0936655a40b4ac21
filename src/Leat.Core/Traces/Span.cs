namespace Leat.Core;

/// <summary>One operation of a trace, as defined by OpenTelemetry.</summary>
/// <param name="TraceId">The trace id in MLflow's form: <c>tr-</c> and OpenTelemetry's id in 32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">16 hexadecimal digits; null for the root.</param>
/// <param name="Name">The name of the operation.</param>
/// <param name="StartUnixNano">Start time in nanoseconds since 1970, UTC.</param>
/// <param name="EndUnixNano">End time; null while it is in progress.</param>
/// <param name="Status">How it ended.</param>
/// <param name="StatusMessage">Why it failed; may be empty.</param>
/// <param name="Attributes">By name, each value as JSON text.</param>
/// <param name="Events">Events during the span, in order.</param>
public sealed record Span(
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string Name,
    long StartUnixNano,
    long? EndUnixNano,
    SpanStatus Status,
    string StatusMessage,
    IReadOnlyList<KeyValuePair<string, string>> Attributes,
    IReadOnlyList<SpanEvent> Events);
