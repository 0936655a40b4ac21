using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/scorers/register</c>.</summary>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="Name">Unique within the experiment.</param>
/// <param name="SerializedScorer">What the client needs to make the scorer again. It is not looked into.</param>
internal sealed record RegisterScorerRequest(
    string? ExperimentId,
    [property: Limits(most: ScorerRules.MaxNameLength)] string? Name,
    string? SerializedScorer) : IWireRequest<RegisterScorerRequest>
{
    public static RegisterScorerRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"), fields.RequireString("name"), fields.RequireString("serialized_scorer"));

    public static RegisterScorerRequest From(NewScorerVersion scorer) =>
        new(scorer.ExperimentId, scorer.Name, scorer.SerializedScorer);

    public NewScorerVersion ToCommand() => NewScorerVersion.Create(ExperimentId!, Name!, SerializedScorer!);
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/scorers/register</c>.</summary>
/// <param name="Version">The new version.</param>
/// <param name="ScorerId">A UUID, the same for all versions.</param>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="SerializedScorer">As it was sent.</param>
/// <param name="CreationTime">Unix milliseconds, UTC.</param>
internal sealed record RegisterScorerResponse(
    long? Version, string? ScorerId, string? ExperimentId, string? Name, string? SerializedScorer, long? CreationTime)
{
    /// <summary>The answer with this version.</summary>
    public static RegisterScorerResponse From(ScorerVersion scorer) => new(
        scorer.Version, scorer.ScorerId, scorer.ExperimentId, scorer.Name, scorer.SerializedScorer, scorer.CreationTimeMs);

    public ScorerVersion ToEntity() =>
        new(ScorerId ?? "", ExperimentId ?? "", Answers.Require(Name, "name"), Version ?? 0, SerializedScorer ?? "", CreationTime ?? 0);
}
