using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Traces on a server.</summary>
internal sealed class HttpTraceStore(HttpConnection server) : ITraceStore
{
    private const string Root = "/api/3.0/mlflow/traces";
    private const string OldRoot = "/api/2.0/mlflow/traces";

    /// <summary>The most ids per call, so that they fit into the request line of a GET.</summary>
    private const int MaxIdsOfGet = 100;

    /// <remarks>The old API draws an id on the server: sent twice, it would make two.</remarks>
    public Task<TraceInfo> StartTraceAsync(NewTrace trace, CancellationToken cancellationToken = default) => !trace.IsOld
        ? server.SendAsync(Verb.Post, Root, StartTraceRequest.From(trace), (TraceResponse answer) => answer.ToEntity(), cancellationToken)
        : SendOldAsync(Verb.Create, OldRoot, StartOldTraceRequest.From(trace), cancellationToken);

    public Task<TraceInfo> EndTraceAsync(TraceEnd ending, CancellationToken cancellationToken = default) =>
        SendOldAsync(
            Verb.Patch, $"{OldRoot}/{Uri.EscapeDataString(ending.TraceId)}", EndOldTraceRequest.From(ending), cancellationToken);

    public Task<TraceInfo> GetTraceInfoAsync(string traceId, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Get, Path(traceId), new PathOnlyRequest(), (TraceResponse answer) => answer.ToEntity(), cancellationToken);

    public Task<IReadOnlyList<TraceInfo>> GetTraceInfosAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Post, $"{Root}/batchGetInfos", new BatchGetTraceInfosRequest(traceIds),
            (BatchGetTraceInfosResponse answer) => answer.ToEntities(), cancellationToken);

    public Task<Page<TraceInfo>> SearchTracesAsync(TraceQuery query, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post, $"{Root}/search", SearchTracesRequest.From(query), (SearchTracesResponse answer) => answer.ToPage(), cancellationToken);

    public Task SetTraceTagAsync(string traceId, Tag tag, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Patch, $"{Path(traceId)}/tags", new SetTraceTagRequest(tag.Key, tag.Value), cancellationToken);

    public Task DeleteTraceTagAsync(string traceId, string key, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Path(traceId)}/tags", new DeleteTraceTagRequest(key), cancellationToken);

    public Task<long> DeleteTracesAsync(TraceDeletion deletion, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post, $"{Root}/delete-traces", DeleteTracesRequest.From(deletion),
        (DeleteTracesResponse answer) => answer.TracesDeleted, cancellationToken);

    public Task LinkTracesToRunAsync(TraceLinks links, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{OldRoot}/link-to-run", new LinkTracesToRunRequest(links.TraceIds, links.RunId), cancellationToken);

    public Task<IReadOnlyList<TraceMetricPoint>> MeasureAsync(TraceMetricQuery query, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post, $"{Root}/metrics", QueryTraceMetricsRequest.From(query),
        (QueryTraceMetricsResponse answer) => answer.ToEntities(), cancellationToken);

    public Task LinkPromptsAsync(TracePrompts prompts, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{OldRoot}/link-prompts", LinkPromptsToTraceRequest.From(prompts), cancellationToken);

    public Task<FilterCorrelation> CorrelateAsync(CorrelationQuery query, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post, $"{Root}/calculate-filter-correlation", CalculateTraceFilterCorrelationRequest.From(query),
        (CalculateTraceFilterCorrelationResponse answer) => answer.ToEntity(), cancellationToken);

    /// <remarks>Uses the endpoint of OpenTelemetry's exporters: MLflow has no other way to store spans. Its errors have no codes, so
    /// spans are checked here first, and if they are refused anyway, the experiment is requested: if it does not exist, that is the
    /// error.</remarks>
    public async Task LogSpansAsync(string experimentId, IReadOnlyList<Span> spans, CancellationToken cancellationToken = default)
    {
        SpanBatch.Of(spans);
        if (spans.Count == 0)
            return;
        var call = new HttpCall<EmptyResponse>(Verb.Post, "/v1/traces", OtlpTraces.Write(spans))
        {
            ContentType = "application/x-protobuf",
            Header = KeyValuePair.Create("x-mlflow-experiment-id", experimentId),
        };
        try
        {
            await server.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.InvalidParameterValue)
        {
            await new HttpExperimentStore(server).GetExperimentAsync(experimentId, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <remarks>The bulk call omits traces whose spans have not all arrived.</remarks>
    public async Task<IReadOnlyList<Trace>> GetTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        var traces = new List<Trace>(traceIds.Count);
        foreach (var ids in traceIds.Distinct(StringComparer.Ordinal).Chunk(MaxIdsOfGet))
        {
            var complete = await server.SendAsync(
                Verb.Get, $"{Root}/batchGet", new BatchGetTracesRequest(ids),
                (BatchGetTracesResponse answer) => answer.ToEntities(), cancellationToken).ConfigureAwait(false);
            foreach (var id in ids)
            {
                var trace = complete.FirstOrDefault(trace => trace.Info.TraceId == id)
                    ?? await FindAsync(id, cancellationToken).ConfigureAwait(false);
                if (trace is not null)
                    traces.Add(trace);
            }
        }

        return traces;
    }

    private async Task<Trace?> FindAsync(string traceId, CancellationToken cancellationToken)
    {
        try
        {
            return await server.SendAsync(
                Verb.Get, $"{Root}/get", new GetTraceRequest(traceId, AllowPartial: true),
                (GetTraceResponse answer) => answer.ToEntity(), cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <summary>Makes a call of the old API, and reads the trace by the new one, which tells more of it.</summary>
    private async Task<TraceInfo> SendOldAsync<T>(Verb verb, string path, T message, CancellationToken cancellationToken)
    {
        var traceId = await server.SendAsync(verb, path, message, (OldTraceResponse answer) => answer.ToId(), cancellationToken)
            .ConfigureAwait(false);
        return await GetTraceInfoAsync(traceId, cancellationToken).ConfigureAwait(false);
    }

    private static string Path(string traceId) => $"{Root}/{Uri.EscapeDataString(traceId)}";
}
