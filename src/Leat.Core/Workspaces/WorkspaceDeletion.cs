namespace Leat.Core;

/// <summary>What becomes of the contents of a workspace that is deleted.</summary>
public enum WorkspaceDeletion
{
    /// <summary>The workspace is deleted only if it is empty.</summary>
    Restrict,

    /// <summary>They are deleted for good. Runs are out of reach at once; their rows and files are removed by the next purge.</summary>
    Cascade,

    /// <summary>They go to the default workspace.</summary>
    SetDefault,
}
