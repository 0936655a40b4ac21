using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/traces</c> of version 2, most of which MLflow keeps for older clients only.</summary>
internal static class OldTraceEndpoints
{
    private const string RequestId = "request_id";

    public static void MapOldTraces(this RpcRoutes routes)
    {
        var traces = routes.Group("/mlflow/traces", "Traces");
        traces.Map(Post, "", async (StartOldTraceRequest request, RpcContext call) =>
            OldTraceResponse.From(await call.Store.Traces.StartTraceAsync(request.ToCommand(call.Limits), call.Cancellation)));
        traces.Map(Get, "", async (SearchOldTracesRequest request, RpcContext call) =>
            SearchOldTracesResponse.From(await call.Store.Traces.SearchTracesAsync(request.ToQuery(), call.Cancellation)));
        traces.Map(Patch, "/{request_id}", async (EndOldTraceRequest request, RpcContext call) =>
            OldTraceResponse.From(await call.Store.Traces.EndTraceAsync(request.ToCommand(call[RequestId], call.Limits), call.Cancellation)));
        traces.Map(Get, "/{request_id}/info", async (PathOnlyRequest _, RpcContext call) =>
            OldTraceResponse.From(await call.Store.Traces.GetTraceInfoAsync(call[RequestId], call.Cancellation)), "getOldTrace");
        TraceEndpoints.MapCommon(traces, RequestId, "OldTrace");
        traces.Map(Post, "/link-to-run", (LinkTracesToRunRequest request, RpcContext call) =>
            call.Store.Traces.LinkTracesToRunAsync(request.ToCommand(), call.Cancellation));
        traces.Map(Post, "/link-prompts", (LinkPromptsToTraceRequest request, RpcContext call) =>
            call.Store.Traces.LinkPromptsAsync(request.ToCommand(), call.Cancellation));
    }
}
