using System.Data.Common;
using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Connections;

/// <summary>Works with one database: opens connections, says how transactions begin, locks, sends rows, measures the database and gives space
/// back, and knows what the client library's errors mean. Its <see cref="Syntax"/> decides what statements look like.</summary>
internal abstract class SqlDriver
{
    /// <summary>Ends a transaction.</summary>
    protected const string Commit = "COMMIT";

    /// <summary>What <see cref="DescribeAsync"/> says about our own tables.</summary>
    protected static readonly (string Name, string Query) SchemaVersion = ("schema_version", "SELECT MAX(version) FROM leat_schema");

    /// <summary>How the database writes what differs between databases. Used only after a connection has been opened.</summary>
    public abstract SqlSyntax Syntax { get; }

    /// <summary>How many readers may work at once.</summary>
    public abstract int MaxReaders { get; }

    /// <summary>How many connections write at once, each for its own share of the runs.</summary>
    public virtual int Writers => 1;

    /// <summary>Whether several writers may work on one run at a time, as servers on one database do.</summary>
    public virtual bool SharesTables => false;

    /// <summary>Begins a transaction that will write and cannot fail later because another writer was faster.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Begins a transaction that sees one state of the database.</summary>
    public abstract string BeginRead { get; }

    /// <summary>Begins a transaction like <see cref="BeginRead"/> in which the database's planner reads tables in the order, and by the indexes,
    /// that statements are written for: it knows less of the data than who wrote them (docs/adr/0017).</summary>
    public virtual string BeginSearch => BeginRead;

    /// <summary>A query for a number, read in a writing transaction, that differs from the last one read on this connection if another
    /// connection has changed the database since; null if there is none.</summary>
    public virtual string? ReadChangeNumber => null;

    /// <summary>A query for a value without quotes, commas and spaces, read on a connection that does nothing else, that differs from the last one
    /// read on it if any other connection has changed the database since; null if there is none.</summary>
    public virtual string? ReadVersion => null;

    /// <summary>Opens a connection that only reads.</summary>
    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection whose commits are durable.</summary>
    public abstract Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>Makes the statements of a reading session end when its <see cref="SqlSession.Cancellation"/> asks for it. Does nothing if the
    /// client library handles this.</summary>
    public virtual void HeedCancellation(SqlSession session)
    {
    }

    /// <summary>Whether a reading statement may go on although its cancellation has come, so that it takes <see cref="EndStatementAsync"/> to end it.</summary>
    public virtual bool LosesCancellations => false;

    /// <summary>Ends whatever statement a reading session has left running when its cancellation came. Does nothing if statements end by
    /// themselves. Never fails: the session is closed afterwards in any case.</summary>
    public virtual ValueTask EndStatementAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Waits until this process may begin a writing transaction, if processes queue outside the database.</summary>
    public virtual void EnterWrite()
    {
    }

    /// <summary>Lets the next process write.</summary>
    public virtual void LeaveWrite()
    {
    }

    /// <summary>Whether the database's files are moved into one by <see cref="CheckpointAsync"/>.</summary>
    public virtual bool HasCheckpoints => false;

    /// <summary>Moves what lies beside the database's file into it, as far as other programs allow.</summary>
    public virtual Task CheckpointAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Checks that the database the writer has open is still the one found under its name. Called in each writing transaction, after it
    /// has begun and again after its commit.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.TemporarilyUnavailable"/>: it was moved, deleted or replaced.</exception>
    public virtual void RequireInPlace(DbConnection writer)
    {
    }

    /// <summary>Waits until no other server is changing the schema. Does nothing if <see cref="BeginWrite"/> ensures this.</summary>
    public virtual ValueTask LockSchemaAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Lets the next server look at the schema.</summary>
    public virtual ValueTask UnlockSchemaAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Runs a statement of the schema; it is not an error if an earlier attempt has made the object already.</summary>
    public virtual async ValueTask RunSchemaAsync(SqlSession session, string statement) =>
        await session.ExecuteAsync(statement).ConfigureAwait(false);

    /// <summary>Refuses a database that is not ours, before anything is written to it.</summary>
    public virtual ValueTask CheckDatabaseAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Writes several rows, whose keys differ from each other.</summary>
    public abstract ValueTask WriteRowsAsync(SqlSession session, RowWrite rows, IReadOnlyList<object?[]> values);

    /// <summary>Writes many rows whose keys are new, in the way that is fastest for thousands.</summary>
    public virtual ValueTask LoadRowsAsync(SqlSession session, RowBatch batch) => WriteRowsAsync(session, batch.Rows, batch.Values);

    /// <summary>Writes the last rows of a transaction and commits it.</summary>
    public virtual async ValueTask CommitAsync(SqlSession session, IReadOnlyList<RowBatch> batches)
    {
        foreach (var batch in batches)
            await WriteRowsAsync(session, batch.Rows, batch.Values).ConfigureAwait(false);
        await session.ExecuteAsync(Commit).ConfigureAwait(false);
    }

    /// <summary>Runs an INSERT and returns the number that the new row got, or null if there was none.</summary>
    public virtual async ValueTask<long?> InsertAsync(SqlSession session, string sql, object?[] arguments) =>
        await session.ScalarAsync(Syntax.ReturningId(sql), arguments).ConfigureAwait(false) is { } id
            ? Convert.ToInt64(id, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The kind of database and the writer's settings that affect durability, read back from the database.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DescribeAsync(SqlSession writer)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["engine"] = Engine };
        foreach (var (name, query) in Settings)
            settings[name] = Convert.ToString(await writer.ScalarAsync(query).ConfigureAwait(false), CultureInfo.InvariantCulture) ?? "";
        return settings;
    }

    /// <summary>What the database's own check finds wrong; empty if it has no check.</summary>
    /// <param name="reader">A connection that reads.</param>
    /// <param name="quick">Whether to leave out checks that read everything.</param>
    public virtual Task<IReadOnlyList<string>> CheckAsync(SqlSession reader, bool quick) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>How many bytes the database takes.</summary>
    public abstract ValueTask<long> MeasureAsync(SqlSession reader);

    /// <summary>Gives unused space back and refreshes the planner's statistics, as far as this blocks nobody. Called when none of our
    /// connections is open.</summary>
    /// <returns>A sentence on what was done.</returns>
    public abstract Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken);

    /// <summary>What a driver's error says about whether a retry can succeed.</summary>
    public abstract SqlFailure Classify(DbException exception);

    /// <summary>What a driver's error means to a caller.</summary>
    public abstract LeatException Translate(DbException exception);

    /// <summary>What <see cref="DescribeAsync"/> calls the kind of database.</summary>
    protected abstract string Engine { get; }

    /// <summary>What <see cref="DescribeAsync"/> reports: names, and queries for their values.</summary>
    protected abstract IEnumerable<(string Name, string Query)> Settings { get; }
}
