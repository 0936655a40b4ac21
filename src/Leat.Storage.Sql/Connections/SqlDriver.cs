using System.Data.Common;
using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Connections;

/// <summary>Works with one database: opens connections, says how transactions begin, locks, sends rows, measures and gives space back, and
/// knows what the client library's errors mean. What statements look like is a matter of its <see cref="Syntax"/>.</summary>
internal abstract class SqlDriver
{
    /// <summary>Ends a transaction.</summary>
    protected const string Commit = "COMMIT";

    /// <summary>What <see cref="DescribeAsync"/> tells of our own tables.</summary>
    protected static readonly (string Name, string Query) SchemaVersion = ("schema_version", "SELECT MAX(version) FROM leat_schema");

    /// <summary>How the database writes what databases write differently. Asked for once a connection has been opened.</summary>
    public abstract SqlSyntax Syntax { get; }

    /// <summary>How many readers may work at once.</summary>
    public abstract int MaxReaders { get; }

    /// <summary>How many connections write at once, each for the runs that fall to it.</summary>
    public virtual int Writers => 1;

    /// <summary>Whether several writers may work on one run at a time, as servers on one database do.</summary>
    public virtual bool SharesTables => false;

    /// <summary>Begins a transaction that will write; it must not fail later because another writer was faster.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Begins a transaction that sees one state of the database.</summary>
    public abstract string BeginRead { get; }

    /// <summary>A query, in a transaction that writes, for a number that has changed if any other connection has changed the
    /// database since this one asked last; null where there is none.</summary>
    public virtual string? ReadChangeNumber => null;

    /// <summary>Opens a connection that only reads.</summary>
    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection whose commits are durable.</summary>
    public abstract Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>Makes statements of a session that reads end when its <see cref="SqlSession.Cancellation"/> asks for it. Nothing to do where
    /// the client library sees to it.</summary>
    public virtual void HeedCancellation(SqlSession session)
    {
    }

    /// <summary>Waits until this process may begin a transaction that writes, where processes queue outside the database.</summary>
    public virtual void EnterWrite()
    {
    }

    /// <summary>Lets the next process write.</summary>
    public virtual void LeaveWrite()
    {
    }

    /// <summary>Whether the database's files are moved into one by <see cref="CheckpointAsync"/>.</summary>
    public virtual bool HasCheckpoints => false;

    /// <summary>Moves what lies beside the database's file into it, as far as other programs do not stand in the way.</summary>
    public virtual Task CheckpointAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asked in each transaction that writes, once it has begun and once it is committed: is the database that the writer has open
    /// still the one that people find under its name?</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.TemporarilyUnavailable"/>: it was moved, deleted or replaced.</exception>
    public virtual void RequireInPlace(DbConnection writer)
    {
    }

    /// <summary>Waits until no other server changes the schema. Nothing to do where <see cref="BeginWrite"/> sees to it.</summary>
    public virtual ValueTask LockSchemaAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Lets the next server look at the schema.</summary>
    public virtual ValueTask UnlockSchemaAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Runs a statement of the schema; what an earlier try has made already is no error.</summary>
    public virtual async ValueTask RunSchemaAsync(SqlSession session, string statement) =>
        await session.ExecuteAsync(statement).ConfigureAwait(false);

    /// <summary>Refuses a database that is not ours, before anything is written to it.</summary>
    public virtual ValueTask CheckDatabaseAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Writes several rows, whose keys differ from each other.</summary>
    public abstract ValueTask WriteRowsAsync(SqlSession session, RowWrite rows, IReadOnlyList<object?[]> values);

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

    /// <summary>The kind of database, and settings of the writer that decide about durability, read back from the database.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DescribeAsync(SqlSession writer)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["engine"] = Engine };
        foreach (var (name, query) in Settings)
            settings[name] = Convert.ToString(await writer.ScalarAsync(query).ConfigureAwait(false), CultureInfo.InvariantCulture) ?? "";
        return settings;
    }

    /// <summary>What the database's own check finds wrong; nothing where it has none.</summary>
    /// <param name="reader">A connection that reads.</param>
    /// <param name="quick">Whether to leave out what reads everything.</param>
    public virtual Task<IReadOnlyList<string>> CheckAsync(SqlSession reader, bool quick) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>How many bytes the database takes.</summary>
    public abstract ValueTask<long> MeasureAsync(SqlSession reader);

    /// <summary>Gives unused space back and refreshes what the planner knows, as far as nobody has to wait for it. Called without an open
    /// connection of ours.</summary>
    /// <returns>A sentence on what was done.</returns>
    public abstract Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken);

    /// <summary>What a driver's error says about running the same again.</summary>
    public abstract SqlFailure Classify(DbException exception);

    /// <summary>What a driver's error means to a caller.</summary>
    public abstract LeatException Translate(DbException exception);

    /// <summary>What <see cref="DescribeAsync"/> calls the kind of database.</summary>
    protected abstract string Engine { get; }

    /// <summary>What <see cref="DescribeAsync"/> tells: names, and queries for their values.</summary>
    protected abstract IEnumerable<(string Name, string Query)> Settings { get; }
}
