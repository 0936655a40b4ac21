namespace Leat.Core;

/// <summary>Keeps workspaces, and gives stores that work in one of them. Safe for concurrent use; a write that has returned survives a
/// crash.</summary>
/// <remarks>A store that was opened as usual works in the default workspace.</remarks>
public interface IWorkspaceStore
{
    /// <summary>All workspaces by name; the default one is always among them.</summary>
    Task<IReadOnlyList<Workspace>> ListWorkspacesAsync(CancellationToken cancellationToken = default);

    /// <summary>The workspace with this name.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such workspace.</exception>
    Task<Workspace> GetWorkspaceAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Creates a workspace. Its name is checked here.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a value is not allowed.</exception>
    Task<Workspace> CreateWorkspaceAsync(Workspace workspace, CancellationToken cancellationToken = default);

    /// <summary>Changes a workspace and returns the new state. Experiments that exist keep their artifact location.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such workspace.</exception>
    Task<Workspace> UpdateWorkspaceAsync(string name, WorkspaceUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Deletes a workspace.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="mode">What becomes of its contents.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such workspace.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is the default one.
    /// <see cref="ErrorCode.InvalidState"/>: it is not empty, or names in it are taken in the default workspace.</exception>
    Task DeleteWorkspaceAsync(string name, WorkspaceDeletion mode, CancellationToken cancellationToken = default);

    /// <summary>Whether everything belongs to the default workspace.</summary>
    Task<bool> HasOnlyDefaultAsync(CancellationToken cancellationToken = default);

    /// <summary>The same store, working in a workspace: what it creates belongs to it, and names and searches find only what is in it. Ids are looked
    /// up everywhere: <see cref="FindForeignAsync"/> says which of them are elsewhere. It lives as long as the store it came from; do not dispose
    /// it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such workspace.</exception>
    Task<ITrackingStore> OpenWorkspaceAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Those of some things that exist, but not in this store's workspace.</summary>
    Task<IReadOnlySet<ResourceName>> FindForeignAsync(IReadOnlyCollection<ResourceName> names, CancellationToken cancellationToken = default);
}
