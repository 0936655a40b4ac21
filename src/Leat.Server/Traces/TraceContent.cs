using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>Traces with their spans, from the store or, where clients upload them, from a file of the trace.</summary>
internal static class TraceContent
{
    /// <summary>The least bytes of a file that are read at a time.</summary>
    private const int LeastPiece = 64 * 1024;

    /// <summary>The folder of a trace's attachments.</summary>
    private const string Attachments = "attachments";

    /// <summary>How long to wait for spans that are on their way, as MLflow does.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>The error for a trace that is not there, as these calls say it.</summary>
    public static LeatException NotFound(string traceId) => LeatException.DoesNotExist($"Trace with ID {traceId} is not found.");

    public static void MapTraceContent(this RpcRoutes routes)
    {
        var traces = routes.Group("/mlflow/traces", "Traces", RpcCall.LaterMlflowVersion);
        traces.Map<GetTraceRequest, GetTraceResponse>(Get, "/get", GetAsync);
        traces.Map<BatchGetTracesRequest, BatchGetTracesResponse>(Get, "/batchGet", BatchGetAsync);
        MapFiles(routes, RpcCall.MlflowVersion, null);
        MapFiles(routes, RpcCall.LaterMlflowVersion, "getTraceArtifactLater");
    }

    private static void MapFiles(RpcRoutes routes, string version, string? id) =>
        routes.Group("/mlflow", "Traces", version, RpcPlace.AjaxOnly, ServerPart.Files)
            .Map(
                Get,
                "/get-trace-artifact",
                DownloadAsync,
                RpcRequest.Query<GetTraceArtifactRequest>(),
                RpcAnswer.Written<IWrittenAnswer>(AnswerForm.JsonFile),
                id);

    private static async Task<GetTraceResponse> GetAsync(GetTraceRequest request, RpcContext call)
    {
        var trace = await FindAsync(call, request.TraceId!);
        if (request.AllowPartial == true)
            return new GetTraceResponse(WholeTraceMessage.From(trace));
        foreach (var wait in Waits)
        {
            // Spans that are stored elsewhere will not arrive here.
            if (trace.IsComplete || trace.Info.FindTag(TraceKeys.SpansLocation) != TraceKeys.TrackingStore)
                break;
            await Task.Delay(wait, call.Cancellation);
            trace = await FindAsync(call, request.TraceId!);
        }

        return trace.IsComplete
            ? new GetTraceResponse(WholeTraceMessage.From(trace))
            : throw LeatException.DoesNotExist($"Trace with ID {request.TraceId} is not fully exported yet, please try again later.");
    }

    private static async Task<BatchGetTracesResponse> BatchGetAsync(BatchGetTracesRequest request, RpcContext call)
    {
        var traces = await call.Store.Traces.GetTracesAsync(request.TraceIds!, call.Cancellation);
        return BatchGetTracesResponse.From([.. traces.Where(trace => trace.IsComplete)]);
    }

    private static async Task<IWrittenAnswer> DownloadAsync(GetTraceArtifactRequest request, RpcContext call)
    {
        var share = RequestMemory.CountReads(call.Http);
        if (request.Path is { } attachment)
            return await AttachmentAsync(call, request.TraceId, attachment);
        var trace = await FindAsync(call, request.TraceId);
        if (trace.Spans.Count > 0)
            return new SpansFile(trace.Spans);
        var files = OpenFiles(call, trace.Info);
        await RequireJsonAsync(files, request.TraceId, share, call.Cancellation);
        return new FileAnswer(files, SpansFile.Name);
    }

    /// <summary>A picture, sound or file that a client took out of the spans of a trace and left beside it.</summary>
    private static async Task<FileAnswer> AttachmentAsync(RpcContext call, string traceId, string name)
    {
        if (!Guid.TryParseExact(name, "D", out var id))
            throw LeatException.InvalidParameter($"Invalid attachment path '{TextRules.Truncate(name, 100)}': it must be a UUID.");
        var info = await call.Store.Traces.GetTraceInfosAsync([traceId], call.Cancellation) is [var found]
            ? found
            : throw NotFound(traceId);
        return new FileAnswer(OpenFiles(call, info), $"{Attachments}/{id:D}");
    }

    private static IArtifactRepository OpenFiles(RpcContext call, TraceInfo trace) => call.Artifacts.Open(
        trace.FindTag(TraceKeys.ArtifactLocation)
        ?? throw LeatException.DoesNotExist($"Trace with ID {trace.TraceId} has no place for files."));

    /// <summary>Checks the whole file before it is sent: clients will parse it. A text in it is read in one piece, so a long one is counted.</summary>
    private static async Task RequireJsonAsync(IArtifactRepository files, string traceId, MemoryShare share, CancellationToken cancellationToken)
    {
        await using var content = await files.OpenReadAsync(SpansFile.Name, cancellationToken);
        var reader = PipeReader.Create(content.Stream, new StreamPipeReaderOptions(bufferSize: LeastPiece, leaveOpen: true));
        try
        {
            var (state, left, before) = (new JsonReaderState(), 0L, share.Used);
            for (var ended = false; !ended;)
            {
                // What is left begins with a text that has not ended and is read anew. With twice as much each time, that takes a time
                // linear in its length.
                share.Keep(before, 2 * left);
                var read = await reader.ReadAtLeastAsync((int)Math.Min(int.MaxValue, LeastPiece + (2 * left)), cancellationToken);
                ended = read.IsCompleted;
                (state, left) = Skip(reader, read.Buffer, ended, state);
            }

            share.Keep(before, 0);
        }
        catch (JsonException exception)
        {
            throw new LeatException(
                ErrorCode.DataLoss, $"Trace data for request_id {traceId} is corrupted: its file {SpansFile.Name} is not JSON.", exception);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static (JsonReaderState State, long Left) Skip(PipeReader reader, ReadOnlySequence<byte> buffer, bool isLast, JsonReaderState state)
    {
        var json = new Utf8JsonReader(buffer, isLast, state);
        while (json.Read())
        {
        }

        var left = buffer.Slice(json.Position).Length;
        reader.AdvanceTo(json.Position, buffer.End);
        return (json.CurrentState, left);
    }

    private static async Task<Trace> FindAsync(RpcContext call, string traceId) =>
        await call.Store.Traces.GetTracesAsync([traceId], call.Cancellation) is [var trace]
            ? trace
            : throw NotFound(traceId);
}
