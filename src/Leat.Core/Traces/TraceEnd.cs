namespace Leat.Core;

/// <summary>A valid request to end a trace of the old API.</summary>
public sealed record TraceEnd
{
    private TraceEnd(string traceId) => TraceId = traceId;

    /// <summary>The trace.</summary>
    public string TraceId { get; }

    /// <summary>End time: Unix milliseconds, UTC.</summary>
    public long TimestampMs { get; private init; }

    /// <summary>Its outcome.</summary>
    public TraceState State { get; private init; }

    /// <summary>Added to the existing metadata.</summary>
    public IReadOnlyList<Tag> Metadata { get; private init; } = [];

    /// <summary>Added to the existing tags.</summary>
    public IReadOnlyList<Tag> Tags { get; private init; } = [];

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a key or text that is not allowed.</exception>
    public static TraceEnd Create(
        string traceId,
        long timestampMs,
        TraceState state,
        IReadOnlyList<Tag>? metadata = null,
        IReadOnlyList<Tag>? tags = null,
        InputLimits? limits = null) => new(traceId)
        {
            TimestampMs = TraceRules.CheckTime("timestamp_ms", timestampMs),
            State = state,
            Metadata = TraceRules.CheckEntries("request_metadata", metadata, limits),
            Tags = TraceRules.CheckEntries("tags", tags, limits),
        };
}
