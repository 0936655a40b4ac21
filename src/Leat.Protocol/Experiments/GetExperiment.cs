using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/experiments/get</c>.</summary>
/// <param name="ExperimentId">Which experiment.</param>
internal sealed record GetExperimentRequest(string? ExperimentId) : IWireRequest<GetExperimentRequest>
{
    public static GetExperimentRequest Decode(WireFields fields) => new(fields.RequireString("experiment_id"));
}

/// <summary>Query of <c>GET /api/2.0/mlflow/experiments/get-by-name</c>.</summary>
/// <param name="ExperimentName">The exact name.</param>
internal sealed record GetExperimentByNameRequest(string? ExperimentName) : IWireRequest<GetExperimentByNameRequest>
{
    public static GetExperimentByNameRequest Decode(WireFields fields) => new(fields.RequireString("experiment_name"));
}

/// <summary>Answer of <c>experiments/get</c> and <c>experiments/get-by-name</c>.</summary>
/// <param name="Experiment">The experiment, deleted or not.</param>
internal sealed record GetExperimentResponse(ExperimentMessage? Experiment)
{
    public Experiment ToEntity() => Answers.Require(Experiment, "experiment").ToEntity();
}
