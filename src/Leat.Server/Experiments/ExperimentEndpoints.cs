using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/experiments</c>.</summary>
internal static class ExperimentEndpoints
{
    public static void MapExperiments(this RpcRoutes routes)
    {
        var experiments = routes.Group("/mlflow/experiments", "Experiments");
        experiments.Map<CreateExperimentRequest, CreateExperimentResponse>(Post, "/create", CreateAsync);
        experiments.Map<GetExperimentRequest, GetExperimentResponse>(Get, "/get", GetAsync);
        experiments.Map<GetExperimentByNameRequest, GetExperimentResponse>(Get, "/get-by-name", GetByNameAsync);
        experiments.Map<SearchExperimentsRequest, SearchExperimentsResponse>(Get, "/search", SearchAsync, "searchExperimentsByQuery");
        experiments.Map<SearchExperimentsRequest, SearchExperimentsResponse>(Post, "/search", SearchAsync);
        experiments.Map(Post, "/delete", (DeleteExperimentRequest request, RpcContext call) =>
            call.Store.Experiments.DeleteExperimentAsync(request.ExperimentId!, call.Cancellation));
        experiments.Map(Post, "/restore", (RestoreExperimentRequest request, RpcContext call) =>
            call.Store.Experiments.RestoreExperimentAsync(request.ExperimentId!, call.Cancellation));
        experiments.Map(Post, "/update", (UpdateExperimentRequest request, RpcContext call) =>
            call.Store.Experiments.RenameExperimentAsync(request.ExperimentId!, request.NewName!, call.Cancellation));
        experiments.Map<SetExperimentTagRequest>(Post, "/set-experiment-tag", SetTagAsync);
        experiments.Map(Post, "/delete-experiment-tag", (DeleteExperimentTagRequest request, RpcContext call) =>
            call.Store.Experiments.DeleteExperimentTagAsync(request.ExperimentId!, request.Key!, call.Cancellation));
    }

    private static async Task<CreateExperimentResponse> CreateAsync(CreateExperimentRequest request, RpcContext call)
    {
        ExperimentTagLimit.Check(call.Http, request.Tags?.Select(tag => tag.Value) ?? []);
        return new CreateExperimentResponse(await call.Store.Experiments.CreateExperimentAsync(request.ToCommand(call.Limits), call.Cancellation));
    }

    private static Task SetTagAsync(SetExperimentTagRequest request, RpcContext call)
    {
        ExperimentTagLimit.Check(call.Http, [request.Value]);
        return call.Store.Experiments.SetExperimentTagAsync(request.ExperimentId!, request.ToTag(), call.Cancellation);
    }

    public static async Task<GetExperimentResponse> GetAsync(GetExperimentRequest request, RpcContext call)
    {
        var experiment = await call.Store.Experiments.GetExperimentAsync(request.ExperimentId!, call.Cancellation);
        return new GetExperimentResponse(ExperimentMessage.From(experiment, call.Workspace));
    }

    private static async Task<GetExperimentResponse> GetByNameAsync(GetExperimentByNameRequest request, RpcContext call)
    {
        var experiment = await call.Store.Experiments.FindExperimentByNameAsync(request.ExperimentName!, call.Cancellation)
            ?? throw LeatException.DoesNotExist($"Could not find experiment with name '{request.ExperimentName}'");
        return new GetExperimentResponse(ExperimentMessage.From(experiment, call.Workspace));
    }

    private static async Task<SearchExperimentsResponse> SearchAsync(SearchExperimentsRequest request, RpcContext call) =>
        SearchExperimentsResponse.From(
            await call.Store.Experiments.SearchExperimentsAsync(request.ToQuery(), call.Cancellation), call.Workspace);
}
