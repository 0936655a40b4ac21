using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Writes;

/// <summary>A row of its own in which a connection that writes counts its transactions, as a part of each. When the connection is
/// lost in a commit, the row tells over another connection whether that was done: nothing is lost, and nothing is done twice.</summary>
/// <remarks>Needed where the database may go away while its clients live. For one caller at a time.</remarks>
internal sealed class WriterRow(SqlSession session, SqlDriver driver, TimeProvider time)
{
    /// <summary>Rows of servers that have not written for so long are removed; a server that begins to write again after a day
    /// makes sure of its row first.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan SureFor = TimeSpan.FromDays(1);

    private long? _id;
    private long _batch;
    private long _sureAt;

    /// <summary>Begins to count one transaction more. Call it before the transaction begins.</summary>
    public async ValueTask NextAsync()
    {
        _batch++;
        if (_id is null || time.GetElapsedTime(_sureAt) > SureFor)
            await RegisterAsync().ConfigureAwait(false);
    }

    /// <summary>The statement that writes the number into the row. The first of the transaction, and done before the commit is sent, so
    /// that the row stays locked until it is decided whether the transaction is committed.</summary>
    public SqlStatement Count() => new("UPDATE writers SET last_batch = @p1, seen_ms = @p2 WHERE id = @p0", [_id, _batch, NowMs]);

    /// <summary>Takes another row the next time. The old connection's end may keep this one locked for long.</summary>
    public void GiveUp() => _id = null;

    /// <summary>Whether the transaction that was counted last is committed. Waits while the old connection's end has it open still.</summary>
    public async ValueTask<bool> WasCommittedAsync()
    {
        if (_id is not { } id)
            return false;
        await session.LockRowAsync("writers", id).ConfigureAwait(false);
        return await session.ScalarAsync("SELECT last_batch FROM writers WHERE id = @p0", id).ConfigureAwait(false) is long last && last == _batch;
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A new row, and out with the rows of servers long gone. Committed by itself, so that it is there to be waited for.</summary>
    private async ValueTask RegisterAsync()
    {
        // Looked for first, since MariaDB's DELETE waits for the rows of all writers that it passes on its way.
        var oldest = NowMs - (long)Kept.TotalMilliseconds;
        var gone = new List<long>();
        await session.RunAllAsync(
            [new SqlStatement("SELECT id FROM writers WHERE seen_ms < @p0", [oldest], reader => gone.Add(reader.GetInt64(0)))]).ConfigureAwait(false);
        foreach (var id in gone)
            await session.ExecuteAsync("DELETE FROM writers WHERE id = @p0 AND seen_ms < @p1", id, oldest).ConfigureAwait(false);
        _id = await driver.InsertAsync(session, "INSERT INTO writers (last_batch, seen_ms) VALUES (@p0, @p1)", [0L, NowMs]).ConfigureAwait(false);
        _sureAt = time.GetTimestamp();
    }
}
