using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Dialects;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Leat.Storage.MySql;

/// <summary>MariaDB and MySQL, of the versions that <see cref="MySqlFlavor"/> names.</summary>
internal sealed partial class MySqlDialect(MySqlStoreOptions options) : ServerDialect
{
    /// <summary>Rows written at once, largest first: a text per size is kept.</summary>
    private static readonly int[] RowsAtOnce = [64, 8, 1];

    private readonly string _connectionString = Complete(options.ConnectionString);
    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<MySqlDialect>();
    private readonly ConcurrentDictionary<(RowWrite Rows, int Count), string> _inserts = new();

    /// <summary>What the server has turned out to be when it was first reached.</summary>
    private MySqlFlavor? _flavor;

    private MySqlTypes? _types;

    public override SchemaTypes Types => _types ??= new MySqlTypes(Flavor);

    public override int MaxReaders => options.Readers;

    public override int Writers => options.Writers ?? DefaultWriters;

    public override string BeginWrite => "START TRANSACTION READ WRITE";

    public override string BeginRead => "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    public override Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        OpenAsync("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", cancellationToken);

    /// <summary>READ COMMITTED: a check that waited for another writer sees what that has done, and no gaps between rows are locked.</summary>
    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", cancellationToken).ConfigureAwait(false);
        var session = new SqlSession(connection, Syntax);
        if (await MySqlServerCheck.TextAsync(session, "SELECT @@innodb_flush_log_at_trx_commit").ConfigureAwait(false) != "1")
            LogNotDurable();
        return connection;
    }

    /// <summary>Locks belong to the server as a whole: the name holds the database's.</summary>
    public override async ValueTask LockSchemaAsync(SqlSession session)
    {
        if (await MySqlServerCheck.TextAsync(session, $"SELECT GET_LOCK({LockName}, 600)").ConfigureAwait(false) != "1")
            throw new LeatException(ErrorCode.TemporarilyUnavailable, "Another server has been changing the database's tables for ten minutes. Try again.");
    }

    public override async ValueTask UnlockSchemaAsync(SqlSession session) =>
        await session.ScalarAsync($"SELECT RELEASE_LOCK({LockName})").ConfigureAwait(false);

    public override string FindSchema => "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'leat_schema'";

    public override async ValueTask CheckDatabaseAsync(SqlSession session) => await MySqlServerCheck.CheckAsync(session).ConfigureAwait(false);

    public override async ValueTask RunSchemaAsync(SqlSession session, string statement)
    {
        try
        {
            await session.ExecuteAsync(statement).ConfigureAwait(false);
        }
        catch (MySqlException exception) when (exception.ErrorCode is MySqlErrorCode.DuplicateFieldName or MySqlErrorCode.DuplicateKeyName)
        {
            // An earlier try has added it: see MySqlFlavor.HasRepeatableSchema.
        }
    }

    public override async ValueTask<long?> InsertAsync(SqlSession session, string sql, object?[] arguments)
    {
        if (Flavor.HasReturning)
            return await base.InsertAsync(session, sql, arguments).ConfigureAwait(false);
        return await session.ExecuteAsync(sql, arguments).ConfigureAwait(false) == 0
            ? null
            : Convert.ToInt64(await session.ScalarAsync("SELECT LAST_INSERT_ID()").ConfigureAwait(false), CultureInfo.InvariantCulture);
    }

    public override string LockRow(string table) => $"SELECT id FROM {table} WHERE id = @p0 FOR UPDATE";

    public override string Concat(string left, string right) => $"CONCAT({left}, {right})";

    public override string AsText(string number) => $"CAST({number} AS CHAR) COLLATE {Flavor.Collation}";

    public override bool ComparesPrefixes => false;

    /// <summary>An ORDER BY does not use an index over <c>value(64)</c>, not even for a LIMIT: all values are sorted (seen in EXPLAIN).</summary>
    public override bool OrdersTexts => false;

    public override string OrderedJoin => "STRAIGHT_JOIN";

    public override string InList(string column, string parameter) =>
        $"{column} IN (SELECT j.v FROM JSON_TABLE({parameter}, '$[*]' COLUMNS (v BIGINT PATH '$')) j)";

    public override string InTexts(string column, string parameter) =>
        $"{column} IN (SELECT j.v FROM JSON_TABLE({parameter}, '$[*]' COLUMNS (v LONGTEXT CHARACTER SET utf8mb4 COLLATE {Flavor.Collation} PATH '$')) j)";

    public override object ListOf(IReadOnlyList<long> values) =>
        $"[{string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]";

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

    /// <summary>No character escapes another: the bar stands for itself, doubled in the pattern. LOWER folds all of Unicode, and
    /// so do its other collations: ASCII alone is folded letter by letter.</summary>
    public override string Like(string column, string parameter, bool ignoreCase) =>
        $"{(ignoreCase ? FoldAscii(column) : column)} LIKE {parameter} ESCAPE '|'";

    public override string LikePattern(string pattern, bool ignoreCase)
    {
        var escaped = pattern.Replace("|", "||", StringComparison.Ordinal);
        return ignoreCase ? string.Concat(escaped.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c)) : escaped;
    }

    public override async Task<IReadOnlyDictionary<string, string>> DescribeAsync(SqlSession writer)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["engine"] = Flavor.Product.ToLowerInvariant() };
        settings["isolation"] = await MySqlServerCheck.TextAsync(writer, $"SELECT @@{Flavor.IsolationVariable}").ConfigureAwait(false);
        foreach (var name in (string[])["innodb_flush_log_at_trx_commit", "innodb_doublewrite", "sync_binlog", "max_allowed_packet"])
            settings[name] = await MySqlServerCheck.TextAsync(writer, $"SELECT @@{name}").ConfigureAwait(false);
        settings["server_version"] = await MySqlServerCheck.TextAsync(writer, "SELECT VERSION()").ConfigureAwait(false);
        settings["schema_version"] = await MySqlServerCheck.TextAsync(writer, "SELECT MAX(version) FROM leat_schema").ConfigureAwait(false);
        return settings;
    }

    public override SqlFailure Classify(DbException exception) => MySqlErrors.Classify(exception);

    public override LeatException Translate(DbException exception) => MySqlErrors.Translate(exception);

    protected override IEnumerable<SqlStatement> StatementsOf(RowBatch batch)
    {
        var (rows, values) = (batch.Rows, batch.Values);
        var done = 0;
        foreach (var count in RowsAtOnce)
        {
            for (; values.Count - done >= count; done += count)
            {
                var sql = _inserts.GetOrAdd((rows, count), static key => MySqlUpsert.Insert(key.Rows, key.Count));
                yield return new SqlStatement(sql, [.. values.Skip(done).Take(count).SelectMany(row => row)]);
            }
        }
    }

    protected override string MakeInsert(RowWrite rows) => MySqlUpsert.Insert(rows, 1);

    private MySqlFlavor Flavor => _flavor ?? throw new InvalidOperationException("The server has not been reached yet.");

    /// <summary>What every session has: experiment 0 is stored as such; values that do not fit are errors; texts that come as parameters
    /// compare as the columns do; a connection may idle for a month.</summary>
    private string Session =>
        $"""
        SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO',
          {Flavor.SessionSettings}, collation_connection = '{Flavor.Collation}', wait_timeout = 2592000
        """;

    /// <summary>Names of locks have at most 64 characters.</summary>
    private const string LockName = "CONCAT('leat.schema.', SHA1(DATABASE()))";

    private static string FoldAscii(string column)
    {
        var folded = column;
        for (var letter = 'A'; letter <= 'Z'; letter++)
            folded = $"REPLACE({folded}, '{letter}', '{char.ToLowerInvariant(letter)}')";
        return folded;
    }

    private static string Complete(string connectionString)
    {
        MySqlConnectionStringBuilder builder;
        try
        {
            builder = new MySqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException exception)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, $"The settings for the database are not understood: {exception.Message}", exception);
        }

        builder.Pooling = false;
        builder.AutoEnlist = false;
        builder.UseAffectedRows = false;
        builder.AllowUserVariables = false;
        builder.TreatTinyAsBoolean = false;
        builder.PersistSecurityInfo = false;
        if (!connectionString.Contains("Command Timeout", StringComparison.OrdinalIgnoreCase))
            builder.DefaultCommandTimeout = 0;
        if (builder.Keepalive == 0)
            builder.Keepalive = 30;
        if (string.IsNullOrEmpty(builder.ApplicationName))
            builder.ApplicationName = "leat";
        return builder.ConnectionString;
    }

    private Task<DbConnection> OpenAsync(string isolation, CancellationToken cancellationToken) => ConnectionOpening.OpenAsync(
        new MySqlConnection(_connectionString),
        opened =>
        {
            _flavor = MySqlFlavor.Of(opened.ServerVersion);
            return [Session, isolation];
        },
        cancellationToken);

    [LoggerMessage(
        EventId = 1201,
        Level = LogLevel.Warning,
        Message = "The database server has innodb_flush_log_at_trx_commit other than 1: a power cut may lose writes that were acknowledged.")]
    private partial void LogNotDurable();
}
