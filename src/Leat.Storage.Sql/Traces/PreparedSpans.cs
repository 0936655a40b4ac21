using Leat.Core;

namespace Leat.Storage.Sql.Traces;

/// <summary>Spans of one trace with all that their rows hold, worked out before the transaction: while it is open, every other writer waits.</summary>
internal sealed class PreparedSpans
{
    /// <summary>The characters of spans written as JSON ahead of their transaction. What exceeds them is written in it, a statement's worth at a
    /// time, so that a large body is not held once more by each call that waits.</summary>
    private const int MaxCharacters = 1 << 20;

    private readonly SpanBatch _batch;

    private PreparedSpans(SpanBatch batch, IReadOnlyList<PreparedSpan> spans)
    {
        _batch = batch;
        Spans = spans;
        (StartMs, EndMs, State) = (batch.StartMs, batch.EndMs, batch.State);
        (RequestPreview, ResponsePreview) = (batch.RequestPreview, batch.ResponsePreview);
        (Session, User) = (batch.Session, batch.User);
        Figures = spans.Aggregate(default(TraceFigures), (sum, span) => TraceFigures.Add(sum, span.Figures));
    }

    public string TraceId => _batch.TraceId;

    public IReadOnlyList<PreparedSpan> Spans { get; }

    /// <summary>What they used and cost together.</summary>
    public TraceFigures Figures { get; }

    /// <inheritdoc cref="SpanBatch.IsPiece"/>
    public bool IsPiece => _batch.IsPiece;

    /// <inheritdoc cref="SpanBatch.IsLast"/>
    public bool IsLast => _batch.IsLast;

    public long StartMs { get; }

    public long? EndMs { get; }

    public TraceState? State { get; }

    public string? RequestPreview { get; }

    public string? ResponsePreview { get; }

    public string? Session { get; }

    public string? User { get; }

    /// <summary>Prepares the spans of several traces.</summary>
    public static IReadOnlyList<PreparedSpans> Of(IReadOnlyList<SpanBatch> batches)
    {
        var left = MaxCharacters;
        return [.. batches.Select(batch => new PreparedSpans(batch, [.. batch.Spans.Select(Prepare)]))];

        PreparedSpan Prepare(Span span)
        {
            var json = left > 0 ? SpanJson.Write(span) : null;
            left -= json?.Length ?? 0;
            return new PreparedSpan(
                span, json, SpanBatch.TypeOf(span), TraceFigures.Of(span), SpanBatch.ModelOf(span), SpanBatch.ProviderOf(span));
        }
    }
}

/// <summary>A span with what its rows hold.</summary>
/// <param name="Span">The span.</param>
/// <param name="Json">It as JSON; null if that is still to be written.</param>
/// <param name="Type">Its type.</param>
/// <param name="Figures">What it used and cost.</param>
/// <param name="Model">The language model that it used; null if not given.</param>
/// <param name="Provider">Who runs the model; null if not given.</param>
internal readonly record struct PreparedSpan(Span Span, string? Json, string Type, TraceFigures Figures, string? Model, string? Provider);
