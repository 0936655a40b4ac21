using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/scorers</c>.</summary>
internal static class ScorerEndpoints
{
    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapScorers(this RpcRoutes routes)
    {
        var scorers = routes.Group("/mlflow/scorers", "Scorers", RpcCall.LaterMlflowVersion);
        scorers.Map(Post, "/register", RegisterAsync, Json.RegisterScorerRequest, Json.RegisterScorerResponse);
        scorers.Map(Get, "/list", ListAsync, Json.ListScorersRequest, Json.ScorersResponse);
        scorers.Map(Get, "/versions", ListVersionsAsync, Json.ListScorerVersionsRequest, Json.ScorersResponse);
        scorers.Map(Get, "/get", GetAsync, Json.GetScorerRequest, Json.ScorerResponse);
        scorers.MapCommand(Delete, "/delete", DeleteAsync, Json.DeleteScorerRequest);
    }

    private static async Task<RegisterScorerResponse> RegisterAsync(
        RegisterScorerRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        RegisterScorerResponse.From(await store.Scorers.RegisterScorerAsync(request.ToCommand(), cancellationToken));

    private static async Task<ScorersResponse> ListAsync(
        ListScorersRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ScorersResponse.From(await store.Scorers.ListScorersAsync(request.ExperimentId!, cancellationToken));

    private static async Task<ScorersResponse> ListVersionsAsync(
        ListScorerVersionsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ScorersResponse.From(await store.Scorers.ListVersionsAsync(request.ExperimentId!, request.Name!, cancellationToken));

    private static async Task<ScorerResponse> GetAsync(
        GetScorerRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ScorerResponse.From(await store.Scorers.GetScorerAsync(request.ExperimentId!, request.Name!, request.Version, cancellationToken));

    private static Task DeleteAsync(DeleteScorerRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Scorers.DeleteScorerAsync(request.ExperimentId!, request.Name!, request.Version, cancellationToken);
}
