using Leat.Core;
using Leat.Core.Search;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/runs</c>.</summary>
internal static class RunEndpoints
{
    private static readonly RpcAnswer<RunsAnswer> Page = RpcAnswer.Written<RunsAnswer>(AnswerForm.Of<SearchRunsResponse>());

    public static void MapRuns(this RpcRoutes routes)
    {
        var limits = routes.Limits;
        var runs = routes.Group("/mlflow/runs", "Runs");
        runs.Map(Post, "/create", async (CreateRunRequest request, RpcContext call) =>
            CreateRunResponse.From(await call.Store.Runs.CreateRunAsync(request.ToCommand(), call.Cancellation)));
        runs.Map<GetRunRequest, GetRunResponse>(Get, "/get", GetAsync);
        runs.Map(Post, "/update", async (UpdateRunRequest request, RpcContext call) =>
            new UpdateRunResponse(RunInfoMessage.From(await call.Store.Runs.UpdateRunAsync(request.ToCommand(), call.Cancellation))));
        runs.Map(
            Post,
            "/search",
            (request, call) => RunsAnswer.BeginAsync(request.ToQuery(), call),
            RpcRequest.Message<SearchRunsRequest>(),
            Page);
        runs.Map(Post, "/delete", (DeleteRunRequest request, RpcContext call) => call.Store.Runs.DeleteRunAsync(request.RunId!, call.Cancellation));
        runs.Map(Post, "/restore", (RestoreRunRequest request, RpcContext call) =>
            call.Store.Runs.RestoreRunAsync(request.RunId!, call.Cancellation));
        routes.Group("/runs", "Runs", RpcCall.LeatVersion).Map(
            Post,
            "/search",
            (request, call) => RunsAnswer.BeginAsync(request.ToQuery(FilterLanguage.Boolean), call),
            RpcRequest.Message<SearchRunsRequest>(),
            Page,
            "searchRunsByTree");
        routes.Group("/runs", "Runs", RpcCall.LeatVersion).Map<ChangeRunsRequest, ChangeRunsResponse>(Post, "/bulk", ChangeAsync);
        runs.Map(Post, "/log-metric", LogAsync, RpcRequest.Body<LogBatch, LogMetricRequest>(LogMetricReader.Read), RpcAnswer.Empty);
        runs.Map(Post, "/log-batch", LogAsync, RpcRequest.Body<LogBatch, LogBatchRequest>(utf8 => LogBatchReader.Read(utf8, limits)), RpcAnswer.Empty);
        runs.Map(Post, "/log-parameter", (LogParameterRequest request, RpcContext call) =>
            call.Store.Runs.LogAsync(request.ToCommand(call.Limits), call.Cancellation));
        runs.Map(Post, "/set-tag", (SetTagRequest request, RpcContext call) => call.Store.Runs.LogAsync(request.ToCommand(call.Limits), call.Cancellation));
        runs.Map(Post, "/delete-tag", (DeleteTagRequest request, RpcContext call) =>
            call.Store.Runs.DeleteTagAsync(request.RunId!, request.Key!, call.Cancellation));
        runs.Map(Post, "/log-inputs", (LogInputsRequest request, RpcContext call) =>
            call.Store.Runs.LogInputsAsync(request.ToCommand(), call.Cancellation));
    }

    public static async Task<GetRunResponse> GetAsync(GetRunRequest request, RpcContext call) =>
        new(RunMessage.From(await call.Store.Runs.GetRunAsync(request.RunId!, call.Cancellation)));

    private static async Task<ChangeRunsResponse> ChangeAsync(ChangeRunsRequest request, RpcContext call)
    {
        var change = request.ToCommand(call.Limits);
        if (call.Guard is not { } guard)
            return ChangeRunsResponse.From(change, await change.ApplyAsync(call.Store.Runs, call.Cancellation));
        var foreign = (await guard.FindForeignAsync([.. change.RunIds.Select(id => new ResourceName(ResourceKind.Run, id))], call.Cancellation))
            .Select(name => name.Id).ToHashSet(StringComparer.Ordinal);
        return ChangeRunsResponse.From(change, await change.ApplyAsync(call.Store.Runs, foreign.Contains, call.Cancellation));
    }

    private static Task LogAsync(LogBatch batch, RpcContext call) =>
        call.Store.Runs.LogAsync(batch, call.Cancellation);
}
