using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/logged-models</c>, and those that link runs with models.</summary>
internal static class LoggedModelEndpoints
{
    private const string ModelId = "model_id";
    private const string TagKey = "tag_key";

    public static void MapLoggedModels(this RpcRoutes routes)
    {
        var models = routes.Group("/mlflow/logged-models", "Logged models");
        models.Map(Post, "", async (CreateLoggedModelRequest request, RpcContext call) =>
            LoggedModelResponse.From(await call.Store.Models.CreateModelAsync(request.ToCommand(), call.Cancellation)));
        models.Map(Post, "/search", async (SearchLoggedModelsRequest request, RpcContext call) =>
            SearchLoggedModelsResponse.From(await call.Store.Models.SearchModelsAsync(request.ToQuery(), call.Cancellation)));
        models.Map(Get, "/{model_id}", async (GetLoggedModelRequest request, RpcContext call) => LoggedModelResponse.From(
            await call.Store.Models.GetModelAsync(call[ModelId], request.AllowDeleted == true, call.Cancellation)));
        models.Map(Patch, "/{model_id}", async (FinalizeLoggedModelRequest request, RpcContext call) =>
            LoggedModelResponse.From(await call.Store.Models.FinalizeModelAsync(call[ModelId], request.ToStatus(), call.Cancellation)));
        models.Map(Delete, "/{model_id}", (PathOnlyRequest _, RpcContext call) =>
            call.Store.Models.DeleteModelAsync(call[ModelId], call.Cancellation), "deleteLoggedModel");
        models.Map(Patch, "/{model_id}/tags", (SetLoggedModelTagsRequest request, RpcContext call) =>
            call.Store.Models.SetModelTagsAsync(call[ModelId], request.ToTags(), call.Cancellation));
        models.Map(Delete, "/{model_id}/tags/{tag_key}", (PathOnlyRequest _, RpcContext call) =>
            call.Store.Models.DeleteModelTagAsync(call[ModelId], call[TagKey], call.Cancellation), "deleteLoggedModelTag");
        models.Map(Post, "/{model_id}/params", (LogLoggedModelParamsRequest request, RpcContext call) =>
            call.Store.Models.LogModelParamsAsync(call[ModelId], request.ToParams(), call.Cancellation));
        models.Map<ListLoggedModelArtifactsRequest, ListArtifactsResponse>(Get, "/{model_id}/artifacts/directories", ListAsync);
        routes.Group("/mlflow/logged-models", "Logged models", place: RpcPlace.AjaxOnly, part: ServerPart.Files).Map(
            Get,
            "/{model_id}/artifacts/files",
            DownloadAsync,
            RpcRequest.Query<GetLoggedModelArtifactRequest>(),
            RpcAnswer.File);

        var runs = routes.Group("/mlflow/runs", "Runs");
        runs.Map(Post, "/outputs", (LogOutputsRequest request, RpcContext call) =>
            call.Store.Models.LogOutputsAsync(request.RunId!, request.ToOutputs(), call.Cancellation));
        runs.Map(Post, "/log-model", (LogModelRequest request, RpcContext call) =>
            call.Store.Models.RecordLegacyModelAsync(request.RunId!, request.ToModel(), call.Cancellation));
    }

    private static async Task<ListArtifactsResponse> ListAsync(ListLoggedModelArtifactsRequest request, RpcContext call)
    {
        var directory = ArtifactRequestPath.Directory(request.ArtifactDirectoryPath);
        return await call.ListFilesAsync(await call.LocationOfModelAsync(call[ModelId]), directory);
    }

    private static async Task<FileAnswer> DownloadAsync(GetLoggedModelArtifactRequest request, RpcContext call)
    {
        var file = ArtifactRequestPath.File(request.Path);
        return new FileAnswer(call.Artifacts.Open(await call.LocationOfModelAsync(call[ModelId])), file);
    }
}
