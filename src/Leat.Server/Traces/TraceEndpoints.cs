using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/traces</c> of version 3.</summary>
internal static class TraceEndpoints
{
    private const string TraceId = "trace_id";
    private const string AssessmentId = "assessment_id";

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapTraces(this RpcRoutes routes)
    {
        var traces = routes.Group("/mlflow/traces", "Traces", RpcCall.LaterMlflowVersion);
        traces.Map(
            Post,
            "",
            async (request, store, cancel) => TraceResponse.From(await store.Traces.StartTraceAsync(request.ToCommand(), cancel)),
            Json.StartTraceRequest,
            Json.TraceResponse);
        traces.Map(
            Post,
            "/search",
            async (request, store, cancel) => SearchTracesResponse.From(await store.Traces.SearchTracesAsync(request.ToQuery(), cancel)),
            Json.SearchTracesRequest,
            Json.SearchTracesResponse);
        traces.MapAt(
            Get,
            "/{trace_id}",
            async (path, _, store, cancel) => TraceResponse.From(await store.Traces.GetTraceInfoAsync(path[TraceId], cancel)),
            Json.PathOnlyRequest,
            Json.TraceResponse);
        traces.MapCommandAt(
            Patch,
            "/{trace_id}/tags",
            (path, request, store, cancel) => store.Traces.SetTraceTagAsync(path[TraceId], request.ToTag(), cancel),
            Json.SetTraceTagRequest);
        traces.MapCommandAt(
            Delete,
            "/{trace_id}/tags",
            (path, request, store, cancel) => store.Traces.DeleteTraceTagAsync(path[TraceId], request.Key!, cancel),
            Json.DeleteTraceTagRequest);
        traces.Map(
            Post,
            "/delete-traces",
            async (request, store, cancel) => new DeleteTracesResponse(await store.Traces.DeleteTracesAsync(request.ToCommand(), cancel)),
            Json.DeleteTracesRequest,
            Json.DeleteTracesResponse);
        traces.Map(
            Post,
            "/calculate-filter-correlation",
            async (request, store, cancel) =>
                CalculateTraceFilterCorrelationResponse.From(await store.Traces.CorrelateAsync(request.ToQuery(), cancel)),
            Json.CalculateTraceFilterCorrelationRequest,
            Json.CalculateTraceFilterCorrelationResponse);
        MapAssessments(traces);
    }

    private static void MapAssessments(RpcGroup traces)
    {
        traces.MapAt(
            Post,
            "/{trace_id}/assessments",
            async (path, request, store, cancel) =>
                AssessmentResponse.From(await store.Assessments.CreateAssessmentAsync(path[TraceId], request.ToCommand(), cancel)),
            Json.CreateAssessmentRequest,
            Json.AssessmentResponse);
        traces.MapAt(
            Get,
            "/{trace_id}/assessments/{assessment_id}",
            async (path, _, store, cancel) =>
                AssessmentResponse.From(await store.Assessments.GetAssessmentAsync(path[TraceId], path[AssessmentId], cancel)),
            Json.PathOnlyRequest,
            Json.AssessmentResponse);
        traces.MapAt(
            Patch,
            "/{trace_id}/assessments/{assessment_id}",
            async (path, request, store, cancel) => AssessmentResponse.From(
                await store.Assessments.UpdateAssessmentAsync(path[TraceId], path[AssessmentId], request.ToCommand(), cancel)),
            Json.UpdateAssessmentRequest,
            Json.AssessmentResponse);
        traces.MapCommandAt(
            Delete,
            "/{trace_id}/assessments/{assessment_id}",
            (path, _, store, cancel) => store.Assessments.DeleteAssessmentAsync(path[TraceId], path[AssessmentId], cancel),
            Json.PathOnlyRequest);
    }
}
