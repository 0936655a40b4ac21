namespace Leat.Core;

/// <summary>A valid request to create a trace, or to complete an existing one.</summary>
public sealed record NewTrace
{
    private NewTrace(string traceId, string experimentId)
    {
        TraceId = traceId;
        ExperimentId = experimentId;
    }

    /// <summary>Its id.</summary>
    public string TraceId { get; }

    /// <summary>The experiment it belongs to; it must be active.</summary>
    public string ExperimentId { get; }

    /// <summary>Start time: Unix milliseconds, UTC.</summary>
    public long RequestTimeMs { get; private init; }

    /// <summary>Duration; null if unknown.</summary>
    public long? ExecutionDurationMs { get; private init; }

    /// <summary>Its outcome.</summary>
    public TraceState State { get; private init; }

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Metadata { get; private init; } = [];

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; private init; } = [];

    /// <summary>The application's own id for the request.</summary>
    public string? ClientRequestId { get; private init; }

    /// <summary>The beginning of the input.</summary>
    public string? RequestPreview { get; private init; }

    /// <summary>The beginning of the output.</summary>
    public string? ResponsePreview { get; private init; }

    /// <summary>Its initial assessments.</summary>
    public IReadOnlyList<NewAssessment> Assessments { get; private init; } = [];

    /// <summary>Whether the tag that sends spans to the store is set at once. Otherwise it is set when spans come, and clients upload a file if
    /// none have: always so in the old API.</summary>
    public bool StoresSpans { get; private init; }

    /// <summary>Whether the request is one of the old API, which draws the id.</summary>
    public bool IsOld { get; private init; }

    /// <summary>Validates and creates a request as version 3 of the API does.</summary>
    /// <param name="info">The trace; its assessments are ignored.</param>
    /// <param name="assessments">Its initial assessments.</param>
    /// <param name="limits">The store's limits; null for <see cref="InputLimits.Default"/>.</param>
    /// <param name="storesSpans">See <see cref="StoresSpans"/>.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an id, key or text that is not allowed.</exception>
    public static NewTrace Create(
        TraceInfo info, IReadOnlyList<NewAssessment>? assessments = null, InputLimits? limits = null, bool storesSpans = true)
    {
        ArgumentNullException.ThrowIfNull(info);
        TraceRules.CheckTraceId(info.TraceId);
        return new NewTrace(info.TraceId, info.ExperimentId)
        {
            RequestTimeMs = TraceRules.CheckTime("request_time", info.RequestTimeMs),
            ExecutionDurationMs = info.ExecutionDurationMs,
            State = info.State,
            Metadata = TraceRules.CheckEntries("trace_metadata", info.Metadata, limits),
            Tags = TraceRules.CheckEntries("tags", info.Tags, limits),
            ClientRequestId = TraceRules.CheckClientRequestId(info.ClientRequestId),
            RequestPreview = TraceRules.CheckPreview("request_preview", info.RequestPreview),
            ResponsePreview = TraceRules.CheckPreview("response_preview", info.ResponsePreview),
            Assessments = assessments ?? [],
            StoresSpans = storesSpans,
        };
    }

    /// <summary>Validates and creates a request as version 2 of the API does, with a generated id and the trace in progress.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no experiment, or a key or text that is not allowed.</exception>
    public static NewTrace Begin(
        string? experimentId, long timestampMs, IReadOnlyList<Tag>? metadata = null, IReadOnlyList<Tag>? tags = null, InputLimits? limits = null)
    {
        if (string.IsNullOrEmpty(experimentId))
            throw LeatException.InvalidParameter("Missing value for required parameter 'experiment_id'.");
        return new NewTrace(Guid.NewGuid().ToString("N"), experimentId)
        {
            RequestTimeMs = TraceRules.CheckTime("timestamp_ms", timestampMs),
            IsOld = true,
            State = TraceState.InProgress,
            Metadata = TraceRules.CheckEntries("request_metadata", metadata, limits),
            Tags = TraceRules.CheckEntries("tags", tags, limits),
        };
    }
}
