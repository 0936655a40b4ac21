using System.Collections.Concurrent;
using Leat.Core;

namespace Leat.Client;

/// <summary>The background logging of one client: a capacity shared by all its runs, a few senders, the failures. Safe for concurrent use.</summary>
internal sealed class LogQueue : IAsyncDisposable
{
    /// <summary>A store in this process asks for a later retry only while another process holds it; four retries wait 7.5 s in all.</summary>
    private const int LocalRetries = 4;

    private readonly IRunStore _runs;
    private readonly InputLimits _limits;
    private readonly TransientRetry _retry;
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _senders;
    private readonly ConcurrentDictionary<RunLog, byte> _logs = new();
    private volatile bool _closed;
    private long _sent;
    private long _failed;
    private long _batches;
    private long _waits;
    private long _waitTicks;

    public LogQueue(ITrackingStore store, LoggingOptions options, TimeProvider timeProvider)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxParallelRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.UploadCapacity, 1);
        _runs = store.Runs;
        _limits = store.Features.Limits;
        Options = options;
        TimeProvider = timeProvider;
        _retry = new TransientRetry(store.Features.RetriesItself ? 0 : LocalRetries, timeProvider);
        _room = new SemaphoreSlim(options.QueueCapacity);
        _senders = new SemaphoreSlim(options.MaxParallelRuns);
    }

    public event EventHandler<LoggingFailedEventArgs>? Failed;

    public LoggingOptions Options { get; }

    public TimeProvider TimeProvider { get; }

    public LoggingStatistics Statistics => new(
        Options.QueueCapacity - _room.CurrentCount,
        Interlocked.Read(ref _sent),
        Interlocked.Read(ref _failed),
        Interlocked.Read(ref _batches),
        Interlocked.Read(ref _waits),
        TimeSpan.FromTicks(Interlocked.Read(ref _waitTicks)));

    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public RunLog Open(string runId)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(LeatClient));
        var log = new RunLog(this, _runs, runId, _limits, _retry);
        _logs.TryAdd(log, 0);
        return log;
    }

    /// <summary>Accepts nothing more from any run; what is queued already is still sent.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var log in _logs.Keys)
            log.Close();
    }

    public ValueTask CloseAsync(RunLog log)
    {
        _logs.TryRemove(log, out _);
        return log.DisposeAsync();
    }

    /// <summary>Waits until all that was logged before this call is stored or has failed.</summary>
    /// <returns>The failures that have not been reported to anybody yet.</returns>
    public async Task<IReadOnlyList<Exception>> FlushAsync(CancellationToken cancellationToken)
    {
        var failures = await Task.WhenAll(_logs.Keys.Select(log => log.FlushAsync(cancellationToken))).ConfigureAwait(false);
        return [.. failures.SelectMany(each => each)];
    }

    /// <summary>Like <see cref="FlushAsync"/>, giving up entries that the store does not take; see <see cref="RunLog.FlushOrGiveUpAsync"/>.</summary>
    public async Task<IReadOnlyList<Exception>> FlushOrGiveUpAsync()
    {
        var failures = await Task.WhenAll(_logs.Keys.Select(log => log.FlushOrGiveUpAsync())).ConfigureAwait(false);
        return [.. failures.SelectMany(each => each)];
    }

    /// <summary>Takes one place in the queue, waiting if none is free.</summary>
    public void WaitForRoom()
    {
        if (_room.Wait(TimeSpan.Zero))
            return;
        Interlocked.Increment(ref _waits);
        var started = TimeProvider.GetTimestamp();
        // The queue may be full of entries from many runs, none of which has a full batch.
        foreach (var log in _logs.Keys)
            log.Hurry();
        _room.Wait();
        Interlocked.Add(ref _waitTicks, TimeProvider.GetElapsedTime(started).Ticks);
    }

    /// <summary>Frees the places of entries that are done.</summary>
    public void MakeRoom(int entries, int failed)
    {
        Interlocked.Add(ref _sent, entries - failed);
        Interlocked.Add(ref _failed, failed);
        _room.Release(entries);
    }

    /// <summary>Gives back a place that was not used after all.</summary>
    public void GiveBackRoom() => _room.Release();

    /// <summary>Sends a batch when one of the client's senders is free. Cancelling ends the sending only: what was not sent is returned as failed.</summary>
    public async Task<List<FailedEntries>> SendAsync(BatchSender sender, List<LogEntry> batch, CancellationToken cancellationToken)
    {
        await _senders.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            Interlocked.Increment(ref _batches);
            return await sender.SendAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _senders.Release();
        }
    }

    public void OnFailed(LoggingFailedEventArgs failure)
    {
        try
        {
            Failed?.Invoke(this, failure);
        }
#pragma warning disable CA1031 // A listener's fault must not stop the sender: the failure is reported by the next flush too.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _logs.Keys)
            await CloseAsync(log).ConfigureAwait(false);
    }
}
