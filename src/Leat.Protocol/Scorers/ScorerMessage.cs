using System.Globalization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A version of a scorer as it travels.</summary>
/// <param name="ExperimentId">Its experiment; a number here, where all other messages have a text.</param>
/// <param name="ScorerName">Its name.</param>
/// <param name="ScorerVersion">1 or more.</param>
/// <param name="SerializedScorer">What the client registered.</param>
/// <param name="CreationTime">Unix milliseconds, UTC.</param>
/// <param name="ScorerId">A UUID, the same for all versions.</param>
internal sealed record ScorerMessage(
    long? ExperimentId, string? ScorerName, long? ScorerVersion, string? SerializedScorer, long? CreationTime, string? ScorerId)
{
    public static ScorerMessage From(ScorerVersion scorer) => new(
        long.Parse(scorer.ExperimentId, CultureInfo.InvariantCulture),
        scorer.Name,
        scorer.Version,
        scorer.SerializedScorer,
        scorer.CreationTimeMs,
        scorer.ScorerId);

    public ScorerVersion ToEntity() => new(
        ScorerId ?? "",
        (ExperimentId ?? 0).ToString(CultureInfo.InvariantCulture),
        Answers.Require(ScorerName, "scorer_name"),
        ScorerVersion ?? 0,
        SerializedScorer ?? "",
        CreationTime ?? 0);
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/scorers/get</c>.</summary>
/// <param name="Scorer">The version.</param>
internal sealed record ScorerResponse(ScorerMessage? Scorer)
{
    /// <summary>The answer with this version.</summary>
    public static ScorerResponse From(ScorerVersion scorer) => new(ScorerMessage.From(scorer));

    public ScorerVersion ToEntity() => Answers.Require(Scorer, "scorer").ToEntity();
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/scorers/list</c> and <c>…/versions</c>.</summary>
/// <param name="Scorers">Left out when there are none.</param>
internal sealed record ScorersResponse(IReadOnlyList<ScorerMessage>? Scorers)
{
    /// <summary>The answer with these versions.</summary>
    public static ScorersResponse From(IReadOnlyList<ScorerVersion> scorers) => new(scorers.ToMessages(ScorerMessage.From));

    public IReadOnlyList<ScorerVersion> ToEntities() => Scorers.ToEntities(scorer => scorer.ToEntity());
}
