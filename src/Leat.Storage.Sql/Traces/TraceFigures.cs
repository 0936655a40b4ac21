using Leat.Core;

namespace Leat.Storage.Sql.Traces;

/// <summary>What spans used and cost; null where none tells.</summary>
internal readonly record struct TraceFigures(TokenUsage? Tokens, ModelCost? Cost)
{
    public static TraceFigures Of(Span span) => new(SpanBatch.TokensOf(span), SpanBatch.CostOf(span));

    public bool IsEmpty => Tokens is null && Cost is null;

    public static TraceFigures Add(TraceFigures left, TraceFigures right) => new(
        left.Tokens is { } tokens ? tokens + (right.Tokens ?? default) : right.Tokens,
        left.Cost is { } cost ? cost + (right.Cost ?? default) : right.Cost);
}
