using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/registered-models</c>.</summary>
/// <remarks>Calls that webhooks are told of are not cancelled with their client: a write that waits is made all the same, and its event
/// must be, too.</remarks>
internal sealed class RegisteredModelEndpoints(RegistryEvents events)
{
    public static void MapRegisteredModels(RpcRoutes routes, RegistryEvents events)
    {
        var calls = new RegisteredModelEndpoints(events);
        var models = routes.Group("/mlflow/registered-models", "Registered models");
        models.Map<CreateRegisteredModelRequest, RegisteredModelResponse>(Post, "/create", calls.CreateAsync);
        models.Map(Get, "/get", async (GetRegisteredModelRequest request, RpcContext call) =>
            RegisteredModelResponse.From(await call.Store.Registry.GetRegisteredModelAsync(request.Name!, call.Cancellation)));
        models.Map(Post, "/rename", async (RenameRegisteredModelRequest request, RpcContext call) =>
            RegisteredModelResponse.From(await call.Store.Registry.RenameRegisteredModelAsync(request.Name!, request.NewName!, call.Cancellation)));
        models.Map(Patch, "/update", async (UpdateRegisteredModelRequest request, RpcContext call) =>
            RegisteredModelResponse.From(await call.Store.Registry.UpdateRegisteredModelAsync(
                request.Name!, request.Description, call.Cancellation)));
        models.Map(Delete, "/delete", (DeleteRegisteredModelRequest request, RpcContext call) =>
            call.Store.Registry.DeleteRegisteredModelAsync(request.Name!, call.Cancellation));
        models.Map<SearchRegisteredModelsRequest, SearchRegisteredModelsResponse>(Get, "/search", SearchAsync);

        // MLflow has no POST here, but its R client sends one.
        models.Map<SearchRegisteredModelsRequest, SearchRegisteredModelsResponse>(Post, "/search", SearchAsync);
        models.Map<GetLatestVersionsRequest, GetLatestVersionsResponse>(Get, "/get-latest-versions", GetLatestAsync);
        models.Map<GetLatestVersionsRequest, GetLatestVersionsResponse>(Post, "/get-latest-versions", GetLatestAsync);
        models.Map<SetRegisteredModelTagRequest>(Post, "/set-tag", calls.SetTagAsync);
        models.Map<DeleteRegisteredModelTagRequest>(Delete, "/delete-tag", calls.DeleteTagAsync);
        models.Map(Get, "/alias", async (GetModelVersionByAliasRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.GetVersionByAliasAsync(request.Name!, request.Alias!, call.Cancellation)));
        models.Map<SetRegisteredModelAliasRequest>(Post, "/alias", calls.SetAliasAsync);
        models.Map<DeleteRegisteredModelAliasRequest>(Delete, "/alias", calls.DeleteAliasAsync);
    }

    private async Task<RegisteredModelResponse> CreateAsync(CreateRegisteredModelRequest request, RpcContext call)
    {
        var model = await call.Store.Registry.CreateRegisteredModelAsync(request.ToCommand(), CancellationToken.None);
        events.Publish(RegistryChange.ModelCreated(model));
        return RegisteredModelResponse.From(model);
    }

    private static async Task<SearchRegisteredModelsResponse> SearchAsync(SearchRegisteredModelsRequest request, RpcContext call) =>
        SearchRegisteredModelsResponse.From(
            await call.Store.Registry.SearchRegisteredModelsAsync(request.ToQuery(), call.Cancellation));

    private static async Task<GetLatestVersionsResponse> GetLatestAsync(GetLatestVersionsRequest request, RpcContext call) =>
        GetLatestVersionsResponse.From(
            await call.Store.Registry.GetLatestVersionsAsync(request.Name!, request.ToStages(), call.Cancellation));

    private async Task SetTagAsync(SetRegisteredModelTagRequest request, RpcContext call)
    {
        var tag = request.ToTag();
        await call.Store.Registry.SetRegisteredModelTagAsync(request.Name!, tag, CancellationToken.None);
        events.Publish(RegistryChange.ModelTagSet(request.Name!, tag));
    }

    private async Task DeleteTagAsync(DeleteRegisteredModelTagRequest request, RpcContext call)
    {
        await call.Store.Registry.DeleteRegisteredModelTagAsync(request.Name!, request.Key!, CancellationToken.None);
        events.Publish(RegistryChange.ModelTagDeleted(request.Name!, request.Key!));
    }

    private async Task SetAliasAsync(SetRegisteredModelAliasRequest request, RpcContext call)
    {
        var version = request.ToVersion();
        await call.Store.Registry.SetAliasAsync(request.Name!, request.Alias!, version, CancellationToken.None);
        events.Publish(RegistryChange.AliasCreated(request.Name!, request.Alias!, version));
    }

    private async Task DeleteAliasAsync(DeleteRegisteredModelAliasRequest request, RpcContext call)
    {
        await call.Store.Registry.DeleteAliasAsync(request.Name!, request.Alias!, CancellationToken.None);
        events.Publish(RegistryChange.AliasDeleted(request.Name!, request.Alias!));
    }
}
