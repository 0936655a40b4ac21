namespace Leat.Core;

/// <summary>A valid request to end a trace of the old API.</summary>
public sealed record TraceEnd
{
    private TraceEnd(string traceId) => TraceId = traceId;

    /// <summary>Which trace.</summary>
    public string TraceId { get; }

    /// <summary>When it ended: Unix milliseconds, UTC.</summary>
    public long TimestampMs { get; private init; }

    /// <summary>How it went.</summary>
    public TraceState State { get; private init; }

    /// <summary>Added to that which is there.</summary>
    public IReadOnlyList<Tag> Metadata { get; private init; } = [];

    /// <summary>Added to those that are there.</summary>
    public IReadOnlyList<Tag> Tags { get; private init; } = [];

    /// <summary>Checks and makes a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a key or text that is not allowed.</exception>
    public static TraceEnd Create(
        string traceId, long timestampMs, TraceState state, IReadOnlyList<Tag>? metadata = null, IReadOnlyList<Tag>? tags = null) => new(traceId)
        {
            TimestampMs = TraceRules.CheckTime("timestamp_ms", timestampMs),
            State = state,
            Metadata = TraceRules.CheckEntries("request_metadata", metadata),
            Tags = TraceRules.CheckEntries("tags", tags),
        };
}
