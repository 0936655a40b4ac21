using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/set-tag</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">Empty if left out. Longer values are cut after 8000 characters.</param>
internal sealed record SetTagRequest(
    string? RunId,
    [property: Limits(most: LogRules.MaxKeyLength)] string? Key,
    string? Value) : IWireRequest<SetTagRequest>
{
    public static SetTagRequest Decode(WireFields fields) => new(
        fields.RequireString("run_id", alias: "run_uuid"), fields.RequireString("key"), fields.GetString("value"));

    public LogBatch ToCommand(InputLimits limits) => LogBatch.ForTag(RunId ?? "", new Tag(Key ?? "", Value ?? ""), limits);
}

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/delete-tag</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Key">The tag's name.</param>
internal sealed record DeleteTagRequest(string? RunId, string? Key) : IWireRequest<DeleteTagRequest>
{
    public static DeleteTagRequest Decode(WireFields fields) => new(fields.RequireString("run_id"), fields.RequireString("key"));
}
