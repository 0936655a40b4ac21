using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/model-versions</c>.</summary>
/// <remarks>Calls that webhooks are told of are not cancelled with their client: a write that waits is made all the same, and its event
/// must be, too.</remarks>
internal sealed class ModelVersionEndpoints(RegistryEvents events)
{
    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapModelVersions(RpcRoutes routes, RegistryEvents events)
    {
        var calls = new ModelVersionEndpoints(events);
        var versions = routes.Group("/mlflow/model-versions", "Model versions");
        versions.Map(Post, "/create", calls.CreateAsync, Json.CreateModelVersionRequest, Json.ModelVersionResponse);
        versions.Map(Get, "/get", GetAsync, Json.GetModelVersionRequest, Json.ModelVersionResponse);
        versions.Map(Patch, "/update", UpdateAsync, Json.UpdateModelVersionRequest, Json.ModelVersionResponse);
        versions.Map(
            Post, "/transition-stage", TransitionAsync, Json.TransitionModelVersionStageRequest, Json.ModelVersionResponse);
        versions.MapCommand(Delete, "/delete", DeleteAsync, Json.DeleteModelVersionRequest);
        versions.Map(Get, "/search", SearchAsync, Json.SearchModelVersionsRequest, Json.SearchModelVersionsResponse);
        versions.Map(
            Get,
            "/get-download-uri",
            GetDownloadUriAsync,
            Json.GetModelVersionDownloadUriRequest,
            Json.GetModelVersionDownloadUriResponse);
        versions.MapCommand("/set-tag", calls.SetTagAsync, Json.SetModelVersionTagRequest);
        versions.MapCommand(Delete, "/delete-tag", calls.DeleteTagAsync, Json.DeleteModelVersionTagRequest);
    }

    private async Task<ModelVersionResponse> CreateAsync(
        CreateModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var command = request.ToCommand();
        var version = await store.Registry.CreateModelVersionAsync(command, CancellationToken.None);
        events.Publish(RegistryChange.VersionCreated(version, command.IsPrompt));
        return ModelVersionResponse.From(version);
    }

    private static async Task<ModelVersionResponse> GetAsync(
        GetModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(
            await store.Registry.GetModelVersionAsync(request.Name!, request.ToVersion(), cancellationToken));

    private static async Task<ModelVersionResponse> UpdateAsync(
        UpdateModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(await store.Registry.UpdateModelVersionAsync(
            request.Name!, request.ToVersion(), request.Description, cancellationToken));

    private static async Task<ModelVersionResponse> TransitionAsync(
        TransitionModelVersionStageRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ModelVersionResponse.From(await store.Registry.TransitionStageAsync(
            request.Name!, request.ToVersion(), request.ToStage(), request.ArchiveExistingVersions ?? false, cancellationToken));

    private static Task DeleteAsync(
        DeleteModelVersionRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        store.Registry.DeleteModelVersionAsync(request.Name!, request.ToVersion(), cancellationToken);

    private static async Task<SearchModelVersionsResponse> SearchAsync(
        SearchModelVersionsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        SearchModelVersionsResponse.From(
            await store.Registry.SearchModelVersionsAsync(request.ToQuery(), cancellationToken));

    private static async Task<GetModelVersionDownloadUriResponse> GetDownloadUriAsync(
        GetModelVersionDownloadUriRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        new(await store.Registry.GetDownloadUriAsync(request.Name!, request.ToVersion(), cancellationToken));

    private async Task SetTagAsync(
        SetModelVersionTagRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var version = request.ToVersion();
        var tag = request.ToTag();
        await store.Registry.SetModelVersionTagAsync(request.Name!, version, tag, CancellationToken.None);
        events.Publish(RegistryChange.VersionTagSet(request.Name!, version, tag));
    }

    private async Task DeleteTagAsync(
        DeleteModelVersionTagRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var version = request.ToVersion();
        await store.Registry.DeleteModelVersionTagAsync(request.Name!, version, request.Key!, CancellationToken.None);
        events.Publish(RegistryChange.VersionTagDeleted(request.Name!, version, request.Key!));
    }
}
