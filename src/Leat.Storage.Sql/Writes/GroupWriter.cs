using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Names;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Writes;

/// <summary>Group commit: a writer takes all waiting commands, runs them in one transaction and answers them when it is durable. Throughput
/// grows with load, because a commit costs the same for one command as for hundreds.</summary>
/// <remarks>
/// <list type="number">
/// <item>Take the waiting commands, up to <see cref="MaxBatch"/>.</item>
/// <item>Begin, looking up everything they need at once. Run each command; one that is rejected before it wrote anything
/// gets its error, and the others continue.</item>
/// <item>Commit, then answer all.</item>
/// <item>If anything else goes wrong, roll back and run the commands one by one, so that a bad one fails alone. If another server was faster, the
/// checks run again and see what it stored.</item>
/// <item>If the connection is lost, open another. A transaction that turns out to be committed is answered, any other is rerun.</item>
/// </list>
/// </remarks>
internal sealed partial class GroupWriter : IAsyncDisposable
{
    /// <summary>Queue length above which callers wait for room. At 10,000 commands a second this is less than a second of work.</summary>
    private const int Capacity = 8_192;

    /// <summary>Maximum commands per transaction. Keeps a commit, and thus a caller's wait, to tens of milliseconds.</summary>
    private const int MaxBatch = 1_024;

    /// <summary>Maximum attempts of a batch against other servers. Each attempt loses to one that made progress, so few are ever needed.</summary>
    private const int MaxAttempts = 20;

    /// <summary>How long a command waits while the database is down.</summary>
    private static readonly TimeSpan AwayTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Pause between attempts to reach it.</summary>
    private static readonly TimeSpan AwayPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Marks a transaction that was lost with its connection and must be rerun on the new one.</summary>
    private static readonly Exception Reconnected = new IOException("The connection to the database was lost and made anew.");

    /// <summary>How long a caller waits for room in the queue before it is told to retry.</summary>
    private static readonly TimeSpan PlaceTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<WriteCommand> _waiting = Channel.CreateBounded<WriteCommand>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SqlDriver _driver;
    private readonly SqlSession _session;
    private readonly WriteTransaction _transaction;
    private readonly ILogger _logger;
    private readonly WriterRow? _writer;
    private readonly Task _loop;
    private bool _inCommit;
    private bool _isAway;

    public GroupWriter(SqlDriver driver, SqlSession session, NameTable names, TimeProvider time, ILogger logger)
    {
        _driver = driver;
        _session = session;
        _logger = logger;
        _transaction = new WriteTransaction(session, driver, names);
        _writer = driver.SharesTables ? new WriterRow(session, driver, time) : null;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Raised after each commit, with the number of points added to each run's tail.</summary>
    public event Action<IReadOnlyCollection<(long Run, int Points)>>? TailGrew;

    /// <summary>Queues a command. Cancelling ends the wait for room.</summary>
    public ValueTask AddAsync(WriteCommand command, CancellationToken cancellationToken) =>
        _waiting.Writer.TryWrite(command) ? ValueTask.CompletedTask : WaitForPlaceAsync(command, cancellationToken);

    /// <summary>Finishes the queued commands, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask WaitForPlaceAsync(WriteCommand command, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PlaceTimeout);
        try
        {
            await _waiting.Writer.WriteAsync(command, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LeatException(
                ErrorCode.TemporarilyUnavailable, "The store is busy: its write queue is full. Nothing was stored; try again.");
        }
        catch (ChannelClosedException exception)
        {
            throw new LeatException(
                ErrorCode.TemporarilyUnavailable, "The store is shutting down. Nothing was stored; try again.", exception);
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<WriteCommand>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            // 1. Take the waiting commands.
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var command))
                batch.Add(command);
            WriteMeter.Taken(batch.Count);
            await CommitAsync(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<WriteCommand> batch)
    {
        var failure = await CommitWithRetriesAsync(batch, batch.Count == 1 ? IsRace : IsContention).ConfigureAwait(false);
        if (failure is null)
        {
            _isAway = false;
            return;
        }

        if (batch.Count == 1 || failure is LeatException { Code: ErrorCode.TemporarilyUnavailable })
        {
            LogAway(failure);
            foreach (var command in batch)
                command.Fail(AsAnswer(failure));
            return;
        }

        // 4. One by one.
        LogBatchFailed(batch.Count, failure);
        var alone = new List<WriteCommand>(1);
        foreach (var command in batch)
        {
            alone.Clear();
            alone.Add(command);
            if (await CommitWithRetriesAsync(alone, IsRace).ConfigureAwait(false) is { } reason)
                command.Fail(AsAnswer(reason));
        }
    }

    /// <summary>Reruns a batch while it fails for a reason that may not recur; null when it is durable.</summary>
    private async Task<Exception?> CommitWithRetriesAsync(List<WriteCommand> batch, Func<SqlFailure, bool> mayPass)
    {
        for (var attempt = 1; ; attempt++)
        {
            var failure = await TryCommitAsync(batch).ConfigureAwait(false);
            if (ReferenceEquals(failure, Reconnected) && attempt < MaxAttempts)
                continue;
            if (failure is not DbException database || attempt == MaxAttempts || !mayPass(_driver.Classify(database)))
                return failure;

            // Avoid retrying at the same moment as the other server.
            await Task.Delay(Random.Shared.Next(1 << Math.Min(attempt, 6))).ConfigureAwait(false);
        }
    }

    private static bool IsContention(SqlFailure failure) => failure == SqlFailure.Contention;

    private static bool IsRace(SqlFailure failure) => failure is SqlFailure.Contention or SqlFailure.Conflict;

    private async Task<Exception?> TryCommitAsync(List<WriteCommand> batch)
    {
        _driver.EnterWrite();
        var begin = WriteMeter.Now();
        try
        {
            if (await TryRunAsync(batch).ConfigureAwait(false) is { } failure)
                return failure;
        }
        finally
        {
            _driver.LeaveWrite();
        }

        WriteMeter.Committed(begin);
        var tails = _transaction.EndCommitted();
        foreach (var command in batch)
            command.Answer();
        if (tails.Count > 0)
            TailGrew?.Invoke(tails);
        return null;
    }

    /// <summary>Runs a batch in one transaction; null when it is durable.</summary>
    private async Task<Exception?> TryRunAsync(List<WriteCommand> batch)
    {
        try
        {
            // 2. Look ahead, then run each command.
            _inCommit = false;
            if (_writer is not null)
                await _writer.NextAsync().ConfigureAwait(false);
            await _transaction.BeginAsync(batch, _writer?.Count()).ConfigureAwait(false);
            _driver.RequireInPlace(_session.Connection);
            foreach (var command in batch)
                await RunCommandAsync(command).ConfigureAwait(false);

            // 3. Commit, then answer. If the connection is lost from here on, the outcome is unknown: the last rows may be sent with the commit.
            _inCommit = true;
            await _transaction.CommitAsync().ConfigureAwait(false);
            _driver.RequireInPlace(_session.Connection);
            return null;
        }
        catch (Exception exception) when (IsLost(exception))
        {
            // 5. Open another connection.
            return await ReconnectAsync(batch, exception).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await RollBackAsync().ConfigureAwait(false);
            return exception;
        }
    }

    /// <summary>Once for each time that nothing can be written.</summary>
    private void LogAway(Exception failure)
    {
        if (failure is not LeatException { Code: ErrorCode.TemporarilyUnavailable } || _isAway)
            return;
        _isAway = true;
        LogCannotWrite(failure.Message);
    }

    private async Task RunCommandAsync(WriteCommand command)
    {
        var writesBefore = _transaction.WriteCount;
        try
        {
            await command.RunAsync(_transaction).ConfigureAwait(false);
        }
        catch (LeatException refusal) when (_transaction.WriteCount == writesBefore)
        {
            command.Refuse(refusal);
        }
    }

    private bool IsLost(Exception exception) => _writer is not null
        && (_session.Connection.State != ConnectionState.Open
            || (exception is DbException database && _driver.Classify(database) == SqlFailure.ConnectionLost));

    /// <summary>Opens another connection as soon as possible. Null if the batch was committed before the old one was lost;
    /// <see cref="Reconnected"/> if it must be rerun; otherwise the reason why it cannot be.</summary>
    private async Task<Exception?> ReconnectAsync(List<WriteCommand> batch, Exception lost)
    {
        LogConnectionLost(lost);
        var oldest = batch.Min(command => command.AskedAt);
        while (true)
        {
            try
            {
                await _session.ReplaceAsync(await _driver.OpenWriterAsync(CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);
                if (_inCommit && await _writer!.WasCommittedAsync().ConfigureAwait(false))
                    return null;
                if (!_inCommit)
                    _writer!.GiveUp();
                _transaction.EndRolledBack();
                return Reconnected;
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException or TimeoutException)
            {
                if (Stopwatch.GetElapsedTime(oldest) > AwayTimeout)
                {
                    _transaction.EndRolledBack();
                    return Away(exception);
                }
            }

            await Task.Delay(AwayPause).ConfigureAwait(false);
        }
    }

    private LeatException Away(Exception reason) => new(
        ErrorCode.TemporarilyUnavailable,
        _inCommit
            ? "The connection to the database was lost in a commit and cannot be made again: whether this was stored is not known. Look before trying again."
            : "The database cannot be reached. Nothing was stored; try again.",
        reason);

    private async Task RollBackAsync()
    {
        _transaction.EndRolledBack();
        try
        {
            await _session.ExecuteAsync("ROLLBACK").ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            // Some errors (a full disk, an I/O error) have already rolled the transaction back.
            LogRollbackFailed(exception);
        }
    }

    private Exception AsAnswer(Exception failure) => failure is DbException database ? _driver.Translate(database) : failure;

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "A transaction of {Count} commands failed; running them one by one.")]
    private partial void LogBatchFailed(int count, Exception exception);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "The connection to the database was lost; making another.")]
    private partial void LogConnectionLost(Exception exception);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Error, Message = "Nothing can be written: {Reason}")]
    private partial void LogCannotWrite(string reason);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Debug, Message = "Rolling back was not possible.")]
    private partial void LogRollbackFailed(Exception exception);
}
