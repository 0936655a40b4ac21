using Leat.Core;

namespace Leat.Protocol;

/// <summary>A span as it travels in answers: OpenTelemetry's, ids in Base64.</summary>
/// <param name="TraceId">OpenTelemetry's id of the trace.</param>
/// <param name="SpanId">Its id.</param>
/// <param name="ParentSpanId">The span it is part of; left out for the root.</param>
/// <param name="Name">What was done.</param>
/// <param name="StartTimeUnixNano">Nanoseconds since 1970, UTC.</param>
/// <param name="EndTimeUnixNano">Nanoseconds since 1970, UTC; left out while it goes on.</param>
/// <param name="Attributes">Left out when there are none.</param>
/// <param name="Events">Left out when there are none.</param>
/// <param name="Status">Empty if nobody has said.</param>
internal sealed record SpanMessage(
    string? TraceId,
    string? SpanId,
    [property: MayBeLeftOut] string? ParentSpanId,
    string? Name,
    long? StartTimeUnixNano,
    [property: MayBeLeftOut] long? EndTimeUnixNano,
    IReadOnlyList<SpanAttributeMessage>? Attributes,
    IReadOnlyList<SpanEventMessage>? Events,
    SpanStatusMessage? Status)
{
    public static SpanMessage From(Span span) => new(
        SpanJson.EncodeTraceId(span.TraceId),
        SpanJson.EncodeId(span.SpanId),
        span.ParentSpanId is null ? null : SpanJson.EncodeId(span.ParentSpanId),
        span.Name,
        span.StartUnixNano,
        span.EndUnixNano,
        span.Attributes.ToMessages(SpanAttributeMessage.From),
        span.Events.ToMessages(SpanEventMessage.From),
        SpanStatusMessage.From(span));

    /// <summary>The span that a server sent.</summary>
    /// <param name="traceId">The trace, as MLflow names it.</param>
    public Span ToEntity(string traceId) => new(
        traceId,
        SpanJson.DecodeId(Answers.Require(SpanId, "span_id")),
        string.IsNullOrEmpty(ParentSpanId) ? null : SpanJson.DecodeId(ParentSpanId),
        Name ?? "",
        StartTimeUnixNano ?? 0,
        EndTimeUnixNano is null or 0 ? null : EndTimeUnixNano,
        SpanJson.ParseStatus(Status?.Code),
        Status?.Message ?? "",
        Attributes.ToEntities(attribute => attribute.ToEntity()),
        Events.ToEntities(entry => entry.ToEntity()));
}

/// <summary>Something known of a span or an event.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record SpanAttributeMessage(string? Key, OtelValue? Value)
{
    internal static SpanAttributeMessage From(KeyValuePair<string, string> attribute) => new(attribute.Key, new OtelValue(attribute.Value));

    internal KeyValuePair<string, string> ToEntity() => new(Key ?? "", Value?.Text ?? "null");
}

/// <summary>Something that happened within a span.</summary>
/// <param name="TimeUnixNano">Nanoseconds since 1970, UTC.</param>
/// <param name="Name">What happened.</param>
/// <param name="Attributes">Left out when there are none.</param>
internal sealed record SpanEventMessage(long? TimeUnixNano, string? Name, IReadOnlyList<SpanAttributeMessage>? Attributes)
{
    internal static SpanEventMessage From(SpanEvent entry) =>
        new(entry.UnixNano, entry.Name, entry.Attributes.ToMessages(SpanAttributeMessage.From));

    internal SpanEvent ToEntity() => new(Name ?? "", TimeUnixNano ?? 0, Attributes.ToEntities(attribute => attribute.ToEntity()));
}

/// <summary>How a span ended.</summary>
/// <param name="Message">Why it failed; left out for no reason.</param>
/// <param name="Code">STATUS_CODE_OK or STATUS_CODE_ERROR; left out if nobody has said.</param>
internal sealed record SpanStatusMessage(
    [property: MayBeLeftOut] string? Message,
    [property: MayBeLeftOut, WireEnum(nameof(EnumNames.SpanStatus))] string? Code)
{
    internal static SpanStatusMessage From(Span span) => new(
        span.StatusMessage.Length == 0 ? null : span.StatusMessage,
        span.Status == SpanStatus.Unset ? null : SpanJson.WireName(span.Status));
}
