using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Names;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Writes;

/// <summary>Gives each piece of writing to one of the store's writers. What is about a run goes to the run's writer: a busy run's writes
/// still share a transaction, and writers seldom meet on a row. All else goes to the first.</summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private readonly SqlDriver _driver;
    private readonly GroupWriter[] _writers;

    /// <param name="driver">The database's; disposed with the queue.</param>
    /// <param name="sessions">A connection for each writer, one at least.</param>
    /// <param name="names">The names known to the store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where the writers report.</param>
    public WriteQueue(SqlDriver driver, IReadOnlyList<SqlSession> sessions, NameTable names, TimeProvider time, ILoggerFactory loggers)
    {
        _driver = driver;
        _writers = [.. sessions.Select(session => new GroupWriter(driver, session, names, time, loggers.CreateLogger<GroupWriter>()))];
        foreach (var writer in _writers)
            writer.TailGrew += tails => TailGrew?.Invoke(tails);
    }

    /// <summary>Told after each commit how many points went to the tail of which run; by several writers at a time.</summary>
    public event Action<IReadOnlyCollection<(long Run, int Points)>>? TailGrew;

    /// <summary>Runs a piece of writing; the task ends when it is durable or refused. Cancelling ends the wait, not the write.</summary>
    public Task<T> WriteAsync<T>(Func<WriteTransaction, ValueTask<T>> body, CancellationToken cancellationToken) =>
        WriteAsync(default, body, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{WriteTransaction, ValueTask{T}}, CancellationToken)"/>
    public async Task<T> WriteAsync<T>(WriteNeeds needs, Func<WriteTransaction, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var command = new WriteCommand<T>(body, needs);
        await WriterOf(needs.RunId).AddAsync(command, cancellationToken).ConfigureAwait(false);
        WriteMeter.Queued();
        return await command.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_writers.Select(writer => writer.DisposeAsync().AsTask())).ConfigureAwait(false);
        (_driver as IDisposable)?.Dispose();
    }

    private GroupWriter WriterOf(string? runId) =>
        runId is null ? _writers[0] : _writers[(uint)runId.GetHashCode(StringComparison.Ordinal) % (uint)_writers.Length];
}
