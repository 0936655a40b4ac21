using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/metrics</c>.</summary>
internal static class MetricEndpoints
{
    /// <summary>Most runs of one bulk call.</summary>
    private const int MaxBulkRuns = 100;

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapMetrics(this RpcRoutes routes)
    {
        var metrics = routes.Group("/mlflow/metrics", "Metrics");
        metrics.MapWritten(Get, "/get-history", WriteHistoryAsync, Json.GetMetricHistoryRequest, Json.GetMetricHistoryResponse);
        metrics.Map(
            Get,
            "/get-history-bulk",
            GetBulkAsync,
            Json.GetMetricHistoryBulkRequest,
            Json.GetMetricHistoryBulkResponse,
            ajaxOnly: true);
        metrics.Map(
            Get,
            "/get-history-bulk-interval",
            GetBulkIntervalAsync,
            Json.GetMetricHistoryBulkIntervalRequest,
            Json.GetMetricHistoryBulkIntervalResponse);
        routes.Group("/metrics", "Metrics", RpcCall.LeatVersion).Map(
            Post,
            "/history",
            GetThinnedAsync,
            Json.GetThinnedHistoriesRequest,
            Json.GetThinnedHistoriesResponse);
    }

    private static async Task<GetThinnedHistoriesResponse> GetThinnedAsync(
        GetThinnedHistoriesRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        GetThinnedHistoriesResponse.From(await store.Metrics.GetThinnedHistoriesAsync(request.ToQuery(), cancellationToken));

    /// <summary>Sends the history as it is read: each piece waits until the client has taken the one before, so that neither a
    /// long history nor a slow client takes memory.</summary>
    private static async Task WriteHistoryAsync(GetMetricHistoryRequest request, ITrackingStore store, HttpContext context)
    {
        // To MLflow's decoder a missing number is 0, so both mean: no limit given.
        var offset = PageToken.ToOffset(request.PageToken);
        long? limit = request.MaxResults is { } size and not 0 ? PageSize.Check(size) : null;
        var (response, cancellationToken) = (context.Response, context.RequestAborted);
        var writer = new MetricHistoryWriter(response.BodyWriter, request.MetricKey!);
        var left = limit ?? long.MaxValue;
        var more = false;

        // One point more than wanted tells whether there is a next page.
        await foreach (var piece in store.Metrics.StreamHistoryAsync(request.RunId!, request.MetricKey!, offset, limit + 1, cancellationToken))
        {
            if (!response.HasStarted)
                response.ContentType = ResponseWriter.Json;
            writer.Write(piece.Span[..(int)Math.Min(piece.Length, left)]);
            more = piece.Length > left;
            left -= Math.Min(piece.Length, left);

            // Nothing may stay unsent while the next piece is read: if that fails, what follows is an error or a broken connection.
            await response.BodyWriter.FlushAsync(cancellationToken);
        }

        if (!response.HasStarted)
            response.ContentType = ResponseWriter.Json;
        writer.End(more ? PageToken.FromOffset(offset + limit!.Value) : null);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private static async Task<GetMetricHistoryBulkResponse> GetBulkAsync(
        GetMetricHistoryBulkRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        if (request.RunIds is not { Count: > 0 } runIds)
            throw LeatException.InvalidParameter("GetMetricHistoryBulk request must specify at least one run_id.");
        if (runIds.Count > MaxBulkRuns)
        {
            throw LeatException.InvalidParameter(
                $"GetMetricHistoryBulk request cannot specify more than {MaxBulkRuns} run_ids. Received {runIds.Count} run_ids.");
        }

        if (string.IsNullOrEmpty(request.MetricKey))
            throw LeatException.InvalidParameter("GetMetricHistoryBulk request must specify a metric_key.");
        var limit = Math.Min(request.MaxResults ?? long.MaxValue, GetMetricHistoryBulkRequest.MaxPageSize);
        var histories = limit == 0
            ? []
            : await store.Metrics.GetHistoryBulkAsync(runIds, request.MetricKey, (int)limit, cancellationToken);
        return GetMetricHistoryBulkResponse.From(request.MetricKey, histories);
    }

    private static async Task<GetMetricHistoryBulkIntervalResponse> GetBulkIntervalAsync(
        GetMetricHistoryBulkIntervalRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var (start, end) = (request.StartStep, request.EndStep);
        if (start is null != end is null)
            throw LeatException.InvalidParameter("If either start step or end step are specified, both must be specified.");
        if (start > end)
        {
            throw LeatException.InvalidParameter(
                $"end_step must be greater than start_step. Found start_step={start} and end_step={end}.");
        }

        if (request.RunIds!.Count == 0)
            return new GetMetricHistoryBulkIntervalResponse(null);
        var histories = await store.Metrics.GetHistoryBulkIntervalAsync(
            request.RunIds,
            request.MetricKey!,
            start,
            end,
            request.MaxResults ?? GetMetricHistoryBulkIntervalRequest.MaxPageSize,
            cancellationToken);
        return GetMetricHistoryBulkIntervalResponse.From(request.MetricKey!, histories);
    }
}
