using Leat.Core;

namespace Leat.Protocol;

/// <summary>A trace without its spans, as it travels in version 3 of the API.</summary>
/// <param name="TraceId">Letters, digits and _ - . :, at most 256.</param>
/// <param name="ClientRequestId">The application's own id of the call.</param>
/// <param name="TraceLocation">Where it is kept.</param>
/// <param name="RequestPreview">The beginning of what went in.</param>
/// <param name="ResponsePreview">The beginning of what came out.</param>
/// <param name="RequestTime">When it began: RFC 3339, kept to the millisecond.</param>
/// <param name="ExecutionDuration">How long it took: seconds with an s, such as <c>1.500s</c>.</param>
/// <param name="State">How it went.</param>
/// <param name="TraceMetadata">Texts by key, at most 250 characters each key; left out when there is none.</param>
/// <param name="Assessments">Left out when there are none.</param>
/// <param name="Tags">Texts by key; left out when there are none.</param>
internal sealed record TraceInfoMessage(
    string? TraceId,
    [property: MayBeLeftOut] string? ClientRequestId,
    TraceLocationMessage? TraceLocation,
    [property: MayBeLeftOut] string? RequestPreview,
    [property: MayBeLeftOut] string? ResponsePreview,
    string? RequestTime,
    [property: MayBeLeftOut] string? ExecutionDuration,
    [property: WireEnum(nameof(EnumNames.TraceState))] string? State,
    IReadOnlyDictionary<string, string>? TraceMetadata,
    IReadOnlyList<AssessmentMessage>? Assessments,
    IReadOnlyDictionary<string, string>? Tags)
{
    public static TraceInfoMessage From(TraceInfo trace) => new(
        trace.TraceId,
        trace.ClientRequestId,
        TraceLocationMessage.Of(trace.ExperimentId),
        trace.RequestPreview,
        trace.ResponsePreview,
        WireTimes.Timestamp(trace.RequestTimeMs),
        trace.ExecutionDurationMs is { } duration ? WireTimes.Duration(duration) : null,
        trace.State.WireName(),
        trace.Metadata.ToMap(),
        trace.Assessments.ToMessages(AssessmentMessage.From),
        trace.Tags.ToMap());

    /// <summary>The trace to be made, as it travels.</summary>
    public static TraceInfoMessage From(NewTrace trace)
    {
        var info = new TraceInfo(
            trace.TraceId, trace.ExperimentId, trace.RequestTimeMs, trace.ExecutionDurationMs, trace.State, trace.Metadata, trace.Tags, [])
        {
            ClientRequestId = trace.ClientRequestId,
            RequestPreview = trace.RequestPreview,
            ResponsePreview = trace.ResponsePreview,
        };
        return From(info) with { Assessments = trace.Assessments.ToMessages(AssessmentMessage.From) };
    }

    internal static TraceInfoMessage Decode(WireFields fields)
    {
        var traceId = fields.RequireString("trace_id");
        var location = TraceLocationMessage.Decode(fields.RequireMessage("trace_location"));
        return new TraceInfoMessage(
            traceId,
            fields.GetString("client_request_id"),
            location,
            fields.GetString("request_preview"),
            fields.GetString("response_preview"),
            WireTimes.Timestamp(fields.GetTimestampMs("request_time") ?? 0),
            fields.GetDurationMs("execution_duration") is { } duration ? WireTimes.Duration(duration) : null,
            fields.GetEnum("state", EnumNames.TraceState),
            fields.GetMap("trace_metadata"),
            fields.GetMessages("assessments", AssessmentMessage.DecodeWhole),
            fields.GetMap("tags"));
    }

    /// <summary>The trace that a server sent, with its assessments.</summary>
    public TraceInfo ToWholeEntity() => ToEntity() with { Assessments = Assessments.ToEntities(assessment => assessment.ToEntity()) };

    /// <summary>The trace, without its assessments.</summary>
    public TraceInfo ToEntity() => new(
        TraceId ?? "",
        TraceLocation?.ToExperimentId() ?? "",
        WireTimes.ToUnixMs(RequestTime) ?? 0,
        WireTimes.ToDurationMs(ExecutionDuration),
        TraceStates.TryParse(State, out var state) ? state : TraceState.Unspecified,
        TraceMetadata.ToEntries(),
        Tags.ToEntries(),
        [])
    {
        ClientRequestId = ClientRequestId,
        RequestPreview = RequestPreview,
        ResponsePreview = ResponsePreview,
    };
}
