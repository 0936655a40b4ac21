using System.Data.Common;
using System.Globalization;
using System.Security.Authentication;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Dialects;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Npgsql;

namespace Leat.Storage.PostgreSql;

/// <summary>PostgreSQL 13 and later.</summary>
internal sealed partial class PostgreSqlDialect(PostgreSqlStoreOptions options) : ServerDialect
{
    /// <summary>First half of the schema lock's key; the second is the schema, since one database may hold several stores.</summary>
    private const int LockSpace = 0x4C656174;

    private readonly string _connectionString = Complete(options.ConnectionString);

    public override SchemaTypes Types { get; } = new PostgreSqlTypes();

    public override int MaxReaders => options.Readers;

    /// <summary>Each statement sees what is committed by then: a check that waited for another writer sees what that has done.</summary>
    public override string BeginWrite => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    public override string BeginRead => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public override int Writers => options.Writers ?? DefaultWriters;

    public override Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => OpenAsync(
        "SELECT set_config('default_transaction_read_only', 'on', false)", cancellationToken);

    /// <summary>A commit is answered when it is on disk here; who has asked for more (a standby has applied it) keeps that. A transaction
    /// that was left open by a server that has vanished must not keep its locks.</summary>
    public override Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken) => OpenAsync(
        """
        SELECT set_config('synchronous_commit',
                          CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
               set_config('idle_in_transaction_session_timeout', '60s', false)
        """,
        cancellationToken);

    public override async ValueTask LockSchemaAsync(SqlSession session) =>
        await session.ExecuteAsync($"SELECT pg_advisory_lock({LockSpace}, hashtext(current_schema()))").ConfigureAwait(false);

    public override async ValueTask UnlockSchemaAsync(SqlSession session) =>
        await session.ExecuteAsync($"SELECT pg_advisory_unlock({LockSpace}, hashtext(current_schema()))").ConfigureAwait(false);

    public override string FindSchema => "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'leat_schema'";

    public override async ValueTask CheckDatabaseAsync(SqlSession session)
    {
        if (await session.ScalarAsync("SHOW server_encoding").ConfigureAwait(false) is string encoding && encoding != "UTF8")
        {
            throw LeatException.InvalidParameter(
                $"The database '{session.Connection.Database}' has the encoding {encoding}, which cannot hold every text. Make one with ENCODING 'UTF8'.");
        }

        if (await session.ScalarAsync("SELECT current_schema()").ConfigureAwait(false) is null)
            throw LeatException.InvalidParameter("No schema of the search path exists. Make the schema, or name another.");
        var tables = await session.ScalarAsync(
            """
            SELECT COALESCE(string_agg(table_name, ','), '') FROM information_schema.tables
            WHERE table_schema = current_schema()
              AND table_name IN ('leat_schema', 'alembic_version', 'experiments', 'runs', 'tags', 'params', 'names', 'models')
            """).ConfigureAwait(false) as string;
        var found = (tables ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (found.Length > 0 && !found.Contains("leat_schema"))
            throw Foreign(session.Connection.Database, found);
    }

    public override string LockRow(string table) => $"SELECT id FROM {table} WHERE id = @p0 FOR NO KEY UPDATE";

    public override string KeepApart => " OFFSET 0";

    public override string AsText(string number) => $"CAST({number} AS TEXT) COLLATE \"C\"";

    public override string InList(string column, string parameter) => $"{column} = ANY({parameter})";

    public override object ListOf(IReadOnlyList<long> values) => values.ToArray();

    public override object ListOf(IReadOnlyList<string> values) => values.ToArray();

    /// <summary>No character escapes another. Under the collation "C" ILIKE folds ASCII letters only.</summary>
    public override string Like(string column, string parameter, bool ignoreCase) =>
        $"{column} COLLATE \"C\" {(ignoreCase ? "ILIKE" : "LIKE")} {parameter} ESCAPE ''";

    public override string LikePattern(string pattern, bool ignoreCase) => pattern;

    public override async Task<IReadOnlyDictionary<string, string>> DescribeAsync(SqlSession writer)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["engine"] = "postgresql" };
        foreach (var name in (string[])["synchronous_commit", "fsync", "full_page_writes", "server_version", "server_encoding"])
            settings[name] = Text(await writer.ScalarAsync($"SHOW {name}").ConfigureAwait(false));
        settings["schema_version"] = Text(await writer.ScalarAsync("SELECT MAX(version) FROM leat_schema").ConfigureAwait(false));
        return settings;
    }

    public override SqlFailure Classify(DbException exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => SqlFailure.Contention,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } => SqlFailure.Conflict,
        PostgresException { SqlState: ['0', '8', ..] or ['5', '7', 'P', ..] } => SqlFailure.ConnectionLost,
        PostgresException => SqlFailure.Other,
        NpgsqlException => SqlFailure.ConnectionLost,
        _ => SqlFailure.Other,
    };

    public override LeatException Translate(DbException exception) => exception switch
    {
        PostgresException { SqlState: ['2', '8', ..] } refused => new LeatException(
            ErrorCode.PermissionDenied, $"PostgreSQL refuses the connection: {refused.MessageText}.", exception),
        PostgresException { SqlState: ['3', 'D', ..] } missing => LeatException.InvalidParameter(
            $"PostgreSQL has no such database: {missing.MessageText}. Make it with CREATE DATABASE, or name another."),
        PostgresException { SqlState: ['4', '2', '5', '0', '1'] } denied => new LeatException(
            ErrorCode.PermissionDenied, $"PostgreSQL does not let this user do what Leat needs: {denied.MessageText}.", exception),
        PostgresException { SqlState: ['2', '5', '0', '0', '6'] } => new LeatException(
            ErrorCode.InvalidState, "The PostgreSQL server is a standby and cannot be written. Name its primary.", exception),
        PostgresException { SqlState: ['5', '3', ..] } full => new LeatException(
            ErrorCode.ResourceExhausted, $"PostgreSQL has run out of something: {full.MessageText}. Nothing was stored.", exception),
        _ when Classify(exception) is SqlFailure.Contention or SqlFailure.Conflict => new LeatException(
            ErrorCode.TemporarilyUnavailable, "Others write the same things all the time. Nothing was stored; try again.", exception),
        NpgsqlException { InnerException: AuthenticationException untrusted } => new LeatException(
            ErrorCode.TemporarilyUnavailable, $"No TLS connection to the PostgreSQL server can be made: {untrusted.Message.TrimEnd('.')}.", exception),
        NpgsqlException when exception.Message.StartsWith("SSL connection requested", StringComparison.Ordinal) => new LeatException(
            ErrorCode.TemporarilyUnavailable,
            "The PostgreSQL server offers no TLS, which the settings require. Turn it on there, or set sslmode=prefer.",
            exception),
        _ when Classify(exception) == SqlFailure.ConnectionLost => new LeatException(
            ErrorCode.TemporarilyUnavailable, "The PostgreSQL server cannot be reached. Try again.", exception),
        _ => new LeatException(ErrorCode.InternalError, "The database refused the request. Nothing was stored.", exception),
    };

    /// <summary>All rows in one statement, one array a column.</summary>
    protected override IEnumerable<SqlStatement> StatementsOf(RowBatch batch)
    {
        var columns = batch.Rows.Columns;
        var arrays = new object?[columns.Count];
        for (var i = 0; i < arrays.Length; i++)
            arrays[i] = Column(columns[i].Type, batch.Values, i);
        yield return new SqlStatement(BulkInsertOf(batch.Rows), arrays);
    }

    protected override string MakeInsert(RowWrite rows) => OnConflictSql.InsertOne(rows, Least, Greatest);

    protected override string MakeBulkInsert(RowWrite rows)
    {
        var arrays = string.Join(", ", rows.Columns.Select((column, i) => $"{ParameterNames.Of(i)}::{TypeName(column.Type)}[]"));
        return $"{OnConflictSql.Into(rows)} SELECT * FROM unnest({arrays}){OnConflictSql.Clause(rows, Least, Greatest)}";
    }

    private static string Least(string a, string b) => $"LEAST({a}, {b})";

    private static string Greatest(string a, string b) => $"GREATEST({a}, {b})";

    private static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Real => "double precision",
        ColumnType.Text => "text",
        _ => "bytea",
    };

    private static object Column(ColumnType type, IReadOnlyList<object?[]> rows, int index) => type switch
    {
        ColumnType.Integer => Gather<long?>(rows, index),
        ColumnType.Real => Gather<double?>(rows, index),
        ColumnType.Text => Gather<string?>(rows, index),
        _ => Gather<byte[]?>(rows, index),
    };

    private static T[] Gather<T>(IReadOnlyList<object?[]> rows, int index)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = (T)rows[i][index]!;
        return column;
    }

    /// <summary>What the store relies on. Statements that come again are prepared, unless the settings say otherwise.</summary>
    private static string Complete(string connectionString)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException exception)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, $"The settings for PostgreSQL are not understood: {exception.Message}", exception);
        }

        builder.Pooling = false;
        builder.Multiplexing = false;
        builder.Enlist = false;
        builder.IncludeErrorDetail = false;
        if (!connectionString.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase))
            builder.MaxAutoPrepare = 256;
        builder.AutoPrepareMinUsages = 2;
        if (string.IsNullOrEmpty(builder.ApplicationName))
            builder.ApplicationName = "leat";
        return builder.ConnectionString;
    }

    private static LeatException Foreign(string database, string[] tables) => LeatException.InvalidParameter(
        tables.Contains("alembic_version") && tables.Contains("experiments") && tables.Contains("runs")
            ? $"The PostgreSQL database '{database}' is an MLflow database. Leat does not open it in place but imports it, which 'leat import' "
                + "will do; until then, name another database and keep this one."
            : $"The PostgreSQL database '{database}' holds tables of another program ({string.Join(", ", tables)}). Name another database, or a schema "
                + "of its own.");

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private Task<DbConnection> OpenAsync(string settings, CancellationToken cancellationToken) =>
        ConnectionOpening.OpenAsync(new NpgsqlConnection(_connectionString), _ => [settings], cancellationToken);
}
