using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/experiments</c>.</summary>
internal static class ExperimentEndpoints
{
    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapExperiments(this RpcRoutes routes)
    {
        var experiments = routes.Group("/mlflow/experiments", "Experiments");
        experiments.Map(Post, "/create", CreateAsync, Json.CreateExperimentRequest, Json.CreateExperimentResponse);
        experiments.Map(Get, "/get", GetAsync, Json.GetExperimentRequest, Json.GetExperimentResponse);
        experiments.Map(Get, "/get-by-name", GetByNameAsync, Json.GetExperimentByNameRequest, Json.GetExperimentResponse);
        experiments.Map(Get, "/search", SearchAsync, Json.SearchExperimentsRequest, Json.SearchExperimentsResponse);
        experiments.Map(Post, "/search", SearchAsync, Json.SearchExperimentsRequest, Json.SearchExperimentsResponse);
        experiments.MapCommand("/delete", DeleteAsync, Json.DeleteExperimentRequest);
        experiments.MapCommand("/restore", RestoreAsync, Json.RestoreExperimentRequest);
        experiments.MapCommand("/update", UpdateAsync, Json.UpdateExperimentRequest);
        experiments.MapCommand("/set-experiment-tag", SetTagAsync, Json.SetExperimentTagRequest);
        experiments.MapCommand("/delete-experiment-tag", DeleteTagAsync, Json.DeleteExperimentTagRequest);
    }

    private static async Task<CreateExperimentResponse> CreateAsync(
        CreateExperimentRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        new(await store.Experiments.CreateExperimentAsync(request.ToCommand(), cancellationToken));

    private static async Task<GetExperimentResponse> GetAsync(
        GetExperimentRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var experiment = await store.Experiments.GetExperimentAsync(request.ExperimentId!, cancellationToken);
        return new GetExperimentResponse(ExperimentMessage.From(experiment));
    }

    private static async Task<GetExperimentResponse> GetByNameAsync(
        GetExperimentByNameRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var experiment = await store.Experiments.FindExperimentByNameAsync(request.ExperimentName!, cancellationToken)
            ?? throw LeatException.DoesNotExist($"Could not find experiment with name '{request.ExperimentName}'");
        return new GetExperimentResponse(ExperimentMessage.From(experiment));
    }

    private static async Task<SearchExperimentsResponse> SearchAsync(
        SearchExperimentsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        SearchExperimentsResponse.From(
            await store.Experiments.SearchExperimentsAsync(request.ToQuery(), cancellationToken));

    private static Task DeleteAsync(
        DeleteExperimentRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Experiments.DeleteExperimentAsync(request.ExperimentId!, cancellationToken);

    private static Task RestoreAsync(
        RestoreExperimentRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Experiments.RestoreExperimentAsync(request.ExperimentId!, cancellationToken);

    private static Task UpdateAsync(
        UpdateExperimentRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Experiments.RenameExperimentAsync(request.ExperimentId!, request.NewName!, cancellationToken);

    private static Task SetTagAsync(
        SetExperimentTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Experiments.SetExperimentTagAsync(request.ExperimentId!, request.ToTag(), cancellationToken);

    private static Task DeleteTagAsync(
        DeleteExperimentTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Experiments.DeleteExperimentTagAsync(request.ExperimentId!, request.Key!, cancellationToken);
}
