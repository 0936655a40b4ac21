using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Workspaces;

/// <summary>What belongs to a workspace, when the workspace goes.</summary>
internal static class WorkspaceContents
{
    /// <summary>How many registered models or evaluation datasets one transaction removes.</summary>
    private const int AtOnce = 20;

    private const int MaxNamed = 5;

    /// <summary>The tables of which every row belongs to a workspace, with a condition on those that are still there.</summary>
    private static readonly (string Table, string Present)[] Tables =
    [
        ("experiments", $"stage <> {StageSql.Purged}"),
        ("registered_models", "1 = 1"),
        ("webhooks", "1 = 1"),
        ("evaluation_datasets", "1 = 1"),
    ];

    /// <summary>Whether anything is in a workspace.</summary>
    public static async ValueTask<bool> AreThereAsync(SqlSession session, long workspace)
    {
        foreach (var (table, present) in Tables)
        {
            if (await session.ScalarAsync($"SELECT 1 FROM {table} WHERE workspace = @p0 AND {present}", workspace).ConfigureAwait(false) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether anything is in another workspace than the default one.</summary>
    public static async ValueTask<bool> AreElsewhereAsync(SqlSession session)
    {
        foreach (var (table, present) in Tables)
        {
            if (await session.ScalarAsync($"SELECT 1 FROM {table} WHERE workspace > 0 AND {present}").ConfigureAwait(false) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Moves everything to the default workspace.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidState"/>: a name is taken there.</exception>
    public static async ValueTask MoveToDefaultAsync(WriteTransaction transaction, long workspace)
    {
        await RequireFreeNamesAsync(transaction.Session, "experiments", "Experiments", workspace).ConfigureAwait(false);
        await RequireFreeNamesAsync(transaction.Session, "registered_models", "Registered models and prompts", workspace).ConfigureAwait(false);
        foreach (var (table, present) in Tables)
            await transaction.WriteAsync($"UPDATE {table} SET workspace = 0 WHERE workspace = @p0 AND {present}", workspace).ConfigureAwait(false);
        transaction.ForgetRuns();
    }

    /// <summary>Marks all experiments as being removed for good, so that a purge removes what belongs to them. Of the new generation no run is
    /// active, not even one that was restored by itself.</summary>
    public static async ValueTask<int> MarkExperimentsAsync(WriteTransaction transaction, long workspace)
    {
        transaction.ForgetRuns();
        return await transaction.WriteAsync(
            $"UPDATE experiments SET stage = {StageSql.Purged}, generation = generation + 1 WHERE workspace = @p0 AND stage <> {StageSql.Purged}", workspace)
            .ConfigureAwait(false);
    }

    /// <summary>Removes some of the rest; false when nothing was left.</summary>
    public static async ValueTask<bool> RemoveSomeAsync(WriteTransaction transaction, long workspace)
    {
        var removed = await transaction.WriteAsync("DELETE FROM webhooks WHERE workspace = @p0", workspace).ConfigureAwait(false);
        foreach (var model in await FindSomeAsync(transaction, "registered_models", workspace).ConfigureAwait(false))
        {
            await transaction.WriteAsync("DELETE FROM registered_model_aliases WHERE registered_model = @p0", model).ConfigureAwait(false);
            await transaction.WriteAsync(
                "DELETE FROM model_version_tags WHERE model_version IN (SELECT v.id FROM model_versions v WHERE v.registered_model = @p0)", model).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM model_versions WHERE registered_model = @p0", model).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM registered_model_tags WHERE registered_model = @p0", model).ConfigureAwait(false);
            removed += await transaction.WriteAsync("DELETE FROM registered_models WHERE id = @p0", model).ConfigureAwait(false);
        }

        foreach (var dataset in await FindSomeAsync(transaction, "evaluation_datasets", workspace).ConfigureAwait(false))
        {
            await transaction.WriteAsync("DELETE FROM evaluation_dataset_records WHERE dataset = @p0", dataset).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM evaluation_dataset_experiments WHERE dataset = @p0", dataset).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM evaluation_dataset_tags WHERE dataset = @p0", dataset).ConfigureAwait(false);
            removed += await transaction.WriteAsync("DELETE FROM evaluation_datasets WHERE id = @p0", dataset).ConfigureAwait(false);
        }

        return removed > 0;
    }

    private static ValueTask<List<long>> FindSomeAsync(WriteTransaction transaction, string table, long workspace) => transaction.Session.ReadAsync(
        $"SELECT id FROM {table} WHERE workspace = @p0 {transaction.Syntax.First(AtOnce, "id")}", [workspace], row => row.NextInt64(), CancellationToken.None);

    private static async ValueTask RequireFreeNamesAsync(SqlSession session, string table, string what, long workspace)
    {
        var taken = await session.ReadAsync(
            $"""
            SELECT x.name FROM {table} x WHERE x.workspace = @p0 AND x.name IN (SELECT d.name FROM {table} d WHERE d.workspace = 0)
            {session.Syntax.First(MaxNamed, "x.name")}
            """,
            [workspace],
            row => row.NextText(),
            CancellationToken.None).ConfigureAwait(false);
        if (taken.Count > 0)
        {
            throw LeatException.WrongState(
                $"{what} of these names are in the default workspace already: {string.Join(", ", taken.Select(name => $"'{name}'"))}"
                + $"{(taken.Count == MaxNamed ? ", and perhaps others" : "")}. Rename them on one side first; nothing was moved.");
        }
    }
}
