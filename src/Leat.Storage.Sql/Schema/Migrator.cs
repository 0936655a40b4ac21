using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Dialects;

namespace Leat.Storage.Sql.Schema;

/// <summary>Brings a database to the current schema, forward only, in one transaction.</summary>
internal static class Migrator
{
    /// <summary>Runs what is missing. The write transaction is the lock: who comes second finds nothing left to do.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidState"/>: the database is newer than this program.</exception>
    public static async Task MigrateAsync(SqlSession session, SqlDialect dialect, SqlStoreOptions options)
    {
        dialect.EnterWrite();
        try
        {
            await session.ExecuteAsync(dialect.BeginWrite).ConfigureAwait(false);
            await MigrateInTransactionAsync(session, dialect, options).ConfigureAwait(false);
        }
        finally
        {
            dialect.LeaveWrite();
        }
    }

    private static async Task MigrateInTransactionAsync(SqlSession session, SqlDialect dialect, SqlStoreOptions options)
    {
        try
        {
            await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS leat_schema (version INTEGER NOT NULL)").ConfigureAwait(false);
            var version = Convert.ToInt32(
                await session.ScalarAsync("SELECT MAX(version) FROM leat_schema").ConfigureAwait(false) ?? 0,
                CultureInfo.InvariantCulture);
            if (version > dialect.Migrations.Count)
                throw TooNew(version, dialect.Migrations.Count);
            for (var next = version + 1; next <= dialect.Migrations.Count; next++)
            {
                await session.ExecuteAsync(dialect.Migrations[next - 1]).ConfigureAwait(false);
                await session.ExecuteAsync("INSERT INTO leat_schema (version) VALUES (@p0)", next).ConfigureAwait(false);
            }

            await AddDefaultExperimentAsync(session, options).ConfigureAwait(false);
            await session.ExecuteAsync("COMMIT").ConfigureAwait(false);
        }
        catch
        {
            await session.ExecuteAsync("ROLLBACK").ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The version that this program works with.</summary>
    public static int KnownVersion(SqlDialect dialect) => dialect.Migrations.Count;

    /// <summary>What the steps after a version do: the beginning of each of their statements.</summary>
    public static IReadOnlyList<string> Describe(SqlDialect dialect, int found) =>
    [
        .. dialect.Migrations.Skip(found).SelectMany((step, index) => step
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("CREATE", StringComparison.Ordinal) || line.StartsWith("ALTER", StringComparison.Ordinal)
                || line.StartsWith("DROP", StringComparison.Ordinal) || line.StartsWith("UPDATE", StringComparison.Ordinal)
                || line.StartsWith("INSERT", StringComparison.Ordinal))
            .Select(line => $"step {found + index + 1}: {line}")),
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
