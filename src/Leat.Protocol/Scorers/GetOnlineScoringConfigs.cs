namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/3.0/mlflow/scorers/online-configs</c>, which newer clients send along with every list of scorers.</summary>
/// <param name="ScorerIds">Which scorers; unknown ones have no configuration.</param>
internal sealed record GetOnlineScoringConfigsRequest(IReadOnlyList<string>? ScorerIds) : IWireRequest<GetOnlineScoringConfigsRequest>
{
    public static GetOnlineScoringConfigsRequest Decode(WireFields fields) => new(fields.GetStrings("scorer_ids"));
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/scorers/online-configs</c>.</summary>
/// <param name="Configs">Those that there are: none, as this server scores no traces by itself. Clients read the list even when it is empty.</param>
internal sealed record GetOnlineScoringConfigsResponse(IReadOnlyList<AnyJson>? Configs);
