namespace Leat.Core;

/// <summary>One operation of a trace, as OpenTelemetry has it.</summary>
/// <param name="TraceId">The trace, as MLflow names it: <c>tr-</c> and OpenTelemetry's id in 32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">16 hexadecimal digits; null for the root.</param>
/// <param name="Name">What was done.</param>
/// <param name="StartUnixNano">When it began, in nanoseconds since 1970, UTC.</param>
/// <param name="EndUnixNano">When it ended; null while it goes on.</param>
/// <param name="Status">How it ended.</param>
/// <param name="StatusMessage">Why it failed; empty for no reason.</param>
/// <param name="Attributes">By name, each value as JSON text.</param>
/// <param name="Events">What happened within, in order.</param>
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
