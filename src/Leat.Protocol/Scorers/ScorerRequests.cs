namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/3.0/mlflow/scorers/list</c>.</summary>
/// <param name="ExperimentId">Whose scorers.</param>
internal sealed record ListScorersRequest(string? ExperimentId) : IWireRequest<ListScorersRequest>
{
    public static ListScorersRequest Decode(WireFields fields) => new(fields.RequireString("experiment_id"));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/scorers/versions</c>.</summary>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="Name">Its name.</param>
internal sealed record ListScorerVersionsRequest(string? ExperimentId, string? Name) : IWireRequest<ListScorerVersionsRequest>
{
    public static ListScorerVersionsRequest Decode(WireFields fields) =>
        new(fields.RequireString("experiment_id"), fields.RequireString("name"));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/scorers/get</c>.</summary>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Which version; the latest if left out.</param>
internal sealed record GetScorerRequest(string? ExperimentId, string? Name, long? Version) : IWireRequest<GetScorerRequest>
{
    public static GetScorerRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"), fields.RequireString("name"), fields.GetInt32("version"));
}

/// <summary>Body of <c>DELETE /api/3.0/mlflow/scorers/delete</c>.</summary>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Which version; all if left out.</param>
internal sealed record DeleteScorerRequest(string? ExperimentId, string? Name, long? Version) : IWireRequest<DeleteScorerRequest>
{
    public static DeleteScorerRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"), fields.RequireString("name"), fields.GetInt32("version"));
}
