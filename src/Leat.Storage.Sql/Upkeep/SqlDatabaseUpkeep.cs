using System.Data.Common;
using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Upkeep of a SQL database.</summary>
/// <param name="makeDriver">Makes a driver; each opening of the database has its own.</param>
/// <param name="options">Options for what has to be created.</param>
internal sealed class SqlDatabaseUpkeep(Func<SqlDriver> makeDriver, SqlStoreOptions options) : IDatabaseUpkeep
{
    public async Task<SchemaState> GetSchemaAsync(CancellationToken cancellationToken = default)
    {
        var driver = makeDriver();
        using var owned = driver as IDisposable;
        return await TranslateAsync(
            driver,
            async () =>
            {
                var session = new SqlSession(await driver.OpenReaderAsync(cancellationToken).ConfigureAwait(false), driver.Syntax);
                await using (session.ConfigureAwait(false))
                {
                    await driver.CheckDatabaseAsync(session).ConfigureAwait(false);
                    var migrator = new Migrator(driver, options.TimeProvider);
                    var found = await migrator.FindVersionAsync(session).ConfigureAwait(false);
                    return new SchemaState(found, migrator.KnownVersion, migrator.Describe(found));
                }
            }).ConfigureAwait(false);
    }

    public Task UpgradeAsync(CancellationToken cancellationToken = default)
    {
        var driver = makeDriver();
        return TranslateAsync(
            driver,
            async () =>
            {
                // Opening the database upgrades it.
                var database = await SqlDatabase.OpenAsync(driver, options, cancellationToken).ConfigureAwait(false);
                await database.DisposeAsync().ConfigureAwait(false);
                return true;
            });
    }

    public async IAsyncEnumerable<string> CheckAsync(
        bool quick, IProgress<long>? progress = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await RequireCurrentAsync(cancellationToken).ConfigureAwait(false);
        var driver = makeDriver();
        using var owned = driver as IDisposable;
        var readers = new ReaderPool(driver);
        await using (readers.ConfigureAwait(false))
        {
            await foreach (var finding in new DatabaseCheck(driver, readers, quick, progress).RunAsync(cancellationToken).ConfigureAwait(false))
                yield return finding;
        }
    }

    public async Task<CompactReport> CompactAsync(CancellationToken cancellationToken = default)
    {
        await RequireCurrentAsync(cancellationToken).ConfigureAwait(false);
        var driver = makeDriver();
        var database = await TranslateAsync(driver, () => SqlDatabase.OpenAsync(driver, options, cancellationToken)).ConfigureAwait(false);
        long before, runs, series;
        await using (database.ConfigureAwait(false))
        {
            before = await database.Readers.ReadAsync(session => driver.MeasureAsync(session).AsTask(), cancellationToken).ConfigureAwait(false);
            var compaction = new BlockCompaction(database);
            runs = await compaction.SealAsync(cancellationToken).ConfigureAwait(false);
            series = await compaction.MergeAsync(cancellationToken).ConfigureAwait(false);
            await database.TraceHours.SealAllAsync(cancellationToken).ConfigureAwait(false);
        }

        // All our connections are closed by now: what can be done depends on whether anybody else has the database open.
        var last = makeDriver();
        using var owned = last as IDisposable;
        return await TranslateAsync(
            last,
            async () =>
            {
                var note = await last.GiveBackSpaceAsync(cancellationToken).ConfigureAwait(false);
                var session = new SqlSession(await last.OpenReaderAsync(cancellationToken).ConfigureAwait(false), last.Syntax);
                await using (session.ConfigureAwait(false))
                    return new CompactReport(before, await last.MeasureAsync(session).ConfigureAwait(false), runs, series, note);
            }).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RequireCurrentAsync(CancellationToken cancellationToken)
    {
        var schema = await GetSchemaAsync(cancellationToken).ConfigureAwait(false);
        if (schema.Found > schema.Known)
            throw Migrator.TooNew(schema.Found, schema.Known);
        if (schema.Found < schema.Known)
        {
            throw new LeatException(
                ErrorCode.InvalidState,
                $"The database has schema version {schema.Found}, and this version of Leat works with {schema.Known}: run 'leat db upgrade' first.");
        }
    }

    private static async Task<T> TranslateAsync<T>(SqlDriver driver, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw driver.Translate(exception);
        }
    }
}
