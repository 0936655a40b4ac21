using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/delete</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
public sealed record DeleteExperimentRequest(string? ExperimentId);

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/restore</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
public sealed record RestoreExperimentRequest(string? ExperimentId);

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/update</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="NewName">Its new name.</param>
public sealed record UpdateExperimentRequest(string? ExperimentId, string? NewName);

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/set-experiment-tag</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">Its value; empty if left out.</param>
public sealed record SetExperimentTagRequest(string? ExperimentId, string? Key, string? Value)
{
    /// <summary>The tag to set.</summary>
    public Tag ToTag() => new(Key ?? "", Value ?? "");
}

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/delete-experiment-tag</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
/// <param name="Key">The tag's name.</param>
public sealed record DeleteExperimentTagRequest(string? ExperimentId, string? Key);
