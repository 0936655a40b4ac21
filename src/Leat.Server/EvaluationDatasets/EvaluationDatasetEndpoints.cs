using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/datasets</c>.</summary>
internal static class EvaluationDatasetEndpoints
{
    private const string DatasetId = "dataset_id";
    private const string Key = "key";

    public static void MapEvaluationDatasets(this RpcRoutes routes)
    {
        var datasets = routes.Group("/mlflow/datasets", "Evaluation datasets", RpcCall.LaterMlflowVersion);
        datasets.Map(Post, "/create", async (CreateEvaluationDatasetRequest request, RpcContext call) =>
            EvaluationDatasetResponse.From(await call.Store.EvaluationDatasets.CreateDatasetAsync(request.ToCommand(), call.Cancellation)));
        datasets.Map<SearchEvaluationDatasetsRequest, SearchEvaluationDatasetsResponse>(Get, "/search", SearchAsync, "searchEvaluationDatasetsByQuery");
        datasets.Map<SearchEvaluationDatasetsRequest, SearchEvaluationDatasetsResponse>(Post, "/search", SearchAsync);
        datasets.Map(Get, "/{dataset_id}", async (PathOnlyRequest _, RpcContext call) =>
            EvaluationDatasetResponse.From(await call.Store.EvaluationDatasets.GetDatasetAsync(call[DatasetId], call.Cancellation)), "getEvaluationDataset");
        datasets.Map(Delete, "/{dataset_id}", (PathOnlyRequest _, RpcContext call) =>
            call.Store.EvaluationDatasets.DeleteDatasetAsync(call[DatasetId], call.Cancellation), "deleteEvaluationDataset");
        datasets.Map(Patch, "/{dataset_id}/tags", (SetEvaluationDatasetTagsRequest request, RpcContext call) =>
            call.Store.EvaluationDatasets.SetTagsAsync(call[DatasetId], request.ToTags(), call.Cancellation));
        datasets.Map(Delete, "/{dataset_id}/tags/{key}", (PathOnlyRequest _, RpcContext call) =>
            call.Store.EvaluationDatasets.DeleteTagAsync(call[DatasetId], call[Key], call.Cancellation), "deleteEvaluationDatasetTag");
        datasets.Map(Post, "/{dataset_id}/records", async (UpsertEvaluationDatasetRecordsRequest request, RpcContext call) =>
            UpsertEvaluationDatasetRecordsResponse.From(await call.Store.EvaluationDatasets.UpsertRecordsAsync(
                call[DatasetId], request.ToRecords(), call.Cancellation)));
        datasets.Map(
            Get,
            "/{dataset_id}/records",
            GetRecordsAsync,
            RpcRequest.Message<GetEvaluationDatasetRecordsRequest>(),
            RpcAnswer.Written<EvaluationDatasetRecordsAnswer>(AnswerForm.Of<GetEvaluationDatasetRecordsResponse>()));
        datasets.Map(Delete, "/{dataset_id}/records", async (DeleteEvaluationDatasetRecordsRequest request, RpcContext call) =>
            new DeleteEvaluationDatasetRecordsResponse(await call.Store.EvaluationDatasets.DeleteRecordsAsync(
                call[DatasetId], request.DatasetRecordIds ?? [], call.Cancellation)));
        datasets.Map(Get, "/{dataset_id}/experiment-ids", async (PathOnlyRequest _, RpcContext call) =>
            EvaluationDatasetExperimentsResponse.From(await call.Store.EvaluationDatasets.GetExperimentIdsAsync(
                call[DatasetId], call.Cancellation)), "getEvaluationDatasetExperiments");
        datasets.Map(Post, "/{dataset_id}/add-experiments", async (AddEvaluationDatasetToExperimentsRequest request, RpcContext call) =>
            EvaluationDatasetResponse.From(await call.Store.EvaluationDatasets.AddToExperimentsAsync(
                call[DatasetId], request.ExperimentIds ?? [], call.Cancellation)));
        datasets.Map(Post, "/{dataset_id}/remove-experiments", async (RemoveEvaluationDatasetFromExperimentsRequest request, RpcContext call) =>
            EvaluationDatasetResponse.From(await call.Store.EvaluationDatasets.RemoveFromExperimentsAsync(
                call[DatasetId], request.ExperimentIds ?? [], call.Cancellation)));
    }

    private static async Task<SearchEvaluationDatasetsResponse> SearchAsync(SearchEvaluationDatasetsRequest request, RpcContext call) =>
        SearchEvaluationDatasetsResponse.From(
            await call.Store.EvaluationDatasets.SearchDatasetsAsync(request.ToQuery(), call.Cancellation));

    private static async Task<EvaluationDatasetRecordsAnswer> GetRecordsAsync(GetEvaluationDatasetRecordsRequest request, RpcContext call)
    {
        var datasetId = call[DatasetId];
        return new EvaluationDatasetRecordsAnswer(datasetId, await call.Store.EvaluationDatasets.GetRecordsAsync(
            datasetId, request.ToPageSize(), request.PageToken, call.Cancellation));
    }
}
