using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/log-parameter</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Key">The param's name.</param>
/// <param name="Value">Empty if left out. Longer values are cut after 6000 characters.</param>
internal sealed record LogParameterRequest(
    string? RunId,
    [property: Limits(most: LogRules.MaxKeyLength)] string? Key,
    string? Value) : IWireRequest<LogParameterRequest>
{
    public static LogParameterRequest Decode(WireFields fields) => new(
        fields.RequireString("run_id", alias: "run_uuid"), fields.RequireString("key"), fields.GetString("value"));

    public LogBatch ToCommand(InputLimits limits) => LogBatch.ForParam(RunId ?? "", new Param(Key ?? "", Value ?? ""), limits);
}
