using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/traces</c>.</summary>
/// <param name="Trace">The trace.</param>
[Needs(
    "trace.trace_info.trace_location.mlflow_experiment",
    "trace.trace_info.trace_location.mlflow_experiment.experiment_id",
    "trace.trace_info.assessments.expectation.serialized_value.value")]
internal sealed record StartTraceRequest(NewTraceMessage? Trace) : IWireRequest<StartTraceRequest>
{
    public static StartTraceRequest Decode(WireFields fields) => new(
        new NewTraceMessage(TraceInfoMessage.Decode(fields.RequireMessage("trace").RequireMessage("trace_info"))));

    public static StartTraceRequest From(NewTrace trace) => new(new NewTraceMessage(TraceInfoMessage.From(trace)));

    public NewTrace ToCommand(InputLimits limits, bool storesSpans) => NewTrace.Create(
        Trace!.TraceInfo!.ToEntity(), Trace.TraceInfo.Assessments.ToEntities(assessment => assessment.ToCommand()), limits, storesSpans);
}

/// <summary>A trace to be made.</summary>
/// <param name="TraceInfo">All of it: spans go another way.</param>
internal sealed record NewTraceMessage(TraceInfoMessage? TraceInfo);

/// <summary>A trace as it travels.</summary>
/// <param name="TraceInfo">The trace without its spans.</param>
internal sealed record TraceMessage(TraceInfoMessage? TraceInfo);

/// <summary>Answer of the calls that return one trace.</summary>
/// <param name="Trace">The trace as it is now.</param>
internal sealed record TraceResponse(TraceMessage? Trace)
{
    /// <summary>The answer.</summary>
    public static TraceResponse From(TraceInfo trace) => new(new TraceMessage(TraceInfoMessage.From(trace)));

    public TraceInfo ToEntity() => Answers.Require(Trace?.TraceInfo, "trace.trace_info").ToWholeEntity();
}
