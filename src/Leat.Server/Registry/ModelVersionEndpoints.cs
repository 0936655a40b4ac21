using Leat.Core.Artifacts;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/model-versions</c>.</summary>
/// <remarks>Calls that webhooks are told of are not cancelled with their client: a write that waits is made all the same, and its event
/// must be, too.</remarks>
internal sealed class ModelVersionEndpoints(RegistryEvents events)
{
    public static void MapModelVersions(RpcRoutes routes, RegistryEvents events)
    {
        var calls = new ModelVersionEndpoints(events);
        var versions = routes.Group("/mlflow/model-versions", "Model versions");
        versions.Map<CreateModelVersionRequest, ModelVersionResponse>(Post, "/create", calls.CreateAsync);
        versions.Map(Get, "/get", async (GetModelVersionRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.GetModelVersionAsync(request.Name!, request.ToVersion(), call.Cancellation)));
        versions.Map(Patch, "/update", async (UpdateModelVersionRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.UpdateModelVersionAsync(
                request.Name!, request.ToVersion(), request.Description, call.Cancellation)));
        versions.Map(Post, "/transition-stage", async (TransitionModelVersionStageRequest request, RpcContext call) =>
            ModelVersionResponse.From(await call.Store.Registry.TransitionStageAsync(
                request.Name!, request.ToVersion(), request.ToStage(), request.ArchiveExistingVersions ?? false, call.Cancellation)));
        versions.Map(Delete, "/delete", (DeleteModelVersionRequest request, RpcContext call) =>
            call.Store.Registry.DeleteModelVersionAsync(request.Name!, request.ToVersion(), call.Cancellation));
        versions.Map(Get, "/search", async (SearchModelVersionsRequest request, RpcContext call) =>
            SearchModelVersionsResponse.From(await call.Store.Registry.SearchModelVersionsAsync(request.ToQuery(), call.Cancellation)));
        versions.Map(Get, "/get-download-uri", async (GetModelVersionDownloadUriRequest request, RpcContext call) =>
            new GetModelVersionDownloadUriResponse(await call.Store.Registry.GetDownloadUriAsync(request.Name!, request.ToVersion(), call.Cancellation)));
        versions.Map<SetModelVersionTagRequest>(Post, "/set-tag", calls.SetTagAsync);
        versions.Map<DeleteModelVersionTagRequest>(Delete, "/delete-tag", calls.DeleteTagAsync);
        routes.Group("/model-versions", "Model versions", place: RpcPlace.Pages, part: ServerPart.Files).Map(
            Get, "/get-artifact", DownloadAsync, RpcRequest.Query<GetModelVersionArtifactRequest>(), RpcAnswer.Written<FileAnswer>());
    }

    private async Task<ModelVersionResponse> CreateAsync(CreateModelVersionRequest request, RpcContext call)
    {
        var command = request.ToCommand();
        var version = await call.Store.Registry.CreateModelVersionAsync(command, CancellationToken.None);
        events.Publish(RegistryChange.VersionCreated(version, command.IsPrompt));
        return ModelVersionResponse.From(version);
    }

    private async Task SetTagAsync(SetModelVersionTagRequest request, RpcContext call)
    {
        var version = request.ToVersion();
        var tag = request.ToTag();
        await call.Store.Registry.SetModelVersionTagAsync(request.Name!, version, tag, CancellationToken.None);
        events.Publish(RegistryChange.VersionTagSet(request.Name!, version, tag));
    }

    private async Task DeleteTagAsync(DeleteModelVersionTagRequest request, RpcContext call)
    {
        var version = request.ToVersion();
        await call.Store.Registry.DeleteModelVersionTagAsync(request.Name!, version, request.Key!, CancellationToken.None);
        events.Publish(RegistryChange.VersionTagDeleted(request.Name!, version, request.Key!));
    }

    private static async Task<FileAnswer> DownloadAsync(GetModelVersionArtifactRequest request, RpcContext call)
    {
        var path = ArtifactPath.ParseNonRoot(request.Path);
        return new FileAnswer(call.Artifacts.Open(await call.LocationOfVersionAsync(request.Name, request.Version)), path);
    }
}
