using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/leat/1.0</c> that show runs and experiments as tables.</summary>
internal static class TableEndpoints
{
    public static void MapTables(this RpcRoutes routes)
    {
        var runs = routes.Group("/runs", "Runs", RpcCall.LeatVersion);
        runs.Map(
            Post,
            "/table",
            async (request, call) => new RunTableAnswer(await call.Store.Tables.GetTableAsync(request.ToQuery(), call.Cancellation)),
            RpcRequest.Message<GetRunTableRequest>(),
            RpcAnswer.Written<RunTableAnswer>(AnswerForm.Of<GetRunTableResponse>()));
        runs.Map(Post, "/count", async (CountRunsRequest request, RpcContext call) =>
            CountRunsResponse.From(await call.Store.Tables.CountAsync(request.ToQuery(), call.Cancellation)));
        runs.Map(Post, "/columns", async (GetRunColumnsRequest request, RpcContext call) =>
            GetRunColumnsResponse.From(await call.Store.Tables.GetKeysAsync(request.ToQuery(), call.Cancellation)));
        runs.Map(Post, "/values", async (GetRunValuesRequest request, RpcContext call) =>
            GetRunValuesResponse.From(await call.Store.Tables.GetValuesAsync(request.ToQuery(), call.Cancellation)));
        routes.Group("/experiments", "Experiments", RpcCall.LeatVersion).Map(Post, "/table", async (GetExperimentTableRequest request, RpcContext call) =>
            GetExperimentTableResponse.From(await call.Store.Tables.GetExperimentsAsync(request.ToQuery(), call.Cancellation)));
    }
}
