using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/registered-models</c>.</summary>
internal static class RegisteredModelEndpoints
{
    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapRegisteredModels(this RpcRoutes routes)
    {
        var models = routes.Group("/mlflow/registered-models", "Registered models");
        models.Map(Post, "/create", CreateAsync, Json.CreateRegisteredModelRequest, Json.RegisteredModelResponse);
        models.Map(Get, "/get", GetAsync, Json.GetRegisteredModelRequest, Json.RegisteredModelResponse);
        models.Map(Post, "/rename", RenameAsync, Json.RenameRegisteredModelRequest, Json.RegisteredModelResponse);
        models.Map(Patch, "/update", UpdateAsync, Json.UpdateRegisteredModelRequest, Json.RegisteredModelResponse);
        models.MapCommand(Delete, "/delete", DeleteAsync, Json.DeleteRegisteredModelRequest);
        models.Map(Get, "/search", SearchAsync, Json.SearchRegisteredModelsRequest, Json.SearchRegisteredModelsResponse);

        // MLflow has no POST here, but its R client sends one.
        models.Map(Post, "/search", SearchAsync, Json.SearchRegisteredModelsRequest, Json.SearchRegisteredModelsResponse);
        models.Map(Get, "/get-latest-versions", GetLatestAsync, Json.GetLatestVersionsRequest, Json.GetLatestVersionsResponse);
        models.Map(Post, "/get-latest-versions", GetLatestAsync, Json.GetLatestVersionsRequest, Json.GetLatestVersionsResponse);
        models.MapCommand("/set-tag", SetTagAsync, Json.SetRegisteredModelTagRequest);
        models.MapCommand(Delete, "/delete-tag", DeleteTagAsync, Json.DeleteRegisteredModelTagRequest);
        models.Map(Get, "/alias", GetByAliasAsync, Json.GetModelVersionByAliasRequest, Json.ModelVersionResponse);
        models.MapCommand("/alias", SetAliasAsync, Json.SetRegisteredModelAliasRequest);
        models.MapCommand(Delete, "/alias", DeleteAliasAsync, Json.DeleteRegisteredModelAliasRequest);
    }

    private static async Task<RegisteredModelResponse> CreateAsync(
        CreateRegisteredModelRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        RegisteredModelResponse.From(await store.Registry.CreateRegisteredModelAsync(request.ToCommand(), cancellationToken));

    private static async Task<RegisteredModelResponse> GetAsync(
        GetRegisteredModelRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        RegisteredModelResponse.From(await store.Registry.GetRegisteredModelAsync(request.Name!, cancellationToken));

    private static async Task<RegisteredModelResponse> RenameAsync(
        RenameRegisteredModelRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        RegisteredModelResponse.From(
            await store.Registry.RenameRegisteredModelAsync(request.Name!, request.NewName!, cancellationToken));

    private static async Task<RegisteredModelResponse> UpdateAsync(
        UpdateRegisteredModelRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        RegisteredModelResponse.From(
            await store.Registry.UpdateRegisteredModelAsync(request.Name!, request.Description, cancellationToken));

    private static Task DeleteAsync(
        DeleteRegisteredModelRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.DeleteRegisteredModelAsync(request.Name!, cancellationToken);

    private static async Task<SearchRegisteredModelsResponse> SearchAsync(
        SearchRegisteredModelsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        SearchRegisteredModelsResponse.From(
            await store.Registry.SearchRegisteredModelsAsync(request.ToQuery(), cancellationToken));

    private static async Task<GetLatestVersionsResponse> GetLatestAsync(
        GetLatestVersionsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        GetLatestVersionsResponse.From(
            await store.Registry.GetLatestVersionsAsync(request.Name!, request.ToStages(), cancellationToken));

    private static Task SetTagAsync(
        SetRegisteredModelTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.SetRegisteredModelTagAsync(request.Name!, request.ToTag(), cancellationToken);

    private static Task DeleteTagAsync(
        DeleteRegisteredModelTagRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.DeleteRegisteredModelTagAsync(request.Name!, request.Key!, cancellationToken);

    private static async Task<ModelVersionResponse> GetByAliasAsync(
        GetModelVersionByAliasRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(await store.Registry.GetVersionByAliasAsync(request.Name!, request.Alias!, cancellationToken));

    private static Task SetAliasAsync(
        SetRegisteredModelAliasRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.SetAliasAsync(request.Name!, request.Alias!, request.ToVersion(), cancellationToken);

    private static Task DeleteAliasAsync(
        DeleteRegisteredModelAliasRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.DeleteAliasAsync(request.Name!, request.Alias!, cancellationToken);
}
