namespace Leat.Core;

/// <summary>Keeps the scorers of experiments, version by version. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>Everywhere an unknown experiment or scorer is <see cref="ErrorCode.ResourceDoesNotExist"/>, and a deleted experiment
/// <see cref="ErrorCode.InvalidParameterValue"/>.</remarks>
public interface IScorerStore
{
    /// <summary>Registers the next version of a scorer: one more than the highest that it has.</summary>
    Task<ScorerVersion> RegisterScorerAsync(NewScorerVersion scorer, CancellationToken cancellationToken = default);

    /// <summary>Of each scorer of an experiment the latest version, by name.</summary>
    Task<IReadOnlyList<ScorerVersion>> ListScorersAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>All versions of a scorer, lowest first; one at least.</summary>
    Task<IReadOnlyList<ScorerVersion>> ListVersionsAsync(string experimentId, string name, CancellationToken cancellationToken = default);

    /// <summary>A version of a scorer; the latest for null.</summary>
    Task<ScorerVersion> GetScorerAsync(
        string experimentId, string name, long? version = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version of a scorer for good; all of them for null.</summary>
    Task DeleteScorerAsync(string experimentId, string name, long? version = null, CancellationToken cancellationToken = default);
}
