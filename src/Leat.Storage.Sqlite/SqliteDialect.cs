using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Dialects;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite;

/// <summary>SQLite: one writer at a time, readers beside it on the write-ahead log.</summary>
internal sealed partial class SqliteDialect(SqliteFile file) : SqlDialect, IDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int TooBig = 18;
    private const int Constraint = 19;

    private WriterLock? _writerLock;

    public override string FindSchema => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'leat_schema'";

    public override SchemaTypes Types { get; } = new SqliteTypes();

    /// <summary>Reads are short and in memory for the most part: more would only compete for the processors.</summary>
    public override int MaxReaders => Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>IMMEDIATE takes the write lock at once: a read that is upgraded later fails at once when another writer was faster.</summary>
    public override string BeginWrite => "BEGIN IMMEDIATE";

    public override string? ReadChangeNumber => "PRAGMA data_version";

    public override string BeginRead => "BEGIN";

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(SqliteOpenMode.ReadWriteCreate, cancellationToken).ConfigureAwait(false);
        _writerLock ??= new WriterLock(file.FullPath);
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);

        // FULL syncs the log at each commit: an acknowledged write survives a power cut, not only a crash of ours.
        await ExecuteAsync(connection, "PRAGMA synchronous = FULL", cancellationToken).ConfigureAwait(false);
        return connection;
    }

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "PRAGMA query_only = ON", cancellationToken).ConfigureAwait(false);
        return connection;
    }

    public override void EnterWrite() => _writerLock?.Enter();

    public override void LeaveWrite() => _writerLock?.Leave();

    public void Dispose() => _writerLock?.Dispose();

    public override ValueTask WriteRowsAsync(SqlSession session, RowWrite rows, IReadOnlyList<object?[]> values)
    {
        var writer = session.Keep(rows, connection => new SqliteRowWriter((SqliteConnection)connection, InsertOf(rows), rows));
        foreach (var row in values)
            writer.Write(row);
        return ValueTask.CompletedTask;
    }

    public override bool ComparesPrefixes => false;

    /// <summary>SQLite keeps to the order of a CROSS JOIN.</summary>
    public override string OrderedJoin => "CROSS JOIN";

    public override string Unindexed(string column) => "+" + column;

    public override string InList(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override object ListOf(IReadOnlyList<long> values)
    {
        var json = new StringBuilder("[");
        foreach (var value in values)
            json.Append(json.Length == 1 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{value}");
        return json.Append(']').ToString();
    }

    public override object ListOf(IReadOnlyList<string> values)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>GLOB is SQLite's case-sensitive match; its LIKE folds ASCII letters, which is what ILIKE promises.</summary>
    public override string Like(string column, string parameter, bool ignoreCase) =>
        ignoreCase ? $"{column} LIKE {parameter}" : $"{column} GLOB {parameter}";

    public override string LikePattern(string pattern, bool ignoreCase)
    {
        if (ignoreCase)
            return pattern;
        var glob = new StringBuilder(pattern.Length + 8);
        foreach (var c in pattern)
        {
            _ = c switch
            {
                '%' => glob.Append('*'),
                '_' => glob.Append('?'),
                '*' or '?' or '[' => glob.Append('[').Append(c).Append(']'),
                _ => glob.Append(c),
            };
        }

        return glob.ToString();
    }

    public override async Task<IReadOnlyDictionary<string, string>> DescribeAsync(SqlSession writer)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["engine"] = "sqlite" };
        foreach (var pragma in (string[])["journal_mode", "synchronous"])
            settings[pragma] = Text(await writer.ScalarAsync($"PRAGMA {pragma}").ConfigureAwait(false));
        settings["schema_version"] = Text(await writer.ScalarAsync("SELECT MAX(version) FROM leat_schema").ConfigureAwait(false));
        settings["sqlite_version"] = Text(await writer.ScalarAsync("SELECT sqlite_version()").ConfigureAwait(false));
        return settings;
    }

    public override SqlFailure Classify(DbException exception) =>
        (exception as SqliteException)?.SqliteErrorCode == Constraint ? SqlFailure.Conflict : SqlFailure.Other;

    public override LeatException Translate(DbException exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        Busy or Locked => new LeatException(
            ErrorCode.TemporarilyUnavailable, "Another program holds the database for too long. Nothing was stored; try again.", exception),
        ReadOnly or CannotOpen => new LeatException(
            ErrorCode.PermissionDenied,
            $"The SQLite database '{file.FullPath}' cannot be written. Check the permissions of the file and of its folder.",
            exception),
        Full => new LeatException(ErrorCode.ResourceExhausted, "The disk is full. Nothing was stored.", exception),
        TooBig => new LeatException(ErrorCode.InvalidParameterValue, "A value is too large for the database.", exception),
        IoError => new LeatException(ErrorCode.InternalError, "The database could not read or write its file. Nothing was stored.", exception),
        Corrupt => new LeatException(ErrorCode.DataLoss, $"The SQLite database '{file.FullPath}' is damaged.", exception),
        _ => new LeatException(ErrorCode.InternalError, "The database refused the request. Nothing was stored.", exception),
    };

    /// <summary>SQLite's MIN and MAX of two values are NULL if either is.</summary>
    protected override string MakeInsert(RowWrite rows) => OnConflictSql.InsertOne(
        rows,
        least: static (a, b) => $"COALESCE(MIN({a}, {b}), {a}, {b})",
        greatest: static (a, b) => $"COALESCE(MAX({a}, {b}), {a}, {b})");

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(file.ConnectionString(mode));
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);

            // The driver's own wait sleeps 150 ms a turn; SQLite's begins with 1 ms.
            await ExecuteAsync(connection, "PRAGMA busy_timeout = 60000", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, "PRAGMA cache_size = -16384", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, "PRAGMA temp_store = MEMORY", cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // Constant texts of this file.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
