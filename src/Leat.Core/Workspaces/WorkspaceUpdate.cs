namespace Leat.Core;

/// <summary>What changes in a workspace. Create it with <see cref="Create"/>.</summary>
public sealed record WorkspaceUpdate
{
    private WorkspaceUpdate()
    {
    }

    /// <summary>The new description; null keeps the old one.</summary>
    public string? Description { get; private init; }

    /// <summary>The new root of artifacts, empty for that of the server; null keeps the old one.</summary>
    public string? DefaultArtifactRoot { get; private init; }

    /// <summary>Checks a change.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: nothing changes, or a value is not allowed.</exception>
    public static WorkspaceUpdate Create(string? description, string? defaultArtifactRoot)
    {
        if (description is null && defaultArtifactRoot is null)
            throw LeatException.InvalidParameter("Give at least one of 'description' and 'default_artifact_root': nothing else of a workspace can be changed.");
        return new WorkspaceUpdate
        {
            Description = WorkspaceRules.CheckDescription(description),
            DefaultArtifactRoot = defaultArtifactRoot is "" ? "" : WorkspaceRules.CheckArtifactRoot(defaultArtifactRoot),
        };
    }
}
