namespace Leat.Transfer;

/// <summary>How to import.</summary>
public sealed record ImportOptions
{
    /// <summary>Whether only to say what would come.</summary>
    public bool DryRun { get; init; }
}
