using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/3.0/mlflow/traces/get</c>.</summary>
/// <param name="TraceId">Which trace.</param>
/// <param name="AllowPartial">Whether to answer at once with the spans that have come.</param>
internal sealed record GetTraceRequest(string? TraceId, bool? AllowPartial) : IWireRequest<GetTraceRequest>
{
    public static GetTraceRequest Decode(WireFields fields) =>
        new(fields.RequireString("trace_id"), fields.GetBool("allow_partial"));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/traces/batchGet</c>.</summary>
/// <param name="TraceIds">Which traces.</param>
internal sealed record BatchGetTracesRequest(IReadOnlyList<string>? TraceIds) : IWireRequest<BatchGetTracesRequest>
{
    public static BatchGetTracesRequest Decode(WireFields fields) => new(fields.RequireStrings("trace_ids"));
}

/// <summary>Body of <c>POST /api/3.0/mlflow/traces/batchGetInfos</c>.</summary>
/// <param name="TraceIds">Which traces.</param>
internal sealed record BatchGetTraceInfosRequest(IReadOnlyList<string>? TraceIds) : IWireRequest<BatchGetTraceInfosRequest>
{
    public static BatchGetTraceInfosRequest Decode(WireFields fields) => new(fields.RequireStrings("trace_ids"));
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/traces/batchGetInfos</c>.</summary>
/// <param name="TraceInfos">Those that are there, in the order asked for; left out when there are none.</param>
internal sealed record BatchGetTraceInfosResponse(IReadOnlyList<TraceInfoMessage>? TraceInfos)
{
    /// <summary>The answer.</summary>
    public static BatchGetTraceInfosResponse From(IReadOnlyList<TraceInfo> traces) => new(traces.ToMessages(TraceInfoMessage.From));

    public IReadOnlyList<TraceInfo> ToEntities() => TraceInfos.ToEntities(trace => trace.ToWholeEntity());
}

/// <summary>A trace with its spans, as it travels.</summary>
/// <param name="TraceInfo">The trace.</param>
/// <param name="Spans">Left out when there are none.</param>
internal sealed record WholeTraceMessage(TraceInfoMessage? TraceInfo, IReadOnlyList<SpanMessage>? Spans)
{
    public static WholeTraceMessage From(Trace trace) =>
        new(TraceInfoMessage.From(trace.Info), trace.Spans.ToMessages(SpanMessage.From));

    public Trace ToEntity()
    {
        var info = Answers.Require(TraceInfo, "trace_info").ToWholeEntity();
        return new Trace(info, Spans.ToEntities(span => span.ToEntity(info.TraceId)));
    }
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/traces/get</c>.</summary>
/// <param name="Trace">The trace.</param>
internal sealed record GetTraceResponse(WholeTraceMessage? Trace)
{
    public Trace ToEntity() => Answers.Require(Trace, "trace").ToEntity();
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/traces/batchGet</c>.</summary>
/// <param name="Traces">Those that are complete, in the order asked for; left out when there are none.</param>
internal sealed record BatchGetTracesResponse(IReadOnlyList<WholeTraceMessage>? Traces)
{
    /// <summary>The answer.</summary>
    public static BatchGetTracesResponse From(IReadOnlyList<Trace> traces) => new(traces.ToMessages(WholeTraceMessage.From));

    public IReadOnlyList<Trace> ToEntities() => Traces.ToEntities(trace => trace.ToEntity());
}
