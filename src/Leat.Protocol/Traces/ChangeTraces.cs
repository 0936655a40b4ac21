using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>PATCH …/mlflow/traces/{trace_id}/tags</c>, of version 2 and 3.</summary>
/// <param name="Key">Which tag.</param>
/// <param name="Value">Its value; empty if left out.</param>
internal sealed record SetTraceTagRequest(string? Key, string? Value) : IWireRequest<SetTraceTagRequest>
{
    public static SetTraceTagRequest Decode(WireFields fields) => new(fields.RequireString("key"), fields.GetString("value"));

    /// <summary>The tag.</summary>
    public Tag ToTag() => new(Key ?? "", Value ?? "");
}

/// <summary>Body of <c>DELETE …/mlflow/traces/{trace_id}/tags</c>, of version 2 and 3.</summary>
/// <param name="Key">Which tag.</param>
internal sealed record DeleteTraceTagRequest(string? Key) : IWireRequest<DeleteTraceTagRequest>
{
    public static DeleteTraceTagRequest Decode(WireFields fields) => new(fields.RequireString("key"));
}

/// <summary>Body of <c>POST …/mlflow/traces/delete-traces</c>, of version 2 and 3.</summary>
/// <param name="ExperimentId">Whose traces.</param>
/// <param name="MaxTimestampMillis">Those that began at this time or before: Unix milliseconds, UTC. Not together with request_ids.</param>
/// <param name="MaxTraces">At most so many of them, the oldest first. Only with max_timestamp_millis.</param>
/// <param name="RequestIds">Ids of traces of this experiment; others count as not there.</param>
internal sealed record DeleteTracesRequest(
    string? ExperimentId,
    long? MaxTimestampMillis = null,
    [property: Limits(least: 1)] long? MaxTraces = null,
    IReadOnlyList<string>? RequestIds = null) : IWireRequest<DeleteTracesRequest>
{
    public static DeleteTracesRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"),
        fields.GetInt64("max_timestamp_millis"),
        fields.GetInt64("max_traces"),
        fields.GetStrings("request_ids"));

    public static DeleteTracesRequest From(TraceDeletion deletion) =>
        deletion.TraceIds is { } ids
            ? new DeleteTracesRequest(deletion.ExperimentId, RequestIds: ids)
            : new DeleteTracesRequest(
                deletion.ExperimentId, deletion.MaxTimestampMs, deletion.MaxTraces == long.MaxValue ? null : deletion.MaxTraces);

    public TraceDeletion ToCommand() => TraceDeletion.Create(ExperimentId!, MaxTimestampMillis, MaxTraces, RequestIds);
}

/// <summary>Answer of <c>delete-traces</c>.</summary>
/// <param name="TracesDeleted">How many.</param>
internal sealed record DeleteTracesResponse(long TracesDeleted);

/// <summary>Body of <c>POST /api/2.0/mlflow/traces/link-to-run</c>.</summary>
/// <param name="TraceIds">Which traces.</param>
/// <param name="RunId">The run.</param>
internal sealed record LinkTracesToRunRequest(
    [property: Limits(most: TraceRules.MaxLinkedTraces)] IReadOnlyList<string>? TraceIds,
    string? RunId) : IWireRequest<LinkTracesToRunRequest>
{
    public static LinkTracesToRunRequest Decode(WireFields fields) =>
        new(fields.RequireStrings("trace_ids"), fields.RequireString("run_id"));

    public TraceLinks ToCommand() => TraceLinks.Create(RunId!, TraceIds!);
}
