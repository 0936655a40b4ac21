namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/delete</c>.</summary>
/// <param name="RunId">Which run.</param>
public sealed record DeleteRunRequest(string? RunId);

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/restore</c>.</summary>
/// <param name="RunId">Which run.</param>
public sealed record RestoreRunRequest(string? RunId);
