using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces;

/// <summary>A stored trace as writes see it.</summary>
/// <param name="Key">Its number.</param>
/// <param name="Experiment">The number of its experiment.</param>
/// <param name="TimestampMs">When it began.</param>
internal readonly record struct TraceRow(long Key, long Experiment, long TimestampMs)
{
    private const string OfLocked = "experiment_id, timestamp_ms";

    /// <summary>The trace with this id.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is none, or its experiment is being removed.</exception>
    public static async ValueTask<TraceRow> GetAsync(SqlSession session, string traceId, CancellationToken cancellationToken = default) =>
        await FindAsync(session, traceId, cancellationToken).ConfigureAwait(false) ?? throw NotFound(traceId);

    /// <summary>The trace with this id, or null.</summary>
    public static async ValueTask<TraceRow?> FindAsync(SqlSession session, string traceId, CancellationToken cancellationToken = default)
    {
        var found = await session.ReadAsync(
            $"""
            SELECT t.id, t.experiment_id, t.timestamp_ms FROM traces t JOIN experiments e ON e.id = t.experiment_id
            WHERE t.trace_id = @p0 AND e.stage <> {StageSql.Purged}
            """,
            [traceId],
            row => new TraceRow(row.NextInt64(), row.NextInt64(), row.NextInt64()),
            cancellationToken).ConfigureAwait(false);
        return found is [var trace] ? trace : null;
    }

    /// <summary>The trace with this id, locked against other servers' writes until the transaction ends. Otherwise one could delete it between
    /// our read and our write, and leave rows without their trace where no foreign key prevents it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: as for <see cref="GetAsync"/>.</exception>
    public static async ValueTask<TraceRow> LockAsync(WriteTransaction transaction, string traceId) =>
        await TryLockAsync(transaction, traceId).ConfigureAwait(false) ?? throw NotFound(traceId);

    /// <summary>As <see cref="LockAsync(WriteTransaction, string)"/>, or null.</summary>
    public static async ValueTask<TraceRow?> TryLockAsync(WriteTransaction transaction, string traceId)
    {
        var found = await FindAsync(transaction.Session, traceId).ConfigureAwait(false);
        return found is { } row ? await LockAsync(transaction.Session, row).ConfigureAwait(false) : null;
    }

    /// <summary>Those of the traces with these ids that exist, locked as by <see cref="LockAsync(WriteTransaction, string)"/> in the order given.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, TraceRow>> LockAllAsync(WriteTransaction transaction, IReadOnlyList<string> traceIds)
    {
        var found = await FindAllAsync(transaction.Session, traceIds).ConfigureAwait(false);
        foreach (var traceId in traceIds)
        {
            if (!found.TryGetValue(traceId, out var row))
                continue;
            if (await LockAsync(transaction.Session, row).ConfigureAwait(false) is { } locked)
                found[traceId] = locked;
            else
                found.Remove(traceId);
        }

        return found;
    }

    /// <summary>Those of the traces with these ids that exist.</summary>
    public static async ValueTask<Dictionary<string, TraceRow>> FindAllAsync(SqlSession session, IReadOnlyList<string> traceIds)
    {
        var found = new Dictionary<string, TraceRow>(StringComparer.Ordinal);
        await session.ReadEachAsync(
            $"""
            SELECT t.trace_id, t.id, t.experiment_id, t.timestamp_ms FROM traces t JOIN experiments e ON e.id = t.experiment_id
            WHERE {session.Syntax.InTexts("t.trace_id", "@p0")} AND e.stage <> {StageSql.Purged}
            """,
            [session.Syntax.ListOf(traceIds)],
            row => found.Add(row.NextText(), new TraceRow(row.NextInt64(), row.NextInt64(), row.NextInt64())),
            CancellationToken.None).ConfigureAwait(false);
        return found;
    }

    /// <summary>The trace with this number, locked as by <see cref="LockAsync(WriteTransaction, string)"/>; null if it has gone.</summary>
    public static async ValueTask<TraceRow?> LockAsync(WriteTransaction transaction, long key)
    {
        var found = await transaction.Session.ReadAsync(
            transaction.Syntax.LockRow("traces", OfLocked) ?? $"SELECT {OfLocked} FROM traces WHERE id = @p0",
            [key],
            row => new TraceRow(key, row.NextInt64(), row.NextInt64()),
            CancellationToken.None).ConfigureAwait(false);
        return found is [var trace] ? trace : null;
    }

    /// <summary>A trace as it is once it is locked: another server may have changed it since it was found. Null if it has gone.</summary>
    private static async ValueTask<TraceRow?> LockAsync(SqlSession session, TraceRow found)
    {
        if (session.Syntax.LockRow("traces", OfLocked) is not { } lockRow)
            return found;
        var locked = await session.ReadAsync(
            lockRow, [found.Key], row => new TraceRow(found.Key, row.NextInt64(), row.NextInt64()), CancellationToken.None).ConfigureAwait(false);
        return locked is [var trace] ? trace : null;
    }

    public static LeatException NotFound(string traceId) => new ResourceName(ResourceKind.Trace, traceId).NotFound();
}
