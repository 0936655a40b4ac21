using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Workspaces;

/// <summary>Workspaces in SQL.</summary>
/// <param name="database">The database.</param>
/// <param name="here">The workspace of the store that this is part of.</param>
/// <param name="open">Makes the store that works in another.</param>
internal sealed class SqlWorkspaceStore(SqlDatabase database, WorkspaceScope here, Func<WorkspaceScope, ITrackingStore> open) : IWorkspaceStore
{
    private const string Select = "SELECT id, name, description, artifact_root FROM workspaces";

    public Task<IReadOnlyList<Workspace>> ListWorkspacesAsync(CancellationToken cancellationToken = default) => database.Readers.ReadAsync<IReadOnlyList<Workspace>>(
        async session => await session.ReadAsync($"{Select} ORDER BY name", [], row => Read(row).Workspace, cancellationToken).ConfigureAwait(false),
        cancellationToken);

    public async Task<Workspace> GetWorkspaceAsync(string name, CancellationToken cancellationToken = default) =>
        (await GetAsync(name, cancellationToken).ConfigureAwait(false)).Workspace;

    public async Task<Workspace> CreateWorkspaceAsync(Workspace workspace, CancellationToken cancellationToken = default)
    {
        WorkspaceRules.CheckNewName(workspace.Name);
        var made = workspace with
        {
            Description = WorkspaceRules.CheckDescription(workspace.Description),
            DefaultArtifactRoot = WorkspaceRules.CheckArtifactRoot(workspace.DefaultArtifactRoot),
        };
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            async transaction =>
            {
                if (await FindAsync(transaction.Session, made.Name, CancellationToken.None).ConfigureAwait(false) is not null)
                    throw LeatException.AlreadyExists($"Workspace '{made.Name}' already exists.");
                return await transaction.InsertAsync(
                    "INSERT INTO workspaces (name, description, artifact_root, created_ms) VALUES (@p0, @p1, @p2, @p3)",
                    made.Name,
                    made.Description,
                    made.DefaultArtifactRoot,
                    now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return made;
    }

    public Task<Workspace> UpdateWorkspaceAsync(string name, WorkspaceUpdate update, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var (key, _) = await RequireAsync(transaction.Session, name).ConfigureAwait(false);
                await transaction.WriteAsync(
                    "UPDATE workspaces SET description = COALESCE(@p1, description), artifact_root = NULLIF(COALESCE(@p2, artifact_root), '') WHERE id = @p0",
                    key,
                    update.Description,
                    update.DefaultArtifactRoot).ConfigureAwait(false);
                return (await RequireAsync(transaction.Session, name).ConfigureAwait(false)).Workspace;
            },
            cancellationToken);

    public async Task DeleteWorkspaceAsync(string name, WorkspaceDeletion mode, CancellationToken cancellationToken = default)
    {
        if (name == Workspace.DefaultName)
            throw LeatException.InvalidParameter($"The workspace '{Workspace.DefaultName}' exists always and cannot be deleted.");
        var (key, _) = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        while (!await database.Writes.WriteAsync(transaction => TryDeleteAsync(transaction, name, key, mode), cancellationToken).ConfigureAwait(false))
            await EmptyAsync(key, cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> HasOnlyDefaultAsync(CancellationToken cancellationToken = default) => database.Readers.ReadAsync(
        async session => !await WorkspaceContents.AreElsewhereAsync(session).ConfigureAwait(false), cancellationToken);

    public async Task<ITrackingStore> OpenWorkspaceAsync(string name, CancellationToken cancellationToken = default)
    {
        var (key, workspace) = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        return open(new WorkspaceScope(key, workspace.Name, workspace.DefaultArtifactRoot));
    }

    public async Task<IReadOnlySet<ResourceName>> FindForeignAsync(IReadOnlyCollection<ResourceName> names, CancellationToken cancellationToken = default)
    {
        var foreign = new HashSet<ResourceName>();
        if (names.Count == 0)
            return foreign;
        await database.Readers.ReadAsync(
            async session =>
            {
                foreach (var ofKind in names.GroupBy(name => name.Kind))
                {
                    IReadOnlyList<string> ids = [.. ofKind.Select(name => name.Id).Distinct(StringComparer.Ordinal)];
                    var found = await ForeignSql.FindAsync(session, ofKind.Key, ids, here.Key, cancellationToken).ConfigureAwait(false);
                    foreign.UnionWith(found.Select(id => new ResourceName(ofKind.Key, id)));
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return foreign;
    }

    /// <summary>Deletes a workspace; false if it must be emptied first.</summary>
    private static async ValueTask<bool> TryDeleteAsync(WriteTransaction transaction, string name, long key, WorkspaceDeletion mode)
    {
        if (!await transaction.Session.LockRowAsync("workspaces", key).ConfigureAwait(false))
            throw WorkspaceRules.NotFound(name);
        if (mode == WorkspaceDeletion.SetDefault)
            await WorkspaceContents.MoveToDefaultAsync(transaction, key).ConfigureAwait(false);
        else if (await WorkspaceContents.AreThereAsync(transaction.Session, key).ConfigureAwait(false))
            return mode == WorkspaceDeletion.Cascade ? false : throw NotEmpty(name);
        return await transaction.WriteAsync("DELETE FROM workspaces WHERE id = @p0", key).ConfigureAwait(false) > 0 ? true : throw WorkspaceRules.NotFound(name);
    }

    private async Task EmptyAsync(long key, CancellationToken cancellationToken)
    {
        await database.Writes.WriteAsync(transaction => WorkspaceContents.MarkExperimentsAsync(transaction, key), cancellationToken).ConfigureAwait(false);
        while (await database.Writes.WriteAsync(transaction => WorkspaceContents.RemoveSomeAsync(transaction, key), cancellationToken).ConfigureAwait(false))
        {
            // Some more.
        }
    }

    private Task<(long Key, Workspace Workspace)> GetAsync(string name, CancellationToken cancellationToken) => database.Readers.ReadAsync(
        async session => await FindAsync(session, name, cancellationToken).ConfigureAwait(false) ?? throw WorkspaceRules.NotFound(name), cancellationToken);

    private static async ValueTask<(long Key, Workspace Workspace)> RequireAsync(SqlSession session, string name) =>
        await FindAsync(session, name, CancellationToken.None).ConfigureAwait(false) ?? throw WorkspaceRules.NotFound(name);

    private static async ValueTask<(long Key, Workspace Workspace)?> FindAsync(SqlSession session, string name, CancellationToken cancellationToken) =>
        await session.ReadAsync($"{Select} WHERE name = @p0", [name], Read, cancellationToken).ConfigureAwait(false) is [var found] ? found : null;

    private static (long Key, Workspace Workspace) Read(SqlRow row) =>
        (row.NextInt64(), new Workspace(row.NextText(), row.NextTextOrNull(), row.NextTextOrNull()));

    private static LeatException NotEmpty(string name) => LeatException.WrongState(
        $"The workspace '{name}' is not empty. Delete what is in it, or choose the mode CASCADE, which deletes it too, or SET_DEFAULT, which moves it to '{Workspace.DefaultName}'.");
}
