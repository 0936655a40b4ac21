using Leat.Core;

namespace Leat.Protocol;

/// <summary>The spans of an export: those that can be kept, and how many cannot.</summary>
internal sealed class OtlpSpans
{
    private readonly List<Span> _spans = [];

    /// <summary>Valid spans, in their order.</summary>
    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>How many spans were refused. One bad span does not spoil the others.</summary>
    public int Refused { get; private set; }

    /// <summary>Why the first of them was refused; null if none was.</summary>
    public string? FirstReason { get; private set; }

    /// <summary>Whether there was no span at all.</summary>
    public bool IsEmpty => _spans.Count == 0 && Refused == 0;

    /// <summary>Takes a span that is valid.</summary>
    internal void Add(Span span)
    {
        SpanBatch.Check(span);
        _spans.Add(span);
    }

    /// <summary>Counts a span that is not.</summary>
    internal void Refuse(string reason)
    {
        Refused++;
        FirstReason ??= reason;
    }

    /// <summary>OpenTelemetry's id, unless the span says which trace of MLflow's it belongs to, as those of copied traces do.</summary>
    internal static string TraceIdOf(string otelId, IReadOnlyList<KeyValuePair<string, string>> attributes) =>
        attributes.LastOrDefault(attribute => attribute.Key == TraceKeys.TraceId).Value is { } json && GivenId(json) is { Length: > 0 } given
            ? given
            : OtlpTraces.TracePrefix + otelId;

    /// <summary>MLflow's own attributes are JSON inside a text; some exporters send the text alone.</summary>
    private static string? GivenId(string json)
    {
        var text = SpanJson.TextOf(json);
        return text is null ? null : SpanJson.TextOf(text) ?? text;
    }
}
