using Leat.Core;

namespace Leat.Protocol;

/// <summary>The spans of an export: those that can be kept, and how many cannot. Dispose it when they have been stored.</summary>
/// <remarks>Decoded spans take ten times the memory of the export. So all are checked first, but only those of the first piece stay decoded; the
/// others are decoded again when their piece is wanted.</remarks>
internal abstract class OtlpSpans : IDisposable
{
    /// <summary>The most attributes and events of one span. OpenTelemetry's own default is 128 of each.</summary>
    internal const int MaxEntries = 100_000;

    /// <summary>The most bytes of an attribute's value as JSON.</summary>
    internal const int MaxJson = 32 * 1024 * 1024;

    /// <summary>About the most memory that the spans of a piece take, in bytes.</summary>
    private const long PieceCost = 8 * 1024 * 1024;

    /// <summary>Memory of a span, an event and an attribute besides their texts.</summary>
    private const int SpanCost = 400;
    private const int EventCost = 120;
    private const int AttributeCost = 80;

    private readonly List<Span> _first = [];
    private long _firstCost;

    /// <summary>How many valid spans there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many spans were refused. One bad span does not spoil the others.</summary>
    public int Refused { get; private set; }

    /// <summary>Why the first of them was refused; null if none was.</summary>
    public string? FirstReason { get; private set; }

    /// <summary>Whether there was no span at all.</summary>
    public bool IsEmpty => Count == 0 && Refused == 0;

    /// <summary>All valid spans, in their order.</summary>
    public IReadOnlyList<Span> Spans => [.. InPieces().SelectMany(piece => piece)];

    /// <summary>The valid spans, in their order, as many at a time as may be decoded together. Ask for the next piece when the one before is
    /// stored.</summary>
    public IEnumerable<IReadOnlyList<Span>> InPieces()
    {
        if (_first.Count > 0)
            yield return _first;
        for (var next = _first.Count; next < Count;)
        {
            var (piece, cost) = (new List<Span>(), 0L);
            for (; next < Count && cost < PieceCost; next++)
            {
                var span = Decode(next);
                piece.Add(span);
                cost += CostOf(span);
            }

            yield return piece;
        }
    }

    public abstract void Dispose();

    /// <summary>Decodes a valid span again.</summary>
    protected abstract Span Decode(int index);

    /// <summary>Counts a valid span.</summary>
    protected void Take(Span span)
    {
        SpanBatch.Check(span);
        if (_firstCost < PieceCost && _first.Count == Count)
        {
            _first.Add(span);
            _firstCost += CostOf(span);
        }

        Count++;
    }

    /// <summary>Counts a span that is not valid.</summary>
    protected void Refuse(string reason)
    {
        Refused++;
        FirstReason ??= reason;
    }

    /// <summary>Counts an attribute or event of a span.</summary>
    internal static void CountEntry(ref int entries)
    {
        if (++entries > MaxEntries)
            throw new FormatException($"A span has more than {MaxEntries} attributes and events.");
    }

    /// <summary>The error for a value that grows too large.</summary>
    internal static FormatException TooLargeValue() => new($"The value of an attribute takes more than {MaxJson} bytes as JSON.");

    /// <summary>OpenTelemetry's id, unless the span says which trace of MLflow's it belongs to, as those of copied traces do.</summary>
    internal static string TraceIdOf(string otelId, IReadOnlyList<KeyValuePair<string, string>> attributes) =>
        attributes.LastOrDefault(attribute => attribute.Key == TraceKeys.TraceId).Value is { } json && GivenId(json) is { Length: > 0 } given
            ? given
            : OtlpTraces.TracePrefix + otelId;

    private static long CostOf(Span span) => SpanCost + (sizeof(char) * (long)(span.Name.Length + span.StatusMessage.Length))
        + CostOf(span.Attributes) + span.Events.Sum(entry => EventCost + (sizeof(char) * (long)entry.Name.Length) + CostOf(entry.Attributes));

    private static long CostOf(IReadOnlyList<KeyValuePair<string, string>> attributes) =>
        attributes.Sum(entry => AttributeCost + (sizeof(char) * (long)(entry.Key.Length + entry.Value.Length)));

    /// <summary>MLflow's own attributes are JSON inside a text; some exporters send the text alone.</summary>
    private static string? GivenId(string json)
    {
        var text = SpanJson.TextOf(json);
        return text is null ? null : SpanJson.TextOf(text) ?? text;
    }
}

/// <summary>The spans of an export in one of OTLP's two forms.</summary>
/// <typeparam name="TPlace">Where a span stands in the export.</typeparam>
/// <param name="read">Decodes the span at a place.</param>
/// <param name="source">What the places are places of, if it has to be disposed.</param>
internal sealed class OtlpSpans<TPlace>(Func<TPlace, Span> read, IDisposable? source = null) : OtlpSpans
{
    private readonly List<TPlace> _places = [];

    /// <summary>Takes the span at a place, or counts it as refused.</summary>
    public void Add(TPlace place)
    {
        try
        {
            Take(read(place));
            _places.Add(place);
        }
        catch (Exception exception) when (exception is FormatException or LeatException or InvalidOperationException)
        {
            Refuse(exception.Message);
        }
    }

    public override void Dispose() => source?.Dispose();

    protected override Span Decode(int index) => read(_places[index]);
}
