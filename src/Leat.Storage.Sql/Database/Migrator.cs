using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Database;

/// <summary>Brings a database to the current schema, forward only, each step in a transaction of its own.</summary>
/// <remarks>If several servers start at once, one works and the others wait for the driver's lock or for the write transaction. Each step reads
/// the database's version again. Where DDL commits by itself, a step that was interrupted is run again.</remarks>
/// <param name="driver">The database's driver, which has connected to it already: types may depend on the server's version.</param>
/// <param name="templates">The steps in the tokens of <see cref="SchemaTypes"/>.</param>
/// <param name="time">The clock for the time of each step.</param>
internal sealed class Migrator(SqlDriver driver, IReadOnlyList<string> templates, TimeProvider time)
{
    private readonly List<List<string>> _steps = [.. templates.Select(template => driver.Syntax.Types.Render(template).ToList())];

    /// <summary>Of Leat's own schema.</summary>
    public Migrator(SqlDriver driver, TimeProvider time)
        : this(driver, LeatSchema.Steps, time)
    {
    }

    /// <summary>The version that this program works with.</summary>
    public int KnownVersion => _steps.Count;

    /// <summary>Runs what is missing.</summary>
    /// <param name="session">A connection that writes.</param>
    /// <param name="complete">Adds what every database of the current version must hold, in a transaction.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidState"/>: the database is newer than this program, or from before the
    /// first release.</exception>
    public async Task MigrateAsync(SqlSession session, Func<SqlSession, Task> complete)
    {
        await driver.LockSchemaAsync(session).ConfigureAwait(false);
        try
        {
            await driver.CheckDatabaseAsync(session).ConfigureAwait(false);
            while (!await InTransactionAsync(session, () => AdvanceAsync(session, complete)).ConfigureAwait(false))
            {
                // One step more.
            }
        }
        finally
        {
            await driver.UnlockSchemaAsync(session).ConfigureAwait(false);
        }
    }

    /// <summary>The version of a database; 0 if it has no tables yet.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidState"/>: it is from before the first release.</exception>
    public async Task<int> FindVersionAsync(SqlSession session) =>
        await session.ScalarAsync(driver.Syntax.FindSchema).ConfigureAwait(false) is null ? 0 : await ReadVersionAsync(session).ConfigureAwait(false);

    /// <summary>What the steps after a version do: the beginning of each of their statements.</summary>
    public IReadOnlyList<string> Describe(int found) =>
    [
        .. _steps.Skip(found).SelectMany((statements, index) => statements
            .Select(statement => $"step {found + index + 1}: {statement.Split('\n')[0]}")),
    ];

    /// <summary>The refusal of a database from a newer program.</summary>
    public static LeatException TooNew(int found, int known) => new(
        ErrorCode.InvalidState,
        $"The database has schema version {found}, but this version of Leat knows only up to {known}. "
        + "Use a newer Leat, or another database.");

    private async Task<bool> InTransactionAsync(SqlSession session, Func<Task<bool>> body)
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
    private async Task<bool> AdvanceAsync(SqlSession session, Func<SqlSession, Task> complete)
    {
        foreach (var statement in driver.Syntax.Types.Render(LeatSchema.Versions))
            await session.ExecuteAsync(statement).ConfigureAwait(false);
        var version = await ReadVersionAsync(session).ConfigureAwait(false);
        if (version > KnownVersion)
            throw TooNew(version, KnownVersion);
        if (version == KnownVersion)
        {
            await complete(session).ConfigureAwait(false);
            return true;
        }

        foreach (var statement in _steps[version])
            await driver.RunSchemaAsync(session, statement).ConfigureAwait(false);
        await session.ExecuteAsync(
            "INSERT INTO leat_schema (version, applied_ms) VALUES (@p0, @p1)", version + 1, time.GetUtcNow().ToUnixTimeMilliseconds()).ConfigureAwait(false);
        return false;
    }

    /// <remarks>Before the first release the table had only a version column, and counted steps that no longer exist.</remarks>
    private static async Task<int> ReadVersionAsync(SqlSession session)
    {
        var reader = await session.QueryAsync("SELECT * FROM leat_schema ORDER BY version DESC", CancellationToken.None).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            if (reader.FieldCount == 1)
            {
                throw new LeatException(
                    ErrorCode.InvalidState,
                    "The database was made by a Leat from before the first release, whose tables were of another kind. "
                    + "Delete it and start with an empty one, or name another.");
            }

            return await reader.ReadAsync().ConfigureAwait(false)
                ? Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture)
                : 0;
        }
    }
}
