using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Syntax;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leat.Storage.Sqlite;

/// <summary>SQLite: one writer at a time, readers beside it on the write-ahead log.</summary>
internal sealed partial class SqliteDriver(SqliteFile file) : SqlDriver, IDisposable
{
    /// <summary>The driver's own retry loop sleeps 150 ms each time; SQLite's begins with 1 ms.</summary>
    private static readonly string[] Always =
        ["PRAGMA busy_timeout = 60000", $"PRAGMA cache_size = -{CacheKibibytes}", "PRAGMA temp_store = MEMORY"];

    /// <summary>The pages that each connection keeps.</summary>
    private const int CacheKibibytes = 16 * 1024;

    /// <summary>How many steps of SQLite's virtual machine, some 50 microseconds, pass between checks for cancellation.</summary>
    private const int StepsBetweenLooks = 2_000;

    private WriterLock? _writerLock;

    public override SqlSyntax Syntax { get; } = new SqliteSyntax();

    /// <summary>The most pages that the connections of one store keep together, in bytes. One of them writes.</summary>
    public static long MostCache => (Readers + 1) * ((long)CacheKibibytes << 10);

    public override int MaxReaders => Readers;

    /// <summary>Reads are short and mostly from memory: more readers would only compete for the processors.</summary>
    private static int Readers => Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>IMMEDIATE takes the write lock right away: a read transaction that is upgraded later fails if another writer was faster.</summary>
    public override string BeginWrite => "BEGIN IMMEDIATE";

    public override string BeginRead => "BEGIN";

    public override string? ReadChangeNumber => "PRAGMA data_version";

    public override string? ReadVersion => "PRAGMA data_version";

    /// <summary>FULL syncs the log at each commit: an acknowledged write survives a power failure, not only a crash of our process.</summary>
    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        file.Make();
        var connection = await OpenAsync(
            SqliteOpenMode.ReadWriteCreate, cancellationToken, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL").ConfigureAwait(false);
        _writerLock ??= new WriterLock(file.FullPath);
        return connection;
    }

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken, "PRAGMA query_only = ON").ConfigureAwait(false);
        SqliteLike.Add((SqliteConnection)connection);
        return connection;
    }

    /// <summary>SQLite runs on the caller's thread, and <c>sqlite3_interrupt</c> misses a statement that is about to begin, so a progress
    /// handler checks from time to time instead.</summary>
    public override void HeedCancellation(SqlSession session) => raw.sqlite3_progress_handler(
        ((SqliteConnection)session.Connection).Handle, StepsBetweenLooks, _ => session.Cancellation.IsCancellationRequested ? 1 : 0, null);

    public override void EnterWrite() => _writerLock?.Enter();

    public override void LeaveWrite() => _writerLock?.Leave();

    public void Dispose() => _writerLock?.Dispose();

    /// <summary>A step may copy a table that others refer to, and drop the old one, which must not take the rows with it that refer to it. Can only
    /// be said outside of a transaction.</summary>
    public override async ValueTask LockSchemaAsync(SqlSession session) =>
        await session.ExecuteAsync("PRAGMA foreign_keys = OFF").ConfigureAwait(false);

    public override async ValueTask UnlockSchemaAsync(SqlSession session) =>
        await session.ExecuteAsync("PRAGMA foreign_keys = ON").ConfigureAwait(false);

    public override ValueTask WriteRowsAsync(SqlSession session, RowWrite rows, IReadOnlyList<object?[]> values)
    {
        var writer = session.Keep(rows, connection => new SqliteRowWriter((SqliteConnection)connection, Syntax.InsertOf(rows), rows));
        foreach (var row in values)
            writer.Write(row);
        return ValueTask.CompletedTask;
    }

    public override SqlFailure Classify(DbException exception) => SqliteErrors.Classify(exception);

    public override LeatException Translate(DbException exception) => SqliteErrors.Translate(exception, file.FullPath);

    protected override string Engine => "sqlite";

    protected override IEnumerable<(string Name, string Query)> Settings =>
    [
        ("journal_mode", "PRAGMA journal_mode"),
        ("synchronous", "PRAGMA synchronous"),
        SchemaVersion,
        ("sqlite_version", "SELECT sqlite_version()"),
    ];

    private Task<DbConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellationToken, params string[] settings) =>
        ConnectionOpening.OpenAsync(new SqliteConnection(file.ConnectionString(mode)), _ => [.. Always, .. settings], cancellationToken);
}
