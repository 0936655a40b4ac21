namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/delete</c>.</summary>
/// <param name="RunId">Which run.</param>
internal sealed record DeleteRunRequest(string? RunId) : IWireRequest<DeleteRunRequest>
{
    public static DeleteRunRequest Decode(WireFields fields) => new(fields.RequireString("run_id"));
}

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/restore</c>.</summary>
/// <param name="RunId">Which run.</param>
internal sealed record RestoreRunRequest(string? RunId) : IWireRequest<RestoreRunRequest>
{
    public static RestoreRunRequest Decode(WireFields fields) => new(fields.RequireString("run_id"));
}
