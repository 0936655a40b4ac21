using System.Data;
using System.Data.Common;
using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Syntax;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Leat.Storage.MySql;

/// <summary>MariaDB and MySQL, of the versions that <see cref="MySqlFlavor"/> names.</summary>
internal sealed partial class MySqlDriver(MySqlStoreOptions options) : ServerDriver(options)
{
    private const string OurTables = "FROM information_schema.tables WHERE table_schema = DATABASE()";

    /// <summary>Names of locks have at most 64 characters.</summary>
    private const string LockName = "CONCAT('leat.schema.', SHA1(DATABASE()))";

    /// <summary>How long ending an abandoned session may take.</summary>
    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Rows per statement, largest first: one text per size is kept.</summary>
    private static readonly int[] RowsAtOnce = [64, 8, 1];

    /// <summary>The same for loads of many thousands.</summary>
    private static readonly int[] LoadedAtOnce = [512, .. RowsAtOnce];

    private readonly string _connectionString = Complete(options.ConnectionString);
    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<MySqlDriver>();

    /// <summary>The syntax of the kind of server that was found at the last connection.</summary>
    private MySqlSyntax? _syntax;

    public override SqlSyntax Syntax => Words;

    public override string BeginWrite => "START TRANSACTION READ WRITE";

    public override string BeginRead => "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    public override Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        OpenAsync("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", cancellationToken);

    /// <summary>READ COMMITTED: a check that waited for another writer sees what that writer did, and gaps between rows are not locked.</summary>
    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", cancellationToken).ConfigureAwait(false);
        var session = new SqlSession(connection, Syntax);
        if (await MySqlServerCheck.TextAsync(session, "SELECT @@innodb_flush_log_at_trx_commit").ConfigureAwait(false) != "1")
            LogNotDurable();
        return connection;
    }

    /// <summary>Notes the number of the session, which is not known any more once the client library has given the connection up.</summary>
    public override void HeedCancellation(SqlSession session) =>
        session.Number = ((MySqlConnection)session.Connection).ServerThread;

    public override bool LosesCancellations => true;

    /// <summary>Ends the session in the server, too. The client library asks to end the statement only; that is lost if the statement has not
    /// begun yet, and the server does not notice during a statement that its client has gone.</summary>
    public override async ValueTask EndStatementAsync(SqlSession session)
    {
        using var giveUp = new CancellationTokenSource(KillTimeout);
        try
        {
            var other = new MySqlConnection(_connectionString);
            await using (other.ConfigureAwait(false))
            {
                await other.OpenAsync(giveUp.Token).ConfigureAwait(false);
                var kill = new MySqlCommand(string.Create(CultureInfo.InvariantCulture, $"KILL CONNECTION {session.Number}"), other);
                await using (kill.ConfigureAwait(false))
                    await kill.ExecuteNonQueryAsync(giveUp.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or OperationCanceledException)
        {
            // It has ended already, or the server cannot be reached.
        }
    }

    /// <summary>Named locks are server-wide, so the name contains the database's.</summary>
    public override async ValueTask LockSchemaAsync(SqlSession session)
    {
        if (await MySqlServerCheck.TextAsync(session, $"SELECT GET_LOCK({LockName}, 600)").ConfigureAwait(false) != "1")
            throw new LeatException(ErrorCode.TemporarilyUnavailable, "Another server has been changing the database's tables for ten minutes. Try again.");
    }

    public override async ValueTask UnlockSchemaAsync(SqlSession session) =>
        await session.ScalarAsync($"SELECT RELEASE_LOCK({LockName})").ConfigureAwait(false);

    public override async ValueTask CheckDatabaseAsync(SqlSession session) => await MySqlServerCheck.CheckAsync(session).ConfigureAwait(false);

    public override async ValueTask RunSchemaAsync(SqlSession session, string statement)
    {
        try
        {
            await session.ExecuteAsync(statement).ConfigureAwait(false);
        }
        catch (MySqlException exception) when (exception.ErrorCode
            is MySqlErrorCode.DuplicateFieldName or MySqlErrorCode.DuplicateKeyName or MySqlErrorCode.CannotDropFieldOrKey)
        {
            // An earlier try has added or dropped it: see MySqlFlavor.HasRepeatableSchema.
        }
    }

    public override async ValueTask<long?> InsertAsync(SqlSession session, string sql, object?[] arguments)
    {
        if (Words.Flavor.HasReturning)
            return await base.InsertAsync(session, sql, arguments).ConfigureAwait(false);
        return await session.ExecuteAsync(sql, arguments).ConfigureAwait(false) == 0
            ? null
            : Convert.ToInt64(await session.ScalarAsync("SELECT LAST_INSERT_ID()").ConfigureAwait(false), CultureInfo.InvariantCulture);
    }

    public override SqlFailure Classify(DbException exception) => MySqlErrors.Classify(exception);

    public override LeatException Translate(DbException exception) => MySqlErrors.Translate(exception);

    protected override string Engine => Words.Flavor.Product.ToLowerInvariant();

    protected override IEnumerable<(string Name, string Query)> Settings =>
    [
        ("isolation", $"SELECT @@{Words.Flavor.IsolationVariable}"),
        ("innodb_flush_log_at_trx_commit", "SELECT @@innodb_flush_log_at_trx_commit"),
        ("innodb_doublewrite", "SELECT @@innodb_doublewrite"),
        ("sync_binlog", "SELECT @@sync_binlog"),
        ("max_allowed_packet", "SELECT @@max_allowed_packet"),
        ("server_version", "SELECT VERSION()"),
        SchemaVersion,
    ];

    protected override string SizeOfTables => $"SELECT COALESCE(SUM(data_length + index_length), 0) {OurTables}";

    protected override string NamesOfTables => $"SELECT GROUP_CONCAT(table_name) {OurTables}";

    /// <summary>InnoDB frees the space of removed rows by itself. Not OPTIMIZE TABLE, which rebuilds each table and locks everybody out at its
    /// beginning and end.</summary>
    protected override string Tidy => "ANALYZE TABLE";

    /// <summary>References of what runs logged are not checked: the same transaction has just stored what they refer to.</summary>
    public override async ValueTask LoadRowsAsync(SqlSession session, RowBatch batch)
    {
        if (batch.Rows == RowWrites.Run)
        {
            await session.RunAllAsync([.. StatementsOf(batch, LoadedAtOnce)]).ConfigureAwait(false);
            return;
        }

        await session.ExecuteAsync("SET SESSION foreign_key_checks = 0").ConfigureAwait(false);
        try
        {
            await session.RunAllAsync([.. StatementsOf(batch, LoadedAtOnce)]).ConfigureAwait(false);
        }
        finally
        {
            if (session.Connection.State == ConnectionState.Open)
                await session.ExecuteAsync("SET SESSION foreign_key_checks = 1").ConfigureAwait(false);
        }
    }

    protected override IEnumerable<SqlStatement> StatementsOf(RowBatch batch) => StatementsOf(batch, RowsAtOnce);

    private IEnumerable<SqlStatement> StatementsOf(RowBatch batch, int[] atOnce)
    {
        var (rows, values) = (batch.Rows, batch.Values);
        var done = 0;
        foreach (var count in atOnce)
        {
            for (; values.Count - done >= count; done += count)
                yield return new SqlStatement(Words.InsertOf(rows, count), [.. values.Skip(done).Take(count).SelectMany(row => row)]);
        }
    }

    private MySqlSyntax Words => _syntax ?? throw new InvalidOperationException("The server has not been reached yet.");

    /// <summary>The settings of every session: experiment 0 is stored as such; values that do not fit are errors; text parameters compare like
    /// the columns; a connection may idle for a month.</summary>
    private static string Session(MySqlFlavor flavor) =>
        $"""
        SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO',
          {flavor.SessionSettings}, collation_connection = '{flavor.Collation}', wait_timeout = 2592000
        """;

    /// <summary>Sets what the store relies on.</summary>
    private static string Complete(string connectionString)
    {
        var builder = ReadSettings("the database", () => new MySqlConnectionStringBuilder(connectionString));
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
            var flavor = MySqlFlavor.Of(opened.ServerVersion);
            if (_syntax?.Flavor != flavor)
                _syntax = new MySqlSyntax(flavor);
            return [Session(flavor), isolation];
        },
        cancellationToken);

    [LoggerMessage(
        EventId = 1201,
        Level = LogLevel.Warning,
        Message = "The database server has innodb_flush_log_at_trx_commit other than 1: a power cut may lose writes that were acknowledged.")]
    private partial void LogNotDurable();
}
