using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Syntax;
using Leat.Storage.Sql.TraceHours;
using Leat.Storage.Sql.Writes;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Database;

/// <summary>An opened database: readers, writers, and what they share.</summary>
internal sealed class SqlDatabase : IAsyncDisposable
{
    private readonly StampClock _stamps;

    private SqlDatabase(SqlDriver driver, SqlStoreOptions options, IReadOnlyList<SqlSession> writers)
    {
        Driver = driver;
        Options = options;
        _stamps = new StampClock(options.TimeProvider);
        Readers = new ReaderPool(driver, options.OnRead);
        Version = driver.ReadVersion is { } query ? new SqlStoreVersion(driver, query) : null;
        Writes = new WriteQueue(driver, writers, Names, options.TimeProvider, options.LoggerFactory);
        TraceHours = new TraceHourSealing(
            driver, Readers, Writes, Names, options.TimeProvider, options.LoggerFactory.CreateLogger<TraceHourSealing>());
        Sealing = new MetricSealing(Readers, Writes, options.TimeProvider, options.LoggerFactory.CreateLogger<MetricSealing>());
    }

    public SqlDriver Driver { get; }

    public SqlSyntax Syntax => Driver.Syntax;

    public SqlStoreOptions Options { get; }

    public NameTable Names { get; } = new();

    public ReaderPool Readers { get; }

    public SqlStoreVersion? Version { get; }

    public WriteQueue Writes { get; }

    public MetricSealing Sealing { get; }

    public TraceHourSealing TraceHours { get; }

    /// <summary>The time for something that is made or changed now.</summary>
    public long NextStampMs() => _stamps.Next();

    public static async Task<SqlDatabase> OpenAsync(SqlDriver driver, SqlStoreOptions options, CancellationToken cancellationToken)
    {
        var writers = new List<SqlSession>(driver.Writers);
        try
        {
            while (writers.Count < driver.Writers)
                writers.Add(new SqlSession(await driver.OpenWriterAsync(cancellationToken).ConfigureAwait(false), driver.Syntax));
            await new Migrator(driver, options.TimeProvider).MigrateAsync(writers[0], session => AddDefaultsAsync(session, options)).ConfigureAwait(false);
            var database = new SqlDatabase(driver, options, writers);
            await database.Sealing.StartAsync(database.Readers, cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            foreach (var writer in writers)
                await writer.DisposeAsync().ConfigureAwait(false);
            (driver as IDisposable)?.Dispose();
            throw;
        }
    }

    private static async Task AddDefaultsAsync(SqlSession session, SqlStoreOptions options)
    {
        await DefaultWorkspace.AddAsync(session, options).ConfigureAwait(false);
        await DefaultExperiment.AddAsync(session, options).ConfigureAwait(false);
    }

    /// <summary>Stops background work, finishes pending writes and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await TraceHours.DisposeAsync().ConfigureAwait(false);
        await Sealing.DisposeAsync().ConfigureAwait(false);
        await Writes.DisposeAsync().ConfigureAwait(false);
        await Readers.DisposeAsync().ConfigureAwait(false);
        if (Version is not null)
            await Version.DisposeAsync().ConfigureAwait(false);
    }
}
