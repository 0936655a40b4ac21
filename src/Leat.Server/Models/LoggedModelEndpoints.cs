using Leat.Core.Artifacts;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/logged-models</c>, and those that link runs with models.</summary>
internal sealed class LoggedModelEndpoints(IArtifactRepositoryProvider artifacts)
{
    private const string ModelId = "model_id";
    private const string TagKey = "tag_key";

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapLoggedModels(
        IEndpointRouteBuilder routes, RpcRoutes rpc, LeatServerOptions options, IArtifactRepositoryProvider artifacts)
    {
        var endpoints = new LoggedModelEndpoints(artifacts);
        var models = rpc.Group("/mlflow/logged-models", "Logged models");
        models.Map(
            Post,
            "",
            async (request, store, cancel) => LoggedModelResponse.From(await store.Models.CreateModelAsync(request.ToCommand(), cancel)),
            Json.CreateLoggedModelRequest,
            Json.LoggedModelResponse);
        models.Map(
            Post,
            "/search",
            async (request, store, cancel) =>
                SearchLoggedModelsResponse.From(await store.Models.SearchModelsAsync(request.ToQuery(), cancel)),
            Json.SearchLoggedModelsRequest,
            Json.SearchLoggedModelsResponse);
        models.MapAt(
            Get,
            "/{model_id}",
            async (path, _, store, cancel) => LoggedModelResponse.From(await store.Models.GetModelAsync(path[ModelId], cancel)),
            Json.PathOnlyRequest,
            Json.LoggedModelResponse);
        models.MapAt(
            Patch,
            "/{model_id}",
            async (path, request, store, cancel) =>
                LoggedModelResponse.From(await store.Models.FinalizeModelAsync(path[ModelId], request.ToStatus(), cancel)),
            Json.FinalizeLoggedModelRequest,
            Json.LoggedModelResponse);
        models.MapCommandAt(
            Delete, "/{model_id}", (path, _, store, cancel) => store.Models.DeleteModelAsync(path[ModelId], cancel), Json.PathOnlyRequest);
        models.MapCommandAt(
            Patch,
            "/{model_id}/tags",
            (path, request, store, cancel) => store.Models.SetModelTagsAsync(path[ModelId], request.ToTags(), cancel),
            Json.SetLoggedModelTagsRequest);
        models.MapCommandAt(
            Delete,
            "/{model_id}/tags/{tag_key}",
            (path, _, store, cancel) => store.Models.DeleteModelTagAsync(path[ModelId], path[TagKey], cancel),
            Json.PathOnlyRequest);
        models.MapCommandAt(
            Post,
            "/{model_id}/params",
            (path, request, store, cancel) => store.Models.LogModelParamsAsync(path[ModelId], request.ToParams(), cancel),
            Json.LogLoggedModelParamsRequest);
        models.MapAt(
            Get,
            "/{model_id}/artifacts/directories",
            endpoints.ListAsync,
            Json.ListLoggedModelArtifactsRequest,
            Json.ListArtifactsResponse);
        routes.MapMethods(
            $"{options.StaticPrefix}/ajax-api/2.0/mlflow/logged-models/{{model_id}}/artifacts/files",
            [Get, Head],
            context => endpoints.DownloadAsync(context, rpc));

        var runs = rpc.Group("/mlflow/runs", "Runs");
        runs.MapCommand(
            "/outputs",
            (request, store, cancel) => store.Models.LogOutputsAsync(request.RunId!, request.ToOutputs(), cancel),
            Json.LogOutputsRequest);
        runs.MapCommand(
            "/log-model",
            (request, store, cancel) => store.Models.RecordLegacyModelAsync(request.RunId!, request.ToModel(), cancel),
            Json.LogModelRequest);
    }

    private async Task<ListArtifactsResponse> ListAsync(
        RoutePath path, ListLoggedModelArtifactsRequest request, Core.ITrackingStore store, CancellationToken cancellationToken)
    {
        var directory = ArtifactPath.Parse(request.ArtifactDirectoryPath);
        var location = (await store.Models.GetModelAsync(path[ModelId], cancellationToken)).ArtifactUri;
        return ListArtifactsResponse.From(location, await artifacts.Open(location).ListAsync(directory, cancellationToken));
    }

    private async Task DownloadAsync(HttpContext context, RpcRoutes rpc)
    {
        const string parameter = "artifact_file_path";
        var query = WireFields.FromQuery(context.Request.QueryString.Value ?? "");
        if (query.GetString(parameter) is not { Length: > 0 } text)
        {
            throw new Core.LeatException(
                Core.ErrorCode.BadRequest, $"Request must include the \"{parameter}\" query parameter.");
        }

        var file = ArtifactPath.ParseNonRoot(text);
        var model = await rpc.Store.Models.GetModelAsync(new RoutePath(context)[ModelId], context.RequestAborted);
        await ArtifactDownload.SendAsync(context, artifacts.Open(model.ArtifactUri), file);
    }
}
