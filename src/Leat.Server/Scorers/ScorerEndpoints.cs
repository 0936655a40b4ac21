using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/scorers</c>.</summary>
internal static class ScorerEndpoints
{
    public static void MapScorers(this RpcRoutes routes)
    {
        var scorers = routes.Group("/mlflow/scorers", "Scorers", RpcCall.LaterMlflowVersion);
        scorers.Map(Post, "/register", async (RegisterScorerRequest request, RpcContext call) =>
            RegisterScorerResponse.From(await call.Store.Scorers.RegisterScorerAsync(request.ToCommand(), call.Cancellation)));
        scorers.Map(Get, "/list", async (ListScorersRequest request, RpcContext call) =>
            ScorersResponse.From(await call.Store.Scorers.ListScorersAsync(request.ExperimentId!, call.Cancellation)));
        scorers.Map(Get, "/versions", async (ListScorerVersionsRequest request, RpcContext call) =>
            ScorersResponse.From(await call.Store.Scorers.ListVersionsAsync(request.ExperimentId!, request.Name!, call.Cancellation)));
        scorers.Map(Get, "/get", async (GetScorerRequest request, RpcContext call) =>
            ScorerResponse.From(await call.Store.Scorers.GetScorerAsync(request.ExperimentId!, request.Name!, request.Version, call.Cancellation)));
        scorers.Map(Delete, "/delete", (DeleteScorerRequest request, RpcContext call) =>
            call.Store.Scorers.DeleteScorerAsync(request.ExperimentId!, request.Name!, request.Version, call.Cancellation));
        scorers.Map(Put, "/online-config", async (UpdateOnlineScoringConfigRequest request, RpcContext call) =>
            OnlineScoringConfigResponse.From(await call.Store.Scorers.SetOnlineScoringAsync(request.ToCommand(), call.Cancellation)));
        scorers.Map(Get, "/online-configs", async (GetOnlineScoringConfigsRequest request, RpcContext call) =>
            GetOnlineScoringConfigsResponse.From(await call.Store.Scorers.GetOnlineScoringsAsync(request.ScorerIds ?? [], call.Cancellation)));
    }
}
