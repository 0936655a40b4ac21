using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Dialects;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql;

/// <summary>An opened database: readers, the writer, and what they share.</summary>
internal sealed class SqlDatabase : IAsyncDisposable
{
    private SqlDatabase(SqlDialect dialect, SqlStoreOptions options, SqlSession writer)
    {
        Dialect = dialect;
        Options = options;
        Readers = new ReaderPool(dialect, options.OnRead);
        Writes = new WriteQueue(dialect, writer, Names, options.TimeProvider, options.LoggerFactory.CreateLogger<WriteQueue>());
        SearchLog = options.LoggerFactory.CreateLogger<RunSearcher>();
        Sealing = new MetricSealing(Readers, Writes, options.TimeProvider, options.LoggerFactory.CreateLogger<MetricSealing>());
    }

    public SqlDialect Dialect { get; }

    public SqlStoreOptions Options { get; }

    public NameTable Names { get; } = new();

    public ReaderPool Readers { get; }

    public WriteQueue Writes { get; }

    public MetricSealing Sealing { get; }

    public ILogger SearchLog { get; }

    public long NowMs => Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<SqlDatabase> OpenAsync(SqlDialect dialect, SqlStoreOptions options, CancellationToken cancellationToken)
    {
        SqlSession? writer = null;
        try
        {
            writer = new SqlSession(await dialect.OpenWriterAsync(cancellationToken).ConfigureAwait(false));
            await Migrator.MigrateAsync(writer, dialect, options).ConfigureAwait(false);
            var database = new SqlDatabase(dialect, options, writer);
            await database.Sealing.StartAsync(database.Readers, cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            if (writer is not null)
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
