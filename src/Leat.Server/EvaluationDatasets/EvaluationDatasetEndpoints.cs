using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/datasets</c>.</summary>
internal static class EvaluationDatasetEndpoints
{
    private const string DatasetId = "dataset_id";
    private const string Key = "key";

    /// <summary>What may wait to be sent: a page of records can be long, a slow client must not make the server hold it twice.</summary>
    private const int FlushAt = 256 * 1024;

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public static void MapEvaluationDatasets(this RpcRoutes routes)
    {
        var datasets = routes.Group("/mlflow/datasets", "Evaluation datasets", RpcCall.LaterMlflowVersion);
        datasets.Map(
            Post,
            "/create",
            async (request, store, cancel) =>
                EvaluationDatasetResponse.From(await store.EvaluationDatasets.CreateDatasetAsync(request.ToCommand(), cancel)),
            Json.CreateEvaluationDatasetRequest,
            Json.EvaluationDatasetResponse);
        datasets.Map(Get, "/search", SearchAsync, Json.SearchEvaluationDatasetsRequest, Json.SearchEvaluationDatasetsResponse);
        datasets.Map(Post, "/search", SearchAsync, Json.SearchEvaluationDatasetsRequest, Json.SearchEvaluationDatasetsResponse);
        datasets.MapAt(
            Get,
            "/{dataset_id}",
            async (path, _, store, cancel) =>
                EvaluationDatasetResponse.From(await store.EvaluationDatasets.GetDatasetAsync(path[DatasetId], cancel)),
            Json.PathOnlyRequest,
            Json.EvaluationDatasetResponse);
        datasets.MapCommandAt(
            Delete,
            "/{dataset_id}",
            (path, _, store, cancel) => store.EvaluationDatasets.DeleteDatasetAsync(path[DatasetId], cancel),
            Json.PathOnlyRequest);
        datasets.MapCommandAt(
            Patch,
            "/{dataset_id}/tags",
            (path, request, store, cancel) => store.EvaluationDatasets.SetTagsAsync(path[DatasetId], request.ToTags(), cancel),
            Json.SetEvaluationDatasetTagsRequest);
        datasets.MapCommandAt(
            Delete,
            "/{dataset_id}/tags/{key}",
            (path, _, store, cancel) => store.EvaluationDatasets.DeleteTagAsync(path[DatasetId], path[Key], cancel),
            Json.PathOnlyRequest);
        datasets.MapAt(
            Post,
            "/{dataset_id}/records",
            async (path, request, store, cancel) => UpsertEvaluationDatasetRecordsResponse.From(
                await store.EvaluationDatasets.UpsertRecordsAsync(path[DatasetId], request.ToRecords(), cancel)),
            Json.UpsertEvaluationDatasetRecordsRequest,
            Json.UpsertEvaluationDatasetRecordsResponse);
        datasets.MapWritten(
            Get, "/{dataset_id}/records", GetRecordsAsync, Json.GetEvaluationDatasetRecordsRequest, Json.GetEvaluationDatasetRecordsResponse);
        datasets.MapAt(
            Get,
            "/{dataset_id}/experiment-ids",
            async (path, _, store, cancel) =>
                EvaluationDatasetExperimentsResponse.From(await store.EvaluationDatasets.GetExperimentIdsAsync(path[DatasetId], cancel)),
            Json.PathOnlyRequest,
            Json.EvaluationDatasetExperimentsResponse);
        datasets.MapAt(
            Post,
            "/{dataset_id}/add-experiments",
            async (path, request, store, cancel) => EvaluationDatasetResponse.From(
                await store.EvaluationDatasets.AddToExperimentsAsync(path[DatasetId], request.ExperimentIds ?? [], cancel)),
            Json.AddEvaluationDatasetToExperimentsRequest,
            Json.EvaluationDatasetResponse);
        datasets.MapAt(
            Post,
            "/{dataset_id}/remove-experiments",
            async (path, request, store, cancel) => EvaluationDatasetResponse.From(
                await store.EvaluationDatasets.RemoveFromExperimentsAsync(path[DatasetId], request.ExperimentIds ?? [], cancel)),
            Json.RemoveEvaluationDatasetFromExperimentsRequest,
            Json.EvaluationDatasetResponse);
    }

    private static async Task<SearchEvaluationDatasetsResponse> SearchAsync(
        SearchEvaluationDatasetsRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        SearchEvaluationDatasetsResponse.From(
            await store.EvaluationDatasets.SearchDatasetsAsync(request.ToQuery(), cancellationToken));

    private static async Task GetRecordsAsync(GetEvaluationDatasetRecordsRequest request, ITrackingStore store, HttpContext context)
    {
        var datasetId = new RoutePath(context)[DatasetId];
        var page = await store.EvaluationDatasets.GetRecordsAsync(datasetId, request.ToPageSize(), request.PageToken, context.RequestAborted);
        context.Response.ContentType = ResponseWriter.Json;
        var output = context.Response.BodyWriter;
        using var writer = new EvaluationDatasetRecordsWriter(output, datasetId);
        foreach (var record in page.Items)
        {
            writer.Write(record);
            if (output.UnflushedBytes > FlushAt)
                await output.FlushAsync(context.RequestAborted);
        }

        writer.End(page.NextPageToken);
        await output.FlushAsync(context.RequestAborted);
    }
}
