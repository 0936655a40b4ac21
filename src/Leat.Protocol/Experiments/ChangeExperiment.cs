using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/delete</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
internal sealed record DeleteExperimentRequest(string? ExperimentId) : IWireRequest<DeleteExperimentRequest>
{
    /// <inheritdoc/>
    public static DeleteExperimentRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new DeleteExperimentRequest(fields.RequireString("experiment_id"));
    }
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/restore</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
internal sealed record RestoreExperimentRequest(string? ExperimentId) : IWireRequest<RestoreExperimentRequest>
{
    /// <inheritdoc/>
    public static RestoreExperimentRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new RestoreExperimentRequest(fields.RequireString("experiment_id"));
    }
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/update</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="NewName">Its new name.</param>
internal sealed record UpdateExperimentRequest(
    string? ExperimentId,
    [property: Limits(most: ExperimentRules.MaxNameLength)] string? NewName) : IWireRequest<UpdateExperimentRequest>
{
    /// <inheritdoc/>
    public static UpdateExperimentRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new UpdateExperimentRequest(fields.RequireString("experiment_id"), fields.RequireString("new_name"));
    }
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
    /// <inheritdoc/>
    public static SetExperimentTagRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new SetExperimentTagRequest(
            fields.RequireString("experiment_id"), fields.RequireString("key"), fields.GetString("value"));
    }

    /// <summary>The tag to set.</summary>
    public Tag ToTag() => new(Key ?? "", Value ?? "");
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/delete-experiment-tag</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="Key">The tag's name.</param>
internal sealed record DeleteExperimentTagRequest(string? ExperimentId, string? Key) : IWireRequest<DeleteExperimentTagRequest>
{
    /// <inheritdoc/>
    public static DeleteExperimentTagRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new DeleteExperimentTagRequest(fields.RequireString("experiment_id"), fields.RequireString("key"));
    }
}
