using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/update</c>. What is left out stays as it is.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Status">How far it is.</param>
/// <param name="EndTime">Unix milliseconds, UTC.</param>
/// <param name="RunName">The new name; an empty one is ignored.</param>
internal sealed record UpdateRunRequest(
    string? RunId, string? Status = null, long? EndTime = null, string? RunName = null) : IWireRequest<UpdateRunRequest>
{
    public static UpdateRunRequest Decode(WireFields fields)
    {
        var runId = fields.RequireString("run_id", alias: "run_uuid");
        var endTime = fields.GetInt64("end_time");
        var status = fields.GetEnum("status", EnumNames.RunStatus);
        return new UpdateRunRequest(runId, status, endTime, fields.GetString("run_name"));
    }

    public static UpdateRunRequest From(RunUpdate update) =>
        new(update.RunId, update.Status?.WireName(), update.EndTimeMs, update.RunName);

    /// <summary>The change.</summary>
    public RunUpdate ToCommand() => new(RunId ?? "")
    {
        Status = RunStatuses.TryParse(Status, out var status) ? status : null,
        EndTimeMs = EndTime,
        RunName = RunName,
    };
}

/// <summary>Answer of <c>runs/update</c>.</summary>
/// <param name="RunInfo">The attributes as they are now.</param>
internal sealed record UpdateRunResponse(RunInfoMessage? RunInfo)
{
    public RunInfo ToEntity() => Answers.Require(RunInfo, "run_info").ToEntity();
}
