using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/traces</c> of version 3.</summary>
internal static class TraceEndpoints
{
    private const string TraceId = "trace_id";
    private const string AssessmentId = "assessment_id";

    public static void MapTraces(this RpcRoutes routes)
    {
        var traces = routes.Group("/mlflow/traces", "Traces", RpcCall.LaterMlflowVersion);
        traces.Map(Post, "", async (StartTraceRequest request, RpcContext call) =>
            TraceResponse.From(await call.Store.Traces.StartTraceAsync(request.ToCommand(call.Limits, storesSpans: !MlflowClient.SendsSpansFirst(call.Http.Request)), call.Cancellation)));
        traces.Map(Post, "/search", async (SearchTracesRequest request, RpcContext call) =>
            SearchTracesResponse.From(await call.Store.Traces.SearchTracesAsync(request.ToQuery(), call.Cancellation)));
        traces.Map(Get, "/{trace_id}", async (PathOnlyRequest _, RpcContext call) =>
            TraceResponse.From(await call.Store.Traces.GetTraceInfoAsync(call[TraceId], call.Cancellation)), "getTraceInfo");
        traces.Map(Post, "/calculate-filter-correlation", async (CalculateTraceFilterCorrelationRequest request, RpcContext call) =>
            CalculateTraceFilterCorrelationResponse.From(await call.Store.Traces.CorrelateAsync(request.ToQuery(), call.Cancellation)));
        traces.Map(Post, "/metrics", async (QueryTraceMetricsRequest request, RpcContext call) =>
            QueryTraceMetricsResponse.From(await call.Store.Traces.MeasureAsync(request.ToQuery(), call.Cancellation)));
        traces.Map(Post, "/batchGetInfos", async (BatchGetTraceInfosRequest request, RpcContext call) =>
            BatchGetTraceInfosResponse.From(await call.Store.Traces.GetTraceInfosAsync(request.TraceIds!, call.Cancellation)));
        MapCommon(traces, TraceId, "Trace");
        MapAssessments(traces);
    }

    /// <summary>The calls that are the same in both versions, apart from the name of the trace in the path.</summary>
    /// <param name="traces">Where they are mapped.</param>
    /// <param name="id">What the path calls the trace.</param>
    /// <param name="noun">What the trace is called in the names of the calls.</param>
    public static void MapCommon(RpcGroup traces, string id, string noun)
    {
        traces.Map(Patch, $"/{{{id}}}/tags", (SetTraceTagRequest request, RpcContext call) =>
            call.Store.Traces.SetTraceTagAsync(call[id], request.ToTag(), call.Cancellation), $"set{noun}Tag");
        traces.Map(Delete, $"/{{{id}}}/tags", (DeleteTraceTagRequest request, RpcContext call) =>
            call.Store.Traces.DeleteTraceTagAsync(call[id], request.Key!, call.Cancellation), $"delete{noun}Tag");
        traces.Map(Post, "/delete-traces", async (DeleteTracesRequest request, RpcContext call) =>
            new DeleteTracesResponse(await call.Store.Traces.DeleteTracesAsync(request.ToCommand(), call.Cancellation)), $"delete{noun}s");
    }

    private static void MapAssessments(RpcGroup traces)
    {
        traces.Map(Post, "/{trace_id}/assessments", async (CreateAssessmentRequest request, RpcContext call) =>
            AssessmentResponse.From(await call.Store.Assessments.CreateAssessmentAsync(call[TraceId], request.ToCommand(), call.Cancellation)));
        traces.Map(Get, "/{trace_id}/assessments/{assessment_id}", async (PathOnlyRequest _, RpcContext call) =>
            AssessmentResponse.From(await call.Store.Assessments.GetAssessmentAsync(
                call[TraceId], call[AssessmentId], call.Cancellation)), "getAssessment");
        traces.Map(Patch, "/{trace_id}/assessments/{assessment_id}", async (UpdateAssessmentRequest request, RpcContext call) =>
            AssessmentResponse.From(await call.Store.Assessments.UpdateAssessmentAsync(
                call[TraceId], call[AssessmentId], request.ToCommand(), call.Cancellation)));
        traces.Map(Delete, "/{trace_id}/assessments/{assessment_id}", (PathOnlyRequest _, RpcContext call) =>
            call.Store.Assessments.DeleteAssessmentAsync(call[TraceId], call[AssessmentId], call.Cancellation), "deleteAssessment");
    }
}
