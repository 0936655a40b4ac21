namespace Leat.Core;

/// <summary>Stores the scorers of experiments in versions. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>In every method an unknown experiment or scorer gives <see cref="ErrorCode.ResourceDoesNotExist"/>, a deleted experiment
/// <see cref="ErrorCode.InvalidParameterValue"/>.</remarks>
public interface IScorerStore
{
    /// <summary>Registers the next version of a scorer, numbered one above its highest.</summary>
    Task<ScorerVersion> RegisterScorerAsync(NewScorerVersion scorer, CancellationToken cancellationToken = default);

    /// <summary>The latest version of each scorer of an experiment, by name.</summary>
    Task<IReadOnlyList<ScorerVersion>> ListScorersAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>All versions of a scorer, lowest first; there is at least one.</summary>
    Task<IReadOnlyList<ScorerVersion>> ListVersionsAsync(string experimentId, string name, CancellationToken cancellationToken = default);

    /// <summary>A version of a scorer; null means the latest.</summary>
    Task<ScorerVersion> GetScorerAsync(
        string experimentId, string name, long? version = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version of a scorer for good; null means all versions.</summary>
    Task DeleteScorerAsync(string experimentId, string name, long? version = null, CancellationToken cancellationToken = default);

    /// <summary>Sets how a scorer scores new traces, in place of what was set before.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment or scorer.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted.</exception>
    Task<OnlineScoring> SetOnlineScoringAsync(NewOnlineScoring scoring, CancellationToken cancellationToken = default);

    /// <summary>How these scorers score new traces, by scorer; those for which nothing was set are left out.</summary>
    Task<IReadOnlyList<OnlineScoring>> GetOnlineScoringsAsync(IReadOnlyList<string> scorerIds, CancellationToken cancellationToken = default);
}
