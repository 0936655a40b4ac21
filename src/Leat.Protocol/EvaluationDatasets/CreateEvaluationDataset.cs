using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/datasets/create</c>.</summary>
/// <param name="Name">Need not be unique.</param>
/// <param name="ExperimentIds">The experiments that it is to be part of.</param>
/// <param name="Tags">A JSON object in a text, for example {"split": "test"}. Keys of at most 255 characters, values of at most
/// 5000.</param>
internal sealed record CreateEvaluationDatasetRequest(
    [property: Limits(most: EvaluationDatasetRules.MaxNameLength)] string? Name,
    IReadOnlyList<string>? ExperimentIds,
    string? Tags) : IWireRequest<CreateEvaluationDatasetRequest>
{
    public static CreateEvaluationDatasetRequest Decode(WireFields fields) => new(
        fields.RequireString("name"), fields.GetStrings("experiment_ids"), fields.GetString("tags"));

    public static CreateEvaluationDatasetRequest From(NewEvaluationDataset dataset) => new(
        dataset.Name, dataset.ExperimentIds.NullIfEmpty(), EvaluationDatasetTags.Write(dataset.Tags));

    public NewEvaluationDataset ToCommand() => NewEvaluationDataset.Create(Name, ExperimentIds, EvaluationDatasetTags.Read(Tags));
}
