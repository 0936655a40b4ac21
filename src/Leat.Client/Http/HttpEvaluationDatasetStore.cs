using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Evaluation datasets on a server.</summary>
internal sealed class HttpEvaluationDatasetStore(HttpConnection server) : IEvaluationDatasetStore
{
    private const string Root = "/api/3.0/mlflow/datasets";

    public Task<EvaluationDataset> CreateDatasetAsync(NewEvaluationDataset dataset, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, $"{Root}/create", CreateEvaluationDatasetRequest.From(dataset), cancellationToken);

    public Task<EvaluationDataset> GetDatasetAsync(string datasetId, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, Path(datasetId), new PathOnlyRequest(), cancellationToken);

    public Task DeleteDatasetAsync(string datasetId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, Path(datasetId), new PathOnlyRequest(), cancellationToken);

    public Task<Page<EvaluationDataset>> SearchDatasetsAsync(EvaluationDatasetQuery query, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Post, $"{Root}/search", SearchEvaluationDatasetsRequest.From(query),
            (SearchEvaluationDatasetsResponse answer) => answer.ToPage(), cancellationToken);

    public Task SetTagsAsync(string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Patch, $"{Path(datasetId)}/tags", SetEvaluationDatasetTagsRequest.From(tags), cancellationToken);

    public Task DeleteTagAsync(string datasetId, string key, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Delete, $"{Path(datasetId)}/tags/{Uri.EscapeDataString(key)}", new PathOnlyRequest(), cancellationToken);

    /// <remarks>Sent again, the same inputs lead to the same records; only the counts differ.</remarks>
    public Task<EvaluationDatasetUpsert> UpsertRecordsAsync(
        string datasetId, NewEvaluationDatasetRecords records, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Post, $"{Path(datasetId)}/records", UpsertEvaluationDatasetRecordsRequest.From(records),
            (UpsertEvaluationDatasetRecordsResponse answer) => answer.ToEntity(), cancellationToken);

    public Task<Page<EvaluationDatasetRecord>> GetRecordsAsync(
        string datasetId, long maxResults, string? pageToken, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Get, $"{Path(datasetId)}/records", new GetEvaluationDatasetRecordsRequest(PageSize.Check(maxResults), pageToken),
            (GetEvaluationDatasetRecordsResponse answer) => answer.ToPage(), cancellationToken);

    /// <remarks>Sent again, the records are gone; only the count differs.</remarks>
    public Task<long> DeleteRecordsAsync(string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Delete, $"{Path(datasetId)}/records", new DeleteEvaluationDatasetRecordsRequest(recordIds),
            (DeleteEvaluationDatasetRecordsResponse answer) => answer.DeletedCount, cancellationToken);

    public Task<IReadOnlyList<string>> GetExperimentIdsAsync(string datasetId, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Get, $"{Path(datasetId)}/experiment-ids", new PathOnlyRequest(),
            (EvaluationDatasetExperimentsResponse answer) => answer.ExperimentIds ?? [], cancellationToken);

    public Task<EvaluationDataset> AddToExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) => SendAsync(
            Verb.Post, $"{Path(datasetId)}/add-experiments", new AddEvaluationDatasetToExperimentsRequest(experimentIds), cancellationToken);

    public Task<EvaluationDataset> RemoveFromExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) => SendAsync(
            Verb.Post, $"{Path(datasetId)}/remove-experiments", new RemoveEvaluationDatasetFromExperimentsRequest(experimentIds),
            cancellationToken);

    private Task<EvaluationDataset> SendAsync<T>(Verb verb, string path, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, path, message, (EvaluationDatasetResponse answer) => answer.ToEntity(), cancellationToken);

    private static string Path(string datasetId) => $"{Root}/{Uri.EscapeDataString(datasetId)}";
}
