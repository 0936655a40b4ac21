namespace Leat.Core;

/// <summary>Valid spans of one trace, and what they say about it.</summary>
public sealed record SpanBatch
{
    private const int MaxTypeLength = 500;
    private const int MaxNameLength = 500;
    private const int MaxPreviewLength = 1_000;

    /// <summary>The characters of JSON that surely hold more than a preview shows: two escapes for each of its own, and the quote.</summary>
    private const int LongestPreview = (12 * (MaxPreviewLength + 1)) + 1;

    private const string UnknownType = "UNKNOWN";
    private const string Ellipsis = "...";
    private const long NanosPerMs = 1_000_000;

    private SpanBatch(string traceId, IReadOnlyList<Span> spans)
    {
        TraceId = traceId;
        Spans = spans;
    }

    /// <summary>The trace.</summary>
    public string TraceId { get; }

    /// <summary>At least one; ids are unique.</summary>
    public IReadOnlyList<Span> Spans { get; }

    /// <summary>Whether these are some of the spans that were sent of the trace; see <see cref="InPieces"/>.</summary>
    public bool IsPiece { get; private init; }

    /// <summary>Whether no other piece of the trace follows.</summary>
    public bool IsLast { get; private init; } = true;

    /// <summary>Start of the first span: Unix milliseconds.</summary>
    public long StartMs => Spans.Min(span => span.StartUnixNano) / NanosPerMs;

    /// <summary>End of the last span: Unix milliseconds; null if none has ended.</summary>
    public long? EndMs => Spans.Max(span => span.EndUnixNano) / NanosPerMs;

    /// <summary>The root span; null if it is not among these.</summary>
    public Span? Root => Spans.FirstOrDefault(span => span.ParentSpanId is null);

    /// <summary>The trace's outcome according to its root; null if not known yet.</summary>
    public TraceState? State => Root is not { EndUnixNano: not null } root ? null
        : root.Status == SpanStatus.Error ? TraceState.Error
        : TraceState.Ok;

    /// <summary>The beginning of the root's input; null if unknown.</summary>
    public string? RequestPreview => Preview(AttributeOf(Root, TraceKeys.SpanInputs));

    /// <summary>The beginning of the root's output; null if unknown.</summary>
    public string? ResponsePreview => Preview(AttributeOf(Root, TraceKeys.SpanOutputs));

    /// <summary>The conversation that the trace is part of, as the root says, or else any span; null if none does.</summary>
    public string? Session => FirstOf(TraceKeys.SpanSession);

    /// <summary>Whose request it is, as the root says, or else any span; null if none does.</summary>
    public string? User => FirstOf(TraceKeys.SpanUser);

    /// <summary>Validates spans and groups them by trace, ordered by trace id. If a span id occurs more than once, the last one wins.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an id, name or time that is not allowed.</exception>
    public static IReadOnlyList<SpanBatch> Of(IReadOnlyList<Span> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        foreach (var span in spans)
            Check(span);
        return [.. spans.GroupBy(span => span.TraceId, StringComparer.Ordinal).OrderBy(trace => trace.Key, StringComparer.Ordinal)
            .Select(trace => new SpanBatch(trace.Key, [.. trace.GroupBy(span => span.SpanId, StringComparer.Ordinal).Select(same => same.Last())]))];
    }

    /// <summary>Cuts batches into groups that hold at most so many spans each, in their order. A large trace is cut too.</summary>
    public static IEnumerable<IReadOnlyList<SpanBatch>> InPieces(IReadOnlyList<SpanBatch> batches, int maxSpans)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var (group, spans) = (new List<SpanBatch>(), 0);
        foreach (var piece in batches.SelectMany(batch => batch.Cut(maxSpans)))
        {
            if (spans + piece.Spans.Count > maxSpans && spans > 0)
            {
                yield return group;
                (group, spans) = ([], 0);
            }

            group.Add(piece);
            spans += piece.Spans.Count;
        }

        if (spans > 0)
            yield return group;
    }

    /// <summary>Validates one span.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an id, name or time that is not allowed.</exception>
    public static void Check(Span span)
    {
        ArgumentNullException.ThrowIfNull(span);
        TraceRules.CheckTraceId(span.TraceId);
        CheckId("span_id", span.SpanId);
        if (span.ParentSpanId is not null)
            CheckId("parent_span_id", span.ParentSpanId);
        TextRules.CheckStorable("name", span.Name);
        if (span.StartUnixNano < 0 || span.EndUnixNano < 0)
            throw LeatException.InvalidParameter($"Invalid times of span '{span.SpanId}': nanoseconds since 1970 must not be negative.");
    }

    /// <summary>The type of a span, for example <c>LLM</c>; <c>UNKNOWN</c> if it has none.</summary>
    public static string TypeOf(Span span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return AttributeOf(span, TraceKeys.SpanType) is { } json && SpanJson.TextOf(json) is { Length: > 0 } type && TextRules.IsStorable(type)
            ? TextRules.Truncate(type, MaxTypeLength)
            : UnknownType;
    }

    /// <summary>The tokens used by a span; null if not given.</summary>
    public static TokenUsage? TokensOf(Span span) => TokenUsage.Parse(AttributeOf(span, TraceKeys.SpanTokenUsage));

    /// <summary>What a span cost; null if not given.</summary>
    public static ModelCost? CostOf(Span span) => ModelCost.Parse(AttributeOf(span, TraceKeys.SpanCost));

    /// <summary>The language model that a span used; null if not given.</summary>
    public static string? ModelOf(Span span) => NameOf(span, TraceKeys.SpanModel, MaxNameLength);

    /// <summary>Who runs the language model that a span used; null if not given.</summary>
    public static string? ProviderOf(Span span) => NameOf(span, TraceKeys.SpanProvider, MaxNameLength);

    private string? FirstOf(string attribute) =>
        NameOf(Root, attribute, LogRules.MaxTagValueLength) ?? Spans.Select(span => NameOf(span, attribute, LogRules.MaxTagValueLength)).FirstOrDefault(name => name is not null);

    /// <summary>An attribute that is a text, or a number as text; null if it is missing or something else.</summary>
    private static string? NameOf(Span? span, string attribute, int maxLength)
    {
        if (AttributeOf(span, attribute) is not { Length: > 0 } json)
            return null;
        var text = SpanJson.TextOf(json) ?? (char.IsAsciiDigit(json[^1]) && json[0] is not ('{' or '[') ? json : null);
        return text is { Length: > 0 } && TextRules.IsStorable(text) ? TextRules.Truncate(text, maxLength) : null;
    }

    /// <summary>The value of an attribute as JSON text; null if it is missing. If a name occurs more than once, the last one wins.</summary>
    private static string? AttributeOf(Span? span, string name)
    {
        for (var i = (span?.Attributes.Count ?? 0) - 1; i >= 0; i--)
        {
            if (span!.Attributes[i].Key == name)
                return span.Attributes[i].Value;
        }

        return null;
    }

    private IEnumerable<SpanBatch> Cut(int maxSpans) => Spans.Count <= maxSpans
        ? [this]
        : Spans.Chunk(maxSpans).Select((chunk, i) => new SpanBatch(TraceId, chunk) { IsPiece = true, IsLast = (i + 1) * (long)maxSpans >= Spans.Count });

    private static void CheckId(string field, string id)
    {
        if (id.Length != 16 || !id.All(char.IsAsciiHexDigitLower))
        {
            throw LeatException.InvalidParameter(
                $"Invalid value {PythonFormat.OfText(TextRules.Truncate(id, 64))} for parameter '{field}' supplied: the id of a span has 16 "
                + "lower-case hexadecimal digits.");
        }
    }

    /// <summary>As much of a JSON string as a preview can show, as a JSON string; any other value unchanged.</summary>
    private static string Beginning(string json)
    {
        if (json.Length <= LongestPreview || json[0] != '"')
            return json;
        var end = 1;
        while (end < LongestPreview && json[end] != '"')
            end += CharacterLength(json.AsSpan(end));
        return end < LongestPreview || end >= json.Length ? json : $"{json.AsSpan(0, end)}\"";
    }

    /// <summary>The length of the code point that a JSON string continues with, which may be escaped.</summary>
    private static int CharacterLength(ReadOnlySpan<char> json) => json switch
    {
        ['\\', 'u', 'd' or 'D', (>= '8' and <= '9') or (>= 'a' and <= 'b') or (>= 'A' and <= 'B'), ..] => 12,
        ['\\', 'u', ..] => 6,
        ['\\', ..] => 2,
        _ => char.IsHighSurrogate(json[0]) ? 2 : 1,
    };

    private static string? Preview(string? json)
    {
        if (json is null or "null")
            return null;
        var text = SpanJson.TextOf(Beginning(json)) ?? json;
        if (!TextRules.IsStorable(text))
            text = json;
        return TextRules.CodePointLength(text) <= MaxPreviewLength
            ? text
            : TextRules.Truncate(text, MaxPreviewLength - Ellipsis.Length) + Ellipsis;
    }
}
