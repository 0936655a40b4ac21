namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/runs/get</c>.</summary>
/// <param name="RunId">Which run.</param>
public sealed record GetRunRequest(string? RunId);

/// <summary>Answer of <c>runs/get</c>.</summary>
/// <param name="Run">The run, deleted or not.</param>
public sealed record GetRunResponse(RunMessage? Run);
