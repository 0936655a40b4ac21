using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Dialects;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;
using Leat.Storage.Sql.Writes;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql;

/// <summary>An opened database: readers, writers, and what they share.</summary>
internal sealed class SqlDatabase : IAsyncDisposable
{
    private readonly StampClock _stamps;

    private SqlDatabase(SqlDialect dialect, SqlStoreOptions options, IReadOnlyList<SqlSession> writers)
    {
        Dialect = dialect;
        Options = options;
        _stamps = new StampClock(options.TimeProvider);
        Readers = new ReaderPool(dialect, options.OnRead);
        Writes = new WriteQueue(dialect, writers, Names, options.TimeProvider, options.LoggerFactory);
        SearchLog = options.LoggerFactory.CreateLogger<RunSearcher>();
        Sealing = new MetricSealing(Readers, Writes, options.TimeProvider, options.LoggerFactory.CreateLogger<MetricSealing>());
    }

    public SqlDialect Dialect { get; }

    public SqlSyntax Syntax => Dialect.Syntax;

    public SqlStoreOptions Options { get; }

    public NameTable Names { get; } = new();

    public ReaderPool Readers { get; }

    public WriteQueue Writes { get; }

    public MetricSealing Sealing { get; }

    public ILogger SearchLog { get; }

    /// <summary>The time for something that is made or changed now.</summary>
    public long NextStampMs() => _stamps.Next();

    public static async Task<SqlDatabase> OpenAsync(SqlDialect dialect, SqlStoreOptions options, CancellationToken cancellationToken)
    {
        var writers = new List<SqlSession>(dialect.Writers);
        try
        {
            while (writers.Count < dialect.Writers)
                writers.Add(new SqlSession(await dialect.OpenWriterAsync(cancellationToken).ConfigureAwait(false), dialect.Syntax));
            await Migrator.MigrateAsync(writers[0], dialect, options).ConfigureAwait(false);
            var database = new SqlDatabase(dialect, options, writers);
            await database.Sealing.StartAsync(database.Readers, cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            foreach (var writer in writers)
                await writer.DisposeAsync().ConfigureAwait(false);
            (dialect as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>Stops background work, finishes what waits to be written, closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await Sealing.DisposeAsync().ConfigureAwait(false);
        await Writes.DisposeAsync().ConfigureAwait(false);
        await Readers.DisposeAsync().ConfigureAwait(false);
    }
}
