namespace Leat.Core;

/// <summary>A part of a store that is kept apart from the others: it has its own experiments, with all that belongs to them, and its own registered
/// models, webhooks and evaluation datasets. Names are taken within one workspace only.</summary>
/// <param name="Name">Lower-case letters, digits and single hyphens.</param>
/// <param name="Description">Null if there is none.</param>
/// <param name="DefaultArtifactRoot">The URI below which new experiments get their artifact location; null for the server's.</param>
public sealed record Workspace(string Name, string? Description, string? DefaultArtifactRoot)
{
    /// <summary>The workspace that every store has, which holds what names no other.</summary>
    public const string DefaultName = "default";

    /// <summary>The folder, below the place of the server's files, that holds those of the other workspaces.</summary>
    public const string FolderOfAll = "workspaces";

    /// <summary>Whether it is the one that every store has.</summary>
    public bool IsDefault => Name == DefaultName;
}
