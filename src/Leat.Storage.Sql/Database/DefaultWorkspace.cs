using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Database;

/// <summary>The row of the workspace that every store has.</summary>
internal static class DefaultWorkspace
{
    /// <summary>Adds it where it is missing.</summary>
    public static async Task AddAsync(SqlSession session, SqlStoreOptions options)
    {
        if (await session.ScalarAsync("SELECT 1 FROM workspaces WHERE id = 0").ConfigureAwait(false) is not null)
            return;
        await session.ExecuteAsync(
            "INSERT INTO workspaces (id, name, created_ms) VALUES (0, @p0, @p1)",
            Workspace.DefaultName,
            options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds()).ConfigureAwait(false);
    }
}
