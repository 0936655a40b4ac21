namespace Leat.Core;

/// <summary>What a garbage collection is to remove. Ids restrict it to what they name.</summary>
public sealed record GarbageRequest
{
    /// <summary>Unix milliseconds, UTC: only what was deleted before; null for any time.</summary>
    public long? DeletedBeforeMs { get; init; }

    /// <summary>Runs; null if none are named.</summary>
    public IReadOnlyList<string>? RunIds { get; init; }

    /// <summary>Experiments, with all they hold; null if none are named.</summary>
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    /// <summary>Logged models; null if none are named.</summary>
    public IReadOnlyList<string>? ModelIds { get; init; }

    /// <summary>Whether to measure only, and remove nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether to remove rows even if their files cannot be reached.</summary>
    public bool Force { get; init; }

    internal bool NamesNothing => RunIds is null && ExperimentIds is null && ModelIds is null;
}
