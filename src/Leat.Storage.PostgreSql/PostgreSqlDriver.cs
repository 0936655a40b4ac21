using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;
using Npgsql;
using NpgsqlTypes;

namespace Leat.Storage.PostgreSql;

/// <summary>PostgreSQL 13 and later.</summary>
internal sealed class PostgreSqlDriver(PostgreSqlStoreOptions options) : ServerDriver(options)
{
    /// <summary>First half of the schema lock's key; the second is the schema, since one database may hold several stores.</summary>
    private const int LockSpace = 0x4C656174;

    private const string OurTables = "FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'";

    /// <summary>Only superusers may set this.</summary>
    private const string LeaveChecks = "SELECT CASE WHEN current_setting('is_superuser') = 'on' THEN set_config('session_replication_role', 'replica', true) END";

    private const string TakeUpChecks = "SELECT CASE WHEN current_setting('is_superuser') = 'on' THEN set_config('session_replication_role', 'origin', true) END";

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    private static readonly (string Name, string Value)[] SearchSettings =
    [
        ("join_collapse_limit", "1"),
        ("enable_seqscan", "off"),
        ("enable_bitmapscan", "off"),
        ("enable_hashjoin", "off"),
        ("enable_mergejoin", "off"),
        ("enable_sort", "off"),
        ("max_parallel_workers_per_gather", "0"),
        ("jit", "off"),
        ("work_mem", "32MB"),
        ("plan_cache_mode", "force_generic_plan"),
    ];

    private readonly string _connectionString = Complete(options);
    private readonly PostgreSqlSyntax _syntax = new();
    private SqlSession? _schemaLock;

    public override SqlSyntax Syntax => _syntax;

    /// <summary>Each statement sees everything committed before it, so a check that waited for another writer sees what that writer did.</summary>
    public override string BeginWrite => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    /// <summary>Which transactions are visible: as long as this stays the same, nothing has been committed, in all of the server's databases.</summary>
    public override string? ReadVersion => "SELECT replace(pg_current_snapshot()::text, ',', '.')";

    public override string BeginRead => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// <summary>The planner keeps to the order of joins, and to nested loops and index scans; it sorts what an index does not order, but as
    /// little as possible at a time. Plans are made once for a statement, whatever its arguments. Sets of runs that are gathered once are
    /// expected to fit into memory: they are counted before.</summary>
    public override string BeginSearch { get; } =
        $"""
        BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
        SELECT {string.Join(", ", SearchSettings.Select(setting => $"set_config('{setting.Name}', '{setting.Value}', true)"))}
        """;

    /// <summary>The server looks every two seconds whether the client is still there. A cancellation may come before its statement has begun;
    /// it is lost then, and the statement of a closed connection would go on to its end. Version 13 and servers on Windows cannot look.</summary>
    public override Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => OpenAsync(
        """
        SELECT set_config('default_transaction_read_only', 'on', false);
        DO $$ BEGIN
          PERFORM set_config('client_connection_check_interval', '2s', false);
        EXCEPTION WHEN others THEN NULL;
        END $$
        """,
        cancellationToken);

    /// <summary>A commit is acknowledged when it is on this server's disk; a stricter setting (applied by a standby) is kept. A transaction left
    /// open by a Leat server that has vanished must not keep its locks.</summary>
    public override Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken) => OpenAsync(
        """
        SELECT set_config('synchronous_commit',
                          CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
               set_config('idle_in_transaction_session_timeout', '60s', false)
        """,
        cancellationToken);

    /// <summary>A pooler would give the lock and its release to two sessions, so there a transaction of its own holds it. Others ask again and
    /// again: if they waited in sessions, none might be left for the one that works.</summary>
    public override async ValueTask LockSchemaAsync(SqlSession session)
    {
        if (!options.IsPooled)
        {
            await session.ExecuteAsync($"SELECT pg_advisory_lock({LockSpace}, hashtext(current_schema()))").ConfigureAwait(false);
            return;
        }

        var holder = new SqlSession(await OpenAsync("", session.Cancellation).ConfigureAwait(false), Syntax);
        try
        {
            await holder.ExecuteAsync("BEGIN").ConfigureAwait(false);
            while (await holder.ScalarAsync($"SELECT pg_try_advisory_xact_lock({LockSpace}, hashtext(current_schema()))").ConfigureAwait(false) is not true)
            {
                await holder.ExecuteAsync("ROLLBACK").ConfigureAwait(false);
                await Task.Delay(LockPause, session.Cancellation).ConfigureAwait(false);
                await holder.ExecuteAsync("BEGIN").ConfigureAwait(false);
            }

            _schemaLock = holder;
        }
        catch
        {
            await holder.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask UnlockSchemaAsync(SqlSession session)
    {
        if (_schemaLock is { } held)
        {
            _schemaLock = null;
            await held.DisposeAsync().ConfigureAwait(false);
            return;
        }

        await session.ExecuteAsync($"SELECT pg_advisory_unlock({LockSpace}, hashtext(current_schema()))").ConfigureAwait(false);
    }

    public override async ValueTask CheckDatabaseAsync(SqlSession session)
    {
        var database = session.Connection.Database;
        if (await session.ScalarAsync("SHOW server_encoding").ConfigureAwait(false) is string encoding && encoding != "UTF8")
        {
            throw LeatException.InvalidParameter(
                $"The database '{database}' has the encoding {encoding}, which cannot hold every text. Make one with ENCODING 'UTF8'.");
        }

        if (await session.ScalarAsync("SELECT current_schema()").ConfigureAwait(false) is null)
            throw LeatException.InvalidParameter("No schema of the search path exists. Make the schema, or name another.");
        if (options.IsPooled && await session.ScalarAsync("SHOW synchronous_commit").ConfigureAwait(false) is "off")
        {
            throw LeatException.InvalidParameter(
                $"synchronous_commit is off in the database '{database}', so that a crash loses what was acknowledged. Behind a pooler Leat cannot set it for "
                + "its own sessions: say ALTER ROLE … SET synchronous_commit = on for its user.");
        }

        var tables = await session.ScalarAsync(
            $"""
            SELECT COALESCE(string_agg(table_name, ','), '') FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_name IN ('{string.Join("', '", ForeignTables.Telling)}')
            """).ConfigureAwait(false) as string;
        var found = (tables ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        await ForeignTables.RefuseAsync(
            found,
            $"The PostgreSQL database '{database}'",
            $"postgresql://USER:PASSWORD@HOST/{database}",
            "database",
            $"The PostgreSQL database '{database}' holds tables of another program ({string.Join(", ", found)}). Name another database, or a schema "
            + "of its own.",
            sql => session.ScalarAsync(sql)).ConfigureAwait(false);
    }

    /// <summary>By COPY, in its binary form. Keys that exist already fail it, whatever the rows would do otherwise. Checking the references of what
    /// runs logged takes three times as long as storing it, and the same transaction has just stored what they refer to: where the user may, they
    /// are not checked.</summary>
    public override async ValueTask LoadRowsAsync(SqlSession session, RowBatch batch)
    {
        if (batch.Rows == RowWrites.Run)
        {
            await CopyAsync(session, batch).ConfigureAwait(false);
            return;
        }

        await session.ScalarAsync(LeaveChecks).ConfigureAwait(false);
        await CopyAsync(session, batch).ConfigureAwait(false);
        await session.ScalarAsync(TakeUpChecks).ConfigureAwait(false);
    }

    private static async ValueTask CopyAsync(SqlSession session, RowBatch batch)
    {
        var columns = batch.Rows.Columns;
        var import = await ((NpgsqlConnection)session.Connection).BeginBinaryImportAsync(PostgreSqlSyntax.CopyInto(batch.Rows)).ConfigureAwait(false);
        await using (import.ConfigureAwait(false))
        {
            foreach (var row in batch.Values)
            {
                await import.StartRowAsync().ConfigureAwait(false);
                for (var i = 0; i < columns.Count; i++)
                    await WriteAsync(import, columns[i].Type, row[i]).ConfigureAwait(false);
            }

            await import.CompleteAsync().ConfigureAwait(false);
        }
    }

    public override SqlFailure Classify(DbException exception) => PostgreSqlErrors.Classify(exception);

    public override LeatException Translate(DbException exception) => PostgreSqlErrors.Translate(exception);

    protected override string Engine => "postgresql";

    protected override IEnumerable<(string Name, string Query)> Settings =>
    [
        ("synchronous_commit", "SHOW synchronous_commit"),
        ("fsync", "SHOW fsync"),
        ("full_page_writes", "SHOW full_page_writes"),
        ("server_version", "SHOW server_version"),
        ("server_encoding", "SHOW server_encoding"),
        SchemaVersion,
    ];

    protected override string SizeOfTables => $"SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0)::bigint {OurTables}";

    protected override string NamesOfTables => $"SELECT string_agg(c.oid::regclass::text, ', ') {OurTables}";

    /// <summary>Not VACUUM FULL, which would lock everybody out of a table while rewriting it.</summary>
    protected override string Tidy => "VACUUM ANALYZE";

    /// <summary>All rows in one statement, one array per column.</summary>
    protected override IEnumerable<SqlStatement> StatementsOf(RowBatch batch) =>
        [new SqlStatement(_syntax.BulkInsertOf(batch.Rows), ColumnArrays.Of(batch))];

    private static Task WriteAsync(NpgsqlBinaryImporter import, ColumnType type, object? value) => (type, value) switch
    {
        (_, null) => import.WriteNullAsync(),
        (ColumnType.Integer, _) => import.WriteAsync((long)value, NpgsqlDbType.Bigint),
        (ColumnType.Real, _) => import.WriteAsync((double)value, NpgsqlDbType.Double),
        (ColumnType.Text, _) => import.WriteAsync((string)value, NpgsqlDbType.Text),
        (ColumnType.Blob, _) => import.WriteAsync((byte[])value, NpgsqlDbType.Bytea),
        _ => throw new NotSupportedException($"A column of type {type} cannot be copied."),
    };

    /// <summary>Sets what the store relies on. Repeated statements are prepared, unless the settings say otherwise.</summary>
    private static string Complete(PostgreSqlStoreOptions options)
    {
        var connectionString = options.ConnectionString;
        var builder = ReadSettings("PostgreSQL", () => new NpgsqlConnectionStringBuilder(connectionString));
        if (options.IsPooled && !(string.IsNullOrEmpty(builder.SearchPath) && string.IsNullOrEmpty(builder.Options)))
        {
            throw LeatException.InvalidParameter(
                "Behind a pooler, settings of a session such as the search path reach other programs, and Leat's are lost. Leave 'options' out and say "
                + "ALTER ROLE … SET search_path = … for the user instead.");
        }

        builder.Pooling = false;
        builder.Multiplexing = false;
        builder.Enlist = false;
        builder.IncludeErrorDetail = false;
        if (!connectionString.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase))
            builder.MaxAutoPrepare = options.IsPooled ? 0 : 256;
        builder.AutoPrepareMinUsages = 2;
        if (string.IsNullOrEmpty(builder.ApplicationName))
            builder.ApplicationName = "leat";
        return builder.ConnectionString;
    }

    private Task<DbConnection> OpenAsync(string settings, CancellationToken cancellationToken) =>
        ConnectionOpening.OpenAsync(new NpgsqlConnection(_connectionString), _ => options.IsPooled ? [] : [settings], cancellationToken);
}
