using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Dialects;

/// <summary>What differs between databases: how to connect, types, a few statements, and what driver errors mean.</summary>
/// <remarks>Statements are written with parameters <c>@p0</c>, <c>@p1</c>, … in every dialect.</remarks>
internal abstract class SqlDialect
{
    /// <summary>Ends a transaction.</summary>
    protected const string Commit = "COMMIT";

    private readonly ConcurrentDictionary<RowWrite, string> _inserts = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<RowWrite, string> _bulkInserts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Opens a connection that only reads.</summary>
    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection whose commits are durable.</summary>
    public abstract Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>How the database writes what databases write differently.</summary>
    public SqlSyntax Syntax { get; } = new();

    /// <summary>What the schema's tokens stand for.</summary>
    public abstract SchemaTypes Types { get; }

    /// <summary>How many readers may work at once.</summary>
    public abstract int MaxReaders { get; }

    /// <summary>Begins a transaction that will write; it must not fail later because another writer was faster.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>How many connections write at once, each for the runs that fall to it.</summary>
    public virtual int Writers => 1;

    /// <summary>A query, in a transaction that writes, for a number that has changed if any other connection has changed the
    /// database since this one asked last; null where there is none.</summary>
    public virtual string? ReadChangeNumber => null;

    /// <summary>Begins a transaction that sees one state of the database.</summary>
    public abstract string BeginRead { get; }

    /// <summary>Waits until this process may begin a transaction that writes, where processes queue outside the database.</summary>
    public virtual void EnterWrite()
    {
    }

    /// <summary>Lets the next process write.</summary>
    public virtual void LeaveWrite()
    {
    }

    /// <summary>Waits until no other server changes the schema. Nothing to do where <see cref="BeginWrite"/> sees to it.</summary>
    public virtual ValueTask LockSchemaAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Lets the next server look at the schema.</summary>
    public virtual ValueTask UnlockSchemaAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>A query that has a row if the database holds our tables.</summary>
    public abstract string FindSchema { get; }

    /// <summary>Runs a statement of the schema; what an earlier try has made already is no error.</summary>
    public virtual async ValueTask RunSchemaAsync(SqlSession session, string statement) =>
        await session.ExecuteAsync(statement).ConfigureAwait(false);

    /// <summary>Refuses a database that is not ours, before anything is written to it.</summary>
    public virtual ValueTask CheckDatabaseAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>The statement that writes one row, its values <c>@p0</c>, <c>@p1</c>, … in the order of the columns.</summary>
    public string InsertOf(RowWrite rows) => _inserts.GetOrAdd(rows, static (rows, dialect) => dialect.MakeInsert(rows), this);

    /// <summary>The statement that writes many rows, each parameter the values of one column.</summary>
    public string BulkInsertOf(RowWrite rows) => _bulkInserts.GetOrAdd(rows, static (rows, dialect) => dialect.MakeBulkInsert(rows), this);

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
        await session.ScalarAsync(sql + " RETURNING id", arguments).ConfigureAwait(false) is { } id
            ? Convert.ToInt64(id, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The statement that keeps other writers from changing the row with id <c>@p0</c> until the transaction ends;
    /// null where there is but one writer.</summary>
    public virtual string? LockRow(string table) => null;

    /// <summary>Whether several writers may work on one run at a time, as servers on one database do.</summary>
    public virtual bool SharesTables => false;

    /// <summary>Two texts as one.</summary>
    public virtual string Concat(string left, string right) => $"{left} || {right}";

    /// <summary>A whole number as text that compares like other texts.</summary>
    public virtual string AsText(string number) => $"CAST({number} AS TEXT)";

    /// <summary>The end of a subselect in an EXISTS that keeps the planner from making a join of it. With hundreds of them, planning
    /// takes longer than any search.</summary>
    public virtual string KeepApart => "";

    /// <summary>Whether indexes over long texts hold <c>substr(column, 1, 64)</c>, which statements must then name to use them; false
    /// where comparisons of the column itself use the index.</summary>
    public virtual bool ComparesPrefixes => true;

    /// <summary>Whether an index over long texts yields their order; false where it holds a beginning of them that sorts nothing.</summary>
    public virtual bool OrdersTexts => true;

    /// <summary>A join that reads the left side first, where the database would not know better.</summary>
    public virtual string OrderedJoin => "JOIN";

    /// <summary>A column in a condition that must not choose the index.</summary>
    public virtual string Unindexed(string column) => column;

    /// <summary>A condition that is true when a column of numbers equals one of the values in a list parameter.</summary>
    public abstract string InList(string column, string parameter);

    /// <summary>A condition that is true when a column of texts equals one of the values in a list parameter.</summary>
    public virtual string InTexts(string column, string parameter) => InList(column, parameter);

    /// <summary>The value of a list parameter.</summary>
    public abstract object ListOf(IReadOnlyList<long> values);

    /// <summary>The value of a list parameter.</summary>
    public abstract object ListOf(IReadOnlyList<string> values);

    /// <summary>A condition that is true when a text matches a pattern that went through <see cref="LikePattern"/>.</summary>
    public abstract string Like(string column, string parameter, bool ignoreCase);

    /// <summary>A pattern of the search language in the form that the database's operator takes.</summary>
    public abstract string LikePattern(string pattern, bool ignoreCase);

    /// <summary>Settings of the writer that decide about durability, read back from the database.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> DescribeAsync(SqlSession writer);

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

    /// <summary>Makes the text of <see cref="InsertOf"/>.</summary>
    protected abstract string MakeInsert(RowWrite rows);

    /// <summary>Makes the text of <see cref="BulkInsertOf"/>, for dialects whose <see cref="WriteRowsAsync"/> uses it.</summary>
    protected virtual string MakeBulkInsert(RowWrite rows) => throw new NotSupportedException("This dialect writes rows one by one.");
}
