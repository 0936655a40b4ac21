using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/delete</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
internal sealed record DeleteExperimentRequest(string? ExperimentId) : IWireRequest<DeleteExperimentRequest>
{
    public static DeleteExperimentRequest Decode(WireFields fields) => new(fields.RequireString("experiment_id"));
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/restore</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
internal sealed record RestoreExperimentRequest(string? ExperimentId) : IWireRequest<RestoreExperimentRequest>
{
    public static RestoreExperimentRequest Decode(WireFields fields) => new(fields.RequireString("experiment_id"));
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/update</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="NewName">Its new name.</param>
internal sealed record UpdateExperimentRequest(
    string? ExperimentId,
    [property: Limits(most: ExperimentRules.MaxNameLength)] string? NewName) : IWireRequest<UpdateExperimentRequest>
{
    public static UpdateExperimentRequest Decode(WireFields fields) =>
        new(fields.RequireString("experiment_id"), fields.RequireString("new_name"));
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/set-experiment-tag</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">Its value; empty if left out.</param>
internal sealed record SetExperimentTagRequest(
    string? ExperimentId,
    [property: Limits(most: ExperimentRules.MaxTagKeyLength)] string? Key,
    [property: Limits(most: ExperimentRules.MaxTagValueLength)] string? Value) : IWireRequest<SetExperimentTagRequest>
{
    public static SetExperimentTagRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"), fields.RequireString("key"), fields.GetString("value"));

    /// <summary>The tag to set.</summary>
    public Tag ToTag() => new(Key ?? "", Value ?? "");
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/delete-experiment-tag</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="Key">The tag's name.</param>
internal sealed record DeleteExperimentTagRequest(string? ExperimentId, string? Key) : IWireRequest<DeleteExperimentTagRequest>
{
    public static DeleteExperimentTagRequest Decode(WireFields fields) =>
        new(fields.RequireString("experiment_id"), fields.RequireString("key"));
}
