using System.Text.Json;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>Traces with their spans, from the store or, where clients upload them, from a file of the trace.</summary>
internal sealed class TraceContent
{
    private const string File = "traces.json";

    /// <summary>Bytes that wait at most to be sent.</summary>
    private const int FlushAt = 1 << 16;

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    /// <summary>How long to wait for spans that are on their way, as MLflow does.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private readonly ITrackingStore _store;
    private readonly IArtifactRepositoryProvider _artifacts;

    private TraceContent(ITrackingStore store, IArtifactRepositoryProvider artifacts)
    {
        _store = store;
        _artifacts = artifacts;
    }

    public static void MapTraceContent(
        IEndpointRouteBuilder routes, RpcRoutes rpc, LeatServerOptions options, IArtifactRepositoryProvider artifacts)
    {
        var traces = rpc.Group("/mlflow/traces", "Traces", RpcCall.LaterMlflowVersion);
        traces.Map(Get, "/get", GetAsync, Json.GetTraceRequest, Json.GetTraceResponse);
        traces.Map(Get, "/batchGet", BatchGetAsync, Json.BatchGetTracesRequest, Json.BatchGetTracesResponse);
        routes.MapMethods(
            $"{options.StaticPrefix}/ajax-api/2.0/mlflow/get-trace-artifact",
            [Get, Head],
            new TraceContent(rpc.Store, artifacts).DownloadAsync);
    }

    private static async Task<GetTraceResponse> GetAsync(GetTraceRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var trace = await FindAsync(store, request.TraceId!, cancellationToken);
        if (request.AllowPartial == true)
            return new GetTraceResponse(WholeTraceMessage.From(trace));
        foreach (var wait in Waits)
        {
            // Spans that go elsewhere will not come.
            if (trace.IsComplete || trace.Info.FindTag(TraceKeys.SpansLocation) != TraceKeys.TrackingStore)
                break;
            await Task.Delay(wait, cancellationToken);
            trace = await FindAsync(store, request.TraceId!, cancellationToken);
        }

        return trace.IsComplete
            ? new GetTraceResponse(WholeTraceMessage.From(trace))
            : throw LeatException.DoesNotExist($"Trace with ID {request.TraceId} is not fully exported yet, please try again later.");
    }

    private static async Task<BatchGetTracesResponse> BatchGetAsync(
        BatchGetTracesRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var traces = await store.Traces.GetTracesAsync(request.TraceIds!, cancellationToken);
        return BatchGetTracesResponse.From([.. traces.Where(trace => trace.IsComplete)]);
    }

    private static async Task<Trace> FindAsync(ITrackingStore store, string traceId, CancellationToken cancellationToken) =>
        await store.Traces.GetTracesAsync([traceId], cancellationToken) is [var trace]
            ? trace
            : throw LeatException.DoesNotExist($"Trace with ID {traceId} is not found.");

    private async Task DownloadAsync(HttpContext context)
    {
        const string parameter = "request_id";
        var query = WireFields.FromQuery(context.Request.QueryString.Value ?? "");
        if (query.GetString(parameter) is not { Length: > 0 } traceId)
            throw new LeatException(ErrorCode.BadRequest, $"Request must include the \"{parameter}\" query parameter.");
        var trace = await FindAsync(_store, traceId, context.RequestAborted);
        if (trace.Spans.Count > 0)
        {
            await SendAsync(context, trace.Spans);
            return;
        }

        if (trace.Info.FindTag(TraceKeys.ArtifactLocation) is not { } location)
            throw LeatException.DoesNotExist($"Trace with ID {traceId} has no spans, and no place for files.");
        await ArtifactDownload.SendAsync(context, _artifacts.Open(location), File);
    }

    private static async Task SendAsync(HttpContext context, IReadOnlyList<Span> spans)
    {
        ArtifactDownload.SetSafetyHeaders(context.Response.Headers, File);
        context.Response.ContentType = ResponseWriter.Json;
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartArray("spans");
        foreach (var span in spans)
        {
            SpanJson.Write(writer, span);
            if (writer.BytesPending > FlushAt)
                await writer.FlushAsync(context.RequestAborted);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
