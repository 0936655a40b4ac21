using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Schema;

/// <summary>Brings a database to the current schema, forward only, each step in a transaction of its own.</summary>
/// <remarks>Of several servers that start at once one works and the others wait: for the driver's lock, or for the write transaction.
/// Each step looks again how far the database is. Where DDL commits by itself, a step that was cut short is run again.</remarks>
internal static class Migrator
{
    /// <summary>Runs what is missing.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidState"/>: the database is newer than this program.</exception>
    public static async Task MigrateAsync(SqlSession session, SqlDriver driver, SqlStoreOptions options)
    {
        await driver.LockSchemaAsync(session).ConfigureAwait(false);
        try
        {
            await driver.CheckDatabaseAsync(session).ConfigureAwait(false);
            var steps = LeatSchema.Steps(driver.Syntax.Types);
            while (!await InTransactionAsync(session, driver, () => AdvanceAsync(session, driver, steps, options)).ConfigureAwait(false))
            {
                // One step more.
            }
        }
        finally
        {
            await driver.UnlockSchemaAsync(session).ConfigureAwait(false);
        }
    }

    private static async Task<bool> InTransactionAsync(SqlSession session, SqlDriver driver, Func<Task<bool>> body)
    {
        driver.EnterWrite();
        try
        {
            await session.ExecuteAsync(driver.BeginWrite).ConfigureAwait(false);
            try
            {
                var done = await body().ConfigureAwait(false);
                await session.ExecuteAsync("COMMIT").ConfigureAwait(false);
                return done;
            }
            catch
            {
                await session.ExecuteAsync("ROLLBACK").ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            driver.LeaveWrite();
        }
    }

    /// <summary>Runs the next step; true when there is none.</summary>
    private static async Task<bool> AdvanceAsync(
        SqlSession session, SqlDriver driver, IReadOnlyList<IReadOnlyList<string>> steps, SqlStoreOptions options)
    {
        var version = await VersionAsync(session, driver).ConfigureAwait(false);
        if (version > steps.Count)
            throw TooNew(version, steps.Count);
        if (version == steps.Count)
        {
            await AddDefaultExperimentAsync(session, options).ConfigureAwait(false);
            return true;
        }

        foreach (var statement in steps[version])
            await driver.RunSchemaAsync(session, statement).ConfigureAwait(false);
        await session.ExecuteAsync("INSERT INTO leat_schema (version) VALUES (@p0)", version + 1).ConfigureAwait(false);
        return false;
    }

    private static async Task<int> VersionAsync(SqlSession session, SqlDriver driver)
    {
        foreach (var statement in driver.Syntax.Types.Render("CREATE TABLE IF NOT EXISTS leat_schema (version {int} NOT NULL) {heap}"))
            await session.ExecuteAsync(statement).ConfigureAwait(false);
        return Convert.ToInt32(
            await session.ScalarAsync("SELECT MAX(version) FROM leat_schema").ConfigureAwait(false) ?? 0, CultureInfo.InvariantCulture);
    }

    /// <summary>The version that this program works with.</summary>
    public static int KnownVersion(SqlDriver driver) => LeatSchema.Steps(driver.Syntax.Types).Count;

    /// <summary>What the steps after a version do: the beginning of each of their statements.</summary>
    public static IReadOnlyList<string> Describe(SqlDriver driver, int found) =>
    [
        .. LeatSchema.Steps(driver.Syntax.Types).Skip(found).SelectMany((statements, index) => statements
            .Select(statement => $"step {found + index + 1}: {statement.Split('\n')[0]}")),
    ];

    /// <summary>The refusal of a database from a newer program.</summary>
    public static LeatException TooNew(int found, int known) => new(
        ErrorCode.InvalidState,
        $"The database has schema version {found}, but this version of Leat knows only up to {known}. "
        + "Use a newer Leat, or another database.");

    /// <summary>As MLflow does, also after experiment 0 was removed for good.</summary>
    private static async Task AddDefaultExperimentAsync(SqlSession session, SqlStoreOptions options)
    {
        if (await session.ScalarAsync("SELECT 1 FROM experiments WHERE id = 0 OR name = @p0", Experiment.DefaultName).ConfigureAwait(false) is not null)
            return;
        var now = options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        await session.ExecuteAsync(
            "INSERT INTO experiments (id, name, artifact_location, stage, generation, created_ms, updated_ms) VALUES (0, @p0, @p1, 0, 0, @p2, @p2)",
            Experiment.DefaultName,
            options.LocationOf(0),
            now).ConfigureAwait(false);
    }
}
