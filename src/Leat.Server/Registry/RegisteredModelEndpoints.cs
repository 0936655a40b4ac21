using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/registered-models</c>.</summary>
internal static class RegisteredModelEndpoints
{
    public static void MapRegisteredModels(this RpcRoutes routes)
    {
        var models = routes.Group("/mlflow/registered-models", "Registered models");
        models.Map(Post, "/create", async (CreateRegisteredModelRequest request, RpcContext call) =>
            RegisteredModelResponse.From(await call.Store.Registry.CreateRegisteredModelAsync(request.ToCommand(), call.Cancellation)));
        models.Map(Get, "/get", async (GetRegisteredModelRequest request, RpcContext call) =>
            RegisteredModelResponse.From(await call.Store.Registry.GetRegisteredModelAsync(request.Name!, call.Cancellation)));
        models.Map(Post, "/rename", async (RenameRegisteredModelRequest request, RpcContext call) =>
            RegisteredModelResponse.From(await call.Store.Registry.RenameRegisteredModelAsync(request.Name!, request.NewName!, call.Cancellation)));
        models.Map(Patch, "/update", async (UpdateRegisteredModelRequest request, RpcContext call) =>
            RegisteredModelResponse.From(await call.Store.Registry.UpdateRegisteredModelAsync(
                request.Name!, request.Description, call.Cancellation)));
        models.Map(Delete, "/delete", (DeleteRegisteredModelRequest request, RpcContext call) =>
            call.Store.Registry.DeleteRegisteredModelAsync(request.Name!, call.Cancellation));
        models.Map<SearchRegisteredModelsRequest, SearchRegisteredModelsResponse>(Get, "/search", SearchAsync, "searchRegisteredModelsByQuery");

        // MLflow has no POST here, but its R client sends one.
        models.Map<SearchRegisteredModelsRequest, SearchRegisteredModelsResponse>(Post, "/search", SearchAsync);
        models.Map<GetLatestVersionsRequest, GetLatestVersionsResponse>(Get, "/get-latest-versions", GetLatestAsync, "getLatestVersionsByQuery");
        models.Map<GetLatestVersionsRequest, GetLatestVersionsResponse>(Post, "/get-latest-versions", GetLatestAsync);
        models.Map(Post, "/set-tag", (SetRegisteredModelTagRequest request, RpcContext call) =>
            call.Store.Registry.SetRegisteredModelTagAsync(request.Name!, request.ToTag(), call.Cancellation));
        models.Map(Delete, "/delete-tag", (DeleteRegisteredModelTagRequest request, RpcContext call) =>
            call.Store.Registry.DeleteRegisteredModelTagAsync(request.Name!, request.Key!, call.Cancellation));
        models.Map(Get, "/alias", async (GetModelVersionByAliasRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.GetVersionByAliasAsync(request.Name!, request.Alias!, call.Cancellation)));
        models.Map(Post, "/alias", (SetRegisteredModelAliasRequest request, RpcContext call) =>
            call.Store.Registry.SetAliasAsync(request.Name!, request.Alias!, request.ToVersion(), call.Cancellation));
        models.Map(Delete, "/alias", (DeleteRegisteredModelAliasRequest request, RpcContext call) =>
            call.Store.Registry.DeleteAliasAsync(request.Name!, request.Alias!, call.Cancellation));
    }

    private static async Task<SearchRegisteredModelsResponse> SearchAsync(SearchRegisteredModelsRequest request, RpcContext call) =>
        SearchRegisteredModelsResponse.From(
            await call.Store.Registry.SearchRegisteredModelsAsync(request.ToQuery(), call.Cancellation));

    private static async Task<GetLatestVersionsResponse> GetLatestAsync(GetLatestVersionsRequest request, RpcContext call) =>
        GetLatestVersionsResponse.From(
            await call.Store.Registry.GetLatestVersionsAsync(request.Name!, request.ToStages(), call.Cancellation));
}
