using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/traces</c> of version 2, most of which MLflow keeps for older clients only.</summary>
internal static class OldTraceEndpoints
{
    private const string RequestId = "request_id";

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapOldTraces(this RpcRoutes routes)
    {
        var traces = routes.Group("/mlflow/traces", "Traces");
        traces.Map(
            Post,
            "",
            async (request, store, cancel) => OldTraceResponse.From(await store.Traces.StartTraceAsync(request.ToCommand(), cancel)),
            Json.StartOldTraceRequest,
            Json.OldTraceResponse);
        traces.Map(
            Get,
            "",
            async (request, store, cancel) => SearchOldTracesResponse.From(await store.Traces.SearchTracesAsync(request.ToQuery(), cancel)),
            Json.SearchOldTracesRequest,
            Json.SearchOldTracesResponse);
        traces.MapAt(
            Patch,
            "/{request_id}",
            async (path, request, store, cancel) =>
                OldTraceResponse.From(await store.Traces.EndTraceAsync(request.ToCommand(path[RequestId]), cancel)),
            Json.EndOldTraceRequest,
            Json.OldTraceResponse);
        traces.MapAt(
            Get,
            "/{request_id}/info",
            async (path, _, store, cancel) => OldTraceResponse.From(await store.Traces.GetTraceInfoAsync(path[RequestId], cancel)),
            Json.PathOnlyRequest,
            Json.OldTraceResponse);
        traces.MapCommandAt(
            Patch,
            "/{request_id}/tags",
            (path, request, store, cancel) => store.Traces.SetTraceTagAsync(path[RequestId], request.ToTag(), cancel),
            Json.SetTraceTagRequest);
        traces.MapCommandAt(
            Delete,
            "/{request_id}/tags",
            (path, request, store, cancel) => store.Traces.DeleteTraceTagAsync(path[RequestId], request.Key!, cancel),
            Json.DeleteTraceTagRequest);
        traces.Map(
            Post,
            "/delete-traces",
            async (request, store, cancel) => new DeleteTracesResponse(await store.Traces.DeleteTracesAsync(request.ToCommand(), cancel)),
            Json.DeleteTracesRequest,
            Json.DeleteTracesResponse);
        traces.MapCommand(
            "/link-to-run",
            (request, store, cancel) => store.Traces.LinkTracesToRunAsync(request.ToCommand(), cancel),
            Json.LinkTracesToRunRequest);
    }
}
