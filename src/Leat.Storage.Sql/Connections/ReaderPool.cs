using System.Collections.Concurrent;
using System.Data.Common;
using Leat.Core;

namespace Leat.Storage.Sql.Connections;

/// <summary>A pool of reading connections, kept with their prepared statements. At most as many as the driver allows work at once; further
/// callers wait.</summary>
internal sealed class ReaderPool(SqlDriver driver, Action<string, IReadOnlyList<object?>>? onRead = null) : IAsyncDisposable
{
    private readonly ConcurrentBag<SqlSession> _idle = [];
    private readonly SemaphoreSlim _places = new(driver.MaxReaders);
    private volatile bool _disposed;

    /// <summary>Runs some reads on one state of the database.</summary>
    /// <param name="body">Reads. Must not use the session afterwards.</param>
    /// <param name="cancellationToken">Interrupts the running statement, so that the reader is free for others at once.</param>
    public Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> body, CancellationToken cancellationToken) =>
        ReadAsync(driver.BeginRead, body, cancellationToken);

    /// <summary>Runs the reads of a search over runs, whose statements say in which order tables are read.</summary>
    /// <inheritdoc cref="ReadAsync{T}(Func{SqlSession, Task{T}}, CancellationToken)"/>
    public Task<T> SearchAsync<T>(Func<SqlSession, Task<T>> body, CancellationToken cancellationToken) =>
        ReadAsync(driver.BeginSearch, body, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
            await session.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<T> ReadAsync<T>(string begin, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        SqlSession? session = null;
        try
        {
            session = await BeginIdleAsync(begin).ConfigureAwait(false);
            if (session is null)
            {
                session = new SqlSession(await driver.OpenReaderAsync(cancellationToken).ConfigureAwait(false), driver.Syntax, onRead);
                driver.HeedCancellation(session);
                await session.ExecuteAsync(begin).ConfigureAwait(false);
            }

            session.Cancellation = cancellationToken;
            session.Share = MemoryShare.Current;
            var result = await RunAsync(body, session, cancellationToken).ConfigureAwait(false);
            session.Cancellation = CancellationToken.None;
            await session.ExecuteAsync("COMMIT").ConfigureAwait(false);
            Return(ref session);
            return result;
        }
        catch (DbException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw driver.Translate(exception);
        }
        finally
        {
            // A session that failed during a read is closed, which ends its transaction whatever state it is in.
            if (session is not null)
                await CloseAsync(session, cancellationToken).ConfigureAwait(false);
            _places.Release();
        }
    }

    private async ValueTask<T> RunAsync<T>(Func<SqlSession, Task<T>> body, SqlSession session, CancellationToken cancellationToken)
    {
        if (CancellationWatch.Over(driver, session, cancellationToken) is not { } watch)
            return await body(session).ConfigureAwait(false);
        await using (watch.ConfigureAwait(false))
            return await body(session).ConfigureAwait(false);
    }

    private async ValueTask CloseAsync(SqlSession session, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            await driver.EndStatementAsync(session).ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A kept session with its transaction begun; null if none is still connected.</summary>
    private async ValueTask<SqlSession?> BeginIdleAsync(string begin)
    {
        while (_idle.TryTake(out var session))
        {
            try
            {
                await session.ExecuteAsync(begin).ConfigureAwait(false);
                return session;
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException)
            {
                // The database has been restarted since.
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }

        return null;
    }

    private void Return(ref SqlSession? session)
    {
        if (_disposed)
            return;
        _idle.Add(session!);
        session = null;
    }
}
