using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Dialects;

/// <summary>What differs between databases: how to connect, a few statements, and what driver errors mean.</summary>
/// <remarks>Statements are written with parameters <c>@p0</c>, <c>@p1</c>, … in every dialect.</remarks>
internal abstract class SqlDialect
{
    /// <summary>Opens a connection that only reads.</summary>
    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection whose commits are durable.</summary>
    public abstract Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>The numbered steps that lead to the current schema.</summary>
    public abstract IReadOnlyList<string> Migrations { get; }

    /// <summary>How many readers may work at once.</summary>
    public abstract int MaxReaders { get; }

    /// <summary>Begins a transaction that will write; it must not fail later because another writer was faster.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Waits until this process may begin a transaction that writes, where processes queue outside the database.</summary>
    public virtual void EnterWrite()
    {
    }

    /// <summary>Lets the next process write.</summary>
    public virtual void LeaveWrite()
    {
    }

    /// <summary>Begins a transaction that sees one state of the database.</summary>
    public abstract string BeginRead { get; }

    /// <summary>Inserts a metric's latest point, or replaces the stored one if the new one is later; widens min and max.
    /// Parameters: run, name, value, is_nan, step, timestamp, min, max.</summary>
    public abstract string UpsertLatestMetric { get; }

    /// <summary>Inserts or replaces a tag. Parameters: run, name, value.</summary>
    public abstract string UpsertTag { get; }

    /// <summary>Inserts or replaces an experiment's tag. Parameters: experiment, name, value.</summary>
    public abstract string UpsertExperimentTag { get; }

    /// <summary>Inserts or replaces a logged model's tag. Parameters: model, name, value.</summary>
    public abstract string UpsertModelTag { get; }

    /// <summary>Inserts or replaces a registered model's tag. Parameters: registered model, name, value.</summary>
    public abstract string UpsertRegisteredModelTag { get; }

    /// <summary>Inserts or replaces a model version's tag. Parameters: model version, name, value.</summary>
    public abstract string UpsertModelVersionTag { get; }

    /// <summary>Makes an alias name a version. Parameters: registered model, alias, model version.</summary>
    public abstract string UpsertAlias { get; }

    /// <summary>Inserts a point measured on a logged model unless it is there. Parameters: model, name, run, timestamp, step, value,
    /// is_nan, dataset name, dataset digest.</summary>
    public abstract string InsertModelMetric { get; }

    /// <summary>A condition that is true when a column equals one of the values in a list parameter.</summary>
    public abstract string InList(string column, string parameter);

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

    /// <summary>How many bytes the database takes; 0 where that is not known.</summary>
    public virtual ValueTask<long> MeasureAsync(SqlSession reader) => ValueTask.FromResult(0L);

    /// <summary>Gives unused space back and refreshes what the planner knows, as far as nobody has to wait for it. Called without an open
    /// connection of ours.</summary>
    /// <returns>A sentence on what was done.</returns>
    public virtual Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken) =>
        Task.FromResult("Unused space is the database's own affair.");

    /// <summary>What a driver's error means to a caller.</summary>
    public abstract LeatException Translate(DbException exception);
}
