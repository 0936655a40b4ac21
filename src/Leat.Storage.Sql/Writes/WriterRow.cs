using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Writes;

/// <summary>The row in which a write connection counts its transactions, within each of them. If the connection is lost during a commit,
/// the row tells over another connection whether the commit happened: nothing is lost or done twice.</summary>
/// <remarks>Needed where the database may fail while its clients live. Not safe for concurrent use.</remarks>
internal sealed class WriterRow(SqlSession session, SqlDriver driver, TimeProvider time)
{
    /// <summary>Rows of servers that have not written for this long are removed; a server that resumes writing after a day checks its row
    /// first.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan SureFor = TimeSpan.FromDays(1);

    private long? _id;
    private long _batch;
    private long _sureAt;

    /// <summary>Starts counting another transaction. Call it before the transaction begins.</summary>
    public async ValueTask NextAsync()
    {
        _batch++;
        if (_id is null || time.GetElapsedTime(_sureAt) > SureFor)
            await RegisterAsync().ConfigureAwait(false);
    }

    /// <summary>The statement that writes the number into the row. It comes first in the transaction and is done before the commit is sent,
    /// so that the row stays locked until the commit is decided.</summary>
    public SqlStatement Count() => new("UPDATE writers SET last_batch = @p1, seen_ms = @p2 WHERE id = @p0", [_id, _batch, NowMs]);

    /// <summary>Takes another row next time: the old session may keep this one locked for a long time.</summary>
    public void GiveUp() => _id = null;

    /// <summary>Whether the last counted transaction was committed. Waits while the old session still has it open.</summary>
    public async ValueTask<bool> WasCommittedAsync()
    {
        if (_id is not { } id)
            return false;
        await session.LockRowAsync("writers", id).ConfigureAwait(false);
        return await session.ScalarAsync("SELECT last_batch FROM writers WHERE id = @p0", id).ConfigureAwait(false) is long last && last == _batch;
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Adds a new row and removes those of servers long gone. Committed separately, so that the row exists and can be waited
    /// for.</summary>
    private async ValueTask RegisterAsync()
    {
        // Select first, because MariaDB's DELETE waits for the rows of all writers that it passes.
        var oldest = NowMs - (long)Kept.TotalMilliseconds;
        var gone = await session.ReadAsync(
            "SELECT id FROM writers WHERE seen_ms < @p0", [oldest], row => row.NextInt64(), CancellationToken.None).ConfigureAwait(false);
        foreach (var id in gone)
            await session.ExecuteAsync("DELETE FROM writers WHERE id = @p0 AND seen_ms < @p1", id, oldest).ConfigureAwait(false);
        _id = await driver.InsertAsync(session, "INSERT INTO writers (last_batch, seen_ms) VALUES (@p0, @p1)", [0L, NowMs]).ConfigureAwait(false);
        _sureAt = time.GetTimestamp();
    }
}
