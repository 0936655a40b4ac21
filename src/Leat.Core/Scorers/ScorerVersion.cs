namespace Leat.Core;

/// <summary>One version of a scorer: a judge shared by the clients of an experiment.</summary>
/// <param name="ScorerId">A UUID, the same for all versions.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="Name">Unique within the experiment, case-sensitive.</param>
/// <param name="Version">1 or more.</param>
/// <param name="SerializedScorer">What the client sent; opaque.</param>
/// <param name="CreationTimeMs">Unix milliseconds, UTC.</param>
public sealed record ScorerVersion(
    string ScorerId, string ExperimentId, string Name, long Version, string SerializedScorer, long CreationTimeMs);
