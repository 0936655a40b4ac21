using Leat.Core.Artifacts;

namespace Leat.Transfer;

/// <summary>How to import.</summary>
public sealed record ImportOptions
{
    /// <summary>Whether only to say what would come.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where files of runs go, if the source holds some; null if they are not to be copied.</summary>
    public IArtifactRepositoryProvider? Artifacts { get; init; }
}
