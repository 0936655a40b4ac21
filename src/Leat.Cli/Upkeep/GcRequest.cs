namespace Leat.Cli.Upkeep;

/// <summary>What <c>leat gc</c> was asked for. Ids that are named restrict it to what is named.</summary>
internal sealed record GcRequest
{
    /// <summary>Unix milliseconds, UTC: only what was deleted before; null for any time.</summary>
    public long? DeletedBeforeMs { get; init; }

    public IReadOnlyList<string>? RunIds { get; init; }

    public IReadOnlyList<string>? ExperimentIds { get; init; }

    public IReadOnlyList<string>? ModelIds { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Whether rows go also where files cannot be reached.</summary>
    public bool Force { get; init; }

    public bool NamesNothing => RunIds is null && ExperimentIds is null && ModelIds is null;
}
