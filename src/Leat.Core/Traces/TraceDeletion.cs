namespace Leat.Core;

/// <summary>A valid request to delete traces of one experiment: those with certain ids, or the oldest.</summary>
public sealed record TraceDeletion
{
    private TraceDeletion(string experimentId) => ExperimentId = experimentId;

    /// <summary>Only traces of this experiment are deleted.</summary>
    public string ExperimentId { get; }

    /// <summary>The traces; null if they are selected by age.</summary>
    public IReadOnlyList<string>? TraceIds { get; private init; }

    /// <summary>Selects traces that started at or before this time, Unix milliseconds, UTC.</summary>
    public long MaxTimestampMs { get; private init; }

    /// <summary>Maximum number of traces, oldest first.</summary>
    public long MaxTraces { get; private init; } = long.MaxValue;

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: neither ids nor an age, or both.</exception>
    public static TraceDeletion Create(
        string experimentId, long? maxTimestampMs = null, long? maxTraces = null, IReadOnlyList<string>? traceIds = null)
    {
        var byId = traceIds is { Count: > 0 };
        if (byId && maxTimestampMs is not null)
            throw LeatException.InvalidParameter("Only one of `max_timestamp_millis` and `trace_ids` can be specified.");
        if (!byId && maxTimestampMs is null)
            throw LeatException.InvalidParameter("Either `max_timestamp_millis` or `trace_ids` must be specified.");
        if (byId && maxTraces is not null)
            throw LeatException.InvalidParameter("`max_traces` can't be specified if `trace_ids` is specified.");
        if (maxTraces <= 0)
            throw LeatException.InvalidParameter($"`max_traces` must be a positive integer, received {maxTraces}.");
        return new TraceDeletion(experimentId)
        {
            TraceIds = byId ? traceIds : null,
            MaxTimestampMs = maxTimestampMs ?? 0,
            MaxTraces = maxTraces ?? long.MaxValue,
        };
    }
}
