using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>PATCH /api/3.0/mlflow/datasets/{dataset_id}/tags</c>.</summary>
/// <param name="Tags">A JSON object in a text, for example {"split": "test"}; its members are set or replaced. Keys of at most 255
/// characters, values of at most 5000.</param>
internal sealed record SetEvaluationDatasetTagsRequest(string? Tags) : IWireRequest<SetEvaluationDatasetTagsRequest>
{
    public static SetEvaluationDatasetTagsRequest Decode(WireFields fields) => new(fields.RequireString("tags"));

    public static SetEvaluationDatasetTagsRequest From(IReadOnlyList<Tag> tags) => new(EvaluationDatasetTags.Write(tags));

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> ToTags() => EvaluationDatasetTags.Read(Tags);
}

/// <summary>Body of <c>DELETE /api/3.0/mlflow/datasets/{dataset_id}/records</c>.</summary>
/// <param name="DatasetRecordIds">Which records.</param>
internal sealed record DeleteEvaluationDatasetRecordsRequest(IReadOnlyList<string>? DatasetRecordIds)
    : IWireRequest<DeleteEvaluationDatasetRecordsRequest>
{
    public static DeleteEvaluationDatasetRecordsRequest Decode(WireFields fields) => new(fields.GetStrings("dataset_record_ids"));
}

/// <summary>Answer of <c>DELETE /api/3.0/mlflow/datasets/{dataset_id}/records</c>.</summary>
/// <param name="DeletedCount">How many were there.</param>
internal sealed record DeleteEvaluationDatasetRecordsResponse(long DeletedCount);

/// <summary>Body of <c>POST /api/3.0/mlflow/datasets/{dataset_id}/add-experiments</c>.</summary>
/// <param name="ExperimentIds">Which experiments; none if left out.</param>
internal sealed record AddEvaluationDatasetToExperimentsRequest(IReadOnlyList<string>? ExperimentIds)
    : IWireRequest<AddEvaluationDatasetToExperimentsRequest>
{
    public static AddEvaluationDatasetToExperimentsRequest Decode(WireFields fields) => new(fields.GetStrings("experiment_ids"));
}

/// <summary>Body of <c>POST /api/3.0/mlflow/datasets/{dataset_id}/remove-experiments</c>.</summary>
/// <param name="ExperimentIds">Which experiments; none if left out.</param>
internal sealed record RemoveEvaluationDatasetFromExperimentsRequest(IReadOnlyList<string>? ExperimentIds)
    : IWireRequest<RemoveEvaluationDatasetFromExperimentsRequest>
{
    public static RemoveEvaluationDatasetFromExperimentsRequest Decode(WireFields fields) =>
        new(fields.GetStrings("experiment_ids"));
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/datasets/{dataset_id}/experiment-ids</c>.</summary>
/// <param name="ExperimentIds">Left out when there are none.</param>
internal sealed record EvaluationDatasetExperimentsResponse(IReadOnlyList<string>? ExperimentIds)
{
    /// <summary>The answer with these ids.</summary>
    public static EvaluationDatasetExperimentsResponse From(IReadOnlyList<string> ids) => new(ids.NullIfEmpty());
}
