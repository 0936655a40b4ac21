using Leat.Core;

namespace Leat.Protocol;

/// <summary>How a scorer scores new traces, as it travels.</summary>
/// <param name="OnlineScoringConfigId">Its id.</param>
/// <param name="ScorerId">The scorer.</param>
/// <param name="SampleRate">The share of traces that it scores, 0 to 1.</param>
/// <param name="ExperimentId">The scorer's experiment.</param>
/// <param name="FilterString">Which traces; left out for all.</param>
internal sealed record OnlineScoringConfigMessage(
    string? OnlineScoringConfigId, string? ScorerId, double? SampleRate, string? ExperimentId, [property: MayBeLeftOut] string? FilterString)
{
    public static OnlineScoringConfigMessage From(OnlineScoring scoring) =>
        new(scoring.ConfigId, scoring.ScorerId, scoring.SampleRate, scoring.ExperimentId, scoring.Filter);

    public OnlineScoring ToEntity() => new(
        Answers.Require(OnlineScoringConfigId, "online_scoring_config_id"), ScorerId ?? "", ExperimentId ?? "", SampleRate ?? 0, FilterString);
}

/// <summary>Body of <c>PUT /api/3.0/mlflow/scorers/online-config</c>.</summary>
/// <param name="ExperimentId">The scorer's experiment.</param>
/// <param name="Name">The scorer.</param>
/// <param name="SampleRate">The share of traces that it scores, 0 to 1.</param>
/// <param name="FilterString">Which traces; all if left out.</param>
internal sealed record UpdateOnlineScoringConfigRequest(string? ExperimentId, string? Name, double? SampleRate, string? FilterString = null)
    : IWireRequest<UpdateOnlineScoringConfigRequest>
{
    public static UpdateOnlineScoringConfigRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"), fields.RequireString("name"), fields.RequireDouble("sample_rate"), fields.GetString("filter_string"));

    public static UpdateOnlineScoringConfigRequest From(NewOnlineScoring scoring) =>
        new(scoring.ExperimentId, scoring.Name, scoring.SampleRate, scoring.Filter);

    public NewOnlineScoring ToCommand() => NewOnlineScoring.Create(ExperimentId!, Name!, SampleRate ?? 0, FilterString);
}

/// <summary>Answer of <c>PUT /api/3.0/mlflow/scorers/online-config</c>.</summary>
/// <param name="Config">What is set now.</param>
internal sealed record OnlineScoringConfigResponse(OnlineScoringConfigMessage? Config)
{
    /// <summary>The answer.</summary>
    public static OnlineScoringConfigResponse From(OnlineScoring scoring) => new(OnlineScoringConfigMessage.From(scoring));

    public OnlineScoring ToEntity() => Answers.Require(Config, "config").ToEntity();
}

/// <summary>Query of <c>GET /api/3.0/mlflow/scorers/online-configs</c>, which newer clients send along with every list of scorers.</summary>
/// <param name="ScorerIds">Which scorers; unknown ones have no configuration.</param>
internal sealed record GetOnlineScoringConfigsRequest(IReadOnlyList<string>? ScorerIds) : IWireRequest<GetOnlineScoringConfigsRequest>
{
    public static GetOnlineScoringConfigsRequest Decode(WireFields fields) => new(fields.GetStrings("scorer_ids"));
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/scorers/online-configs</c>.</summary>
/// <param name="Configs">Those that there are. Clients read the list even when it is empty.</param>
internal sealed record GetOnlineScoringConfigsResponse(IReadOnlyList<OnlineScoringConfigMessage>? Configs)
{
    /// <summary>The answer.</summary>
    public static GetOnlineScoringConfigsResponse From(IReadOnlyList<OnlineScoring> scorings) => new([.. scorings.Select(OnlineScoringConfigMessage.From)]);

    public IReadOnlyList<OnlineScoring> ToEntities() => Configs.ToEntities(config => config.ToEntity());
}
