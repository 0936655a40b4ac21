using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/metrics</c>.</summary>
internal static class MetricEndpoints
{
    /// <summary>Most runs of one bulk call.</summary>
    private const int MaxBulkRuns = 100;

    /// <param name="routes">Where they are mapped.</param>
    /// <param name="searchTimeout">How long a call may read.</param>
    public static void MapMetrics(this RpcRoutes routes, TimeSpan searchTimeout)
    {
        var metrics = routes.Group("/mlflow/metrics", "Metrics");
        metrics.Map(
            Get,
            "/get-history",
            GetHistoryAsync,
            RpcRequest.Message<GetMetricHistoryRequest>(),
            RpcAnswer.Written<MetricHistoryAnswer>(AnswerForm.Of<GetMetricHistoryResponse>()));
        routes.Group("/mlflow/metrics", "Metrics", place: RpcPlace.AjaxOnly)
            .Map<GetMetricHistoryBulkRequest, GetMetricHistoryBulkResponse>(Get, "/get-history-bulk", GetBulkAsync);
        metrics.Map<GetMetricHistoryBulkIntervalRequest, GetMetricHistoryBulkIntervalResponse>(
            Get, "/get-history-bulk-interval", GetBulkIntervalAsync);
        routes.Group("/metrics", "Metrics", RpcCall.LeatVersion).Map(
            Post,
            "/history",
            (request, call) => GetThinnedAsync(request, call, searchTimeout),
            RpcRequest.Message<GetThinnedHistoriesRequest>(),
            RpcAnswer.Written<IWrittenAnswer>(AnswerForm.Of<GetThinnedHistoriesResponse>()));
    }

    private static async Task<IWrittenAnswer> GetThinnedAsync(GetThinnedHistoriesRequest request, RpcContext call, TimeSpan searchTimeout)
    {
        var (query, columns) = (request.ToQuery(), request.ToColumns());
        if (SeriesAnswer.IsAskedFor(call.Http.Request))
            return await SeriesAnswer.BeginAsync(query, columns, call, searchTimeout);
        var histories = await call.Store.Metrics.GetThinnedHistoriesAsync(query, call.Cancellation);
        return new MessageAnswer<GetThinnedHistoriesResponse>(GetThinnedHistoriesResponse.From(histories, columns));
    }

    private static Task<MetricHistoryAnswer> GetHistoryAsync(GetMetricHistoryRequest request, RpcContext call)
    {
        // To MLflow's decoder a missing number is 0, so both mean: no limit given.
        var offset = PageToken.ToOffset(request.PageToken);
        long? limit = request.MaxResults is { } size and not 0 ? PageSize.Check(size) : null;
        var points = call.Store.Metrics.StreamHistoryAsync(request.RunId!, request.MetricKey!, offset, limit + 1, call.Cancellation);
        return Task.FromResult(new MetricHistoryAnswer(request.MetricKey!, points, offset, limit));
    }

    private static async Task<GetMetricHistoryBulkResponse> GetBulkAsync(GetMetricHistoryBulkRequest request, RpcContext call)
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
            : await call.Store.Metrics.GetHistoryBulkAsync(runIds, request.MetricKey, (int)limit, call.Cancellation);
        return GetMetricHistoryBulkResponse.From(request.MetricKey, histories);
    }

    public static async Task<GetMetricHistoryBulkIntervalResponse> GetBulkIntervalAsync(GetMetricHistoryBulkIntervalRequest request, RpcContext call)
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
        var histories = await call.Store.Metrics.GetHistoryBulkIntervalAsync(
            request.RunIds,
            request.MetricKey!,
            start,
            end,
            request.MaxResults ?? GetMetricHistoryBulkIntervalRequest.MaxPageSize,
            call.Cancellation);
        return GetMetricHistoryBulkIntervalResponse.From(request.MetricKey!, histories);
    }
}
