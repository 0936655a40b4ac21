using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Names;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Writes;

/// <summary>Assigns each write to one of the store's writers. A write for a run goes to the run's writer: a busy run's writes still share
/// transactions, and writers rarely contend for a row. All others go to the first writer.</summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private readonly SqlDriver _driver;
    private readonly GroupWriter[] _writers;

    /// <param name="driver">The driver of the database; disposed with the queue.</param>
    /// <param name="sessions">One connection per writer, at least one.</param>
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

    /// <summary>Raised after each commit, with the number of points added to each run's tail; several writers may raise it
    /// concurrently.</summary>
    public event Action<IReadOnlyCollection<(long Run, int Points)>>? TailGrew;

    /// <summary>Runs a write; the task completes when it is durable or rejected. Cancelling ends the wait, not the write.</summary>
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

    /// <summary>Finishes the queued writes, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_writers.Select(writer => writer.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _driver.CheckpointAsync(CancellationToken.None).ConfigureAwait(false);
        (_driver as IDisposable)?.Dispose();
    }

    private GroupWriter WriterOf(string? runId) =>
        runId is null ? _writers[0] : _writers[(uint)runId.GetHashCode(StringComparison.Ordinal) % (uint)_writers.Length];
}
