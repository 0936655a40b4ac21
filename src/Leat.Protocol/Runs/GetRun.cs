using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/runs/get</c>.</summary>
/// <param name="RunId">Which run.</param>
internal sealed record GetRunRequest(string? RunId) : IWireRequest<GetRunRequest>
{
    public static GetRunRequest Decode(WireFields fields) => new(fields.RequireString("run_id", alias: "run_uuid"));
}

/// <summary>Answer of <c>runs/get</c>.</summary>
/// <param name="Run">The run, deleted or not.</param>
internal sealed record GetRunResponse(RunMessage? Run)
{
    public Run ToEntity() => Answers.Require(Run, "run").ToEntity();
}
