using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/registered-models</c>.</summary>
/// <remarks>Calls that webhooks are told of are not cancelled with their client: a write that waits is made all the same, and its event
/// must be, too.</remarks>
internal sealed class RegisteredModelEndpoints(RegistryEvents events)
{
    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapRegisteredModels(RpcRoutes routes, RegistryEvents events)
    {
        var calls = new RegisteredModelEndpoints(events);
        var models = routes.Group("/mlflow/registered-models", "Registered models");
        models.Map(Post, "/create", calls.CreateAsync, Json.CreateRegisteredModelRequest, Json.RegisteredModelResponse);
        models.Map(Get, "/get", GetAsync, Json.GetRegisteredModelRequest, Json.RegisteredModelResponse);
        models.Map(Post, "/rename", RenameAsync, Json.RenameRegisteredModelRequest, Json.RegisteredModelResponse);
        models.Map(Patch, "/update", UpdateAsync, Json.UpdateRegisteredModelRequest, Json.RegisteredModelResponse);
        models.MapCommand(Delete, "/delete", DeleteAsync, Json.DeleteRegisteredModelRequest);
        models.Map(Get, "/search", SearchAsync, Json.SearchRegisteredModelsRequest, Json.SearchRegisteredModelsResponse);

        // MLflow has no POST here, but its R client sends one.
        models.Map(Post, "/search", SearchAsync, Json.SearchRegisteredModelsRequest, Json.SearchRegisteredModelsResponse);
        models.Map(Get, "/get-latest-versions", GetLatestAsync, Json.GetLatestVersionsRequest, Json.GetLatestVersionsResponse);
        models.Map(Post, "/get-latest-versions", GetLatestAsync, Json.GetLatestVersionsRequest, Json.GetLatestVersionsResponse);
        models.MapCommand("/set-tag", calls.SetTagAsync, Json.SetRegisteredModelTagRequest);
        models.MapCommand(Delete, "/delete-tag", calls.DeleteTagAsync, Json.DeleteRegisteredModelTagRequest);
        models.Map(Get, "/alias", GetByAliasAsync, Json.GetModelVersionByAliasRequest, Json.ModelVersionResponse);
        models.MapCommand("/alias", calls.SetAliasAsync, Json.SetRegisteredModelAliasRequest);
        models.MapCommand(Delete, "/alias", calls.DeleteAliasAsync, Json.DeleteRegisteredModelAliasRequest);
    }

    private async Task<RegisteredModelResponse> CreateAsync(
        CreateRegisteredModelRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var model = await store.Registry.CreateRegisteredModelAsync(request.ToCommand(), CancellationToken.None);
        events.Publish(RegistryChange.ModelCreated(model));
        return RegisteredModelResponse.From(model);
    }

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

    private async Task SetTagAsync(
        SetRegisteredModelTagRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var tag = request.ToTag();
        await store.Registry.SetRegisteredModelTagAsync(request.Name!, tag, CancellationToken.None);
        events.Publish(RegistryChange.ModelTagSet(request.Name!, tag));
    }

    private async Task DeleteTagAsync(
        DeleteRegisteredModelTagRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        await store.Registry.DeleteRegisteredModelTagAsync(request.Name!, request.Key!, CancellationToken.None);
        events.Publish(RegistryChange.ModelTagDeleted(request.Name!, request.Key!));
    }

    private static async Task<ModelVersionResponse> GetByAliasAsync(
        GetModelVersionByAliasRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(await store.Registry.GetVersionByAliasAsync(request.Name!, request.Alias!, cancellationToken));

    private async Task SetAliasAsync(
        SetRegisteredModelAliasRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var version = request.ToVersion();
        await store.Registry.SetAliasAsync(request.Name!, request.Alias!, version, CancellationToken.None);
        events.Publish(RegistryChange.AliasCreated(request.Name!, request.Alias!, version));
    }

    private async Task DeleteAliasAsync(
        DeleteRegisteredModelAliasRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        await store.Registry.DeleteAliasAsync(request.Name!, request.Alias!, CancellationToken.None);
        events.Publish(RegistryChange.AliasDeleted(request.Name!, request.Alias!));
    }
}
