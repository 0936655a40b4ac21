using System.Diagnostics.CodeAnalysis;
using Leat.Core;

namespace Leat.Client;

/// <summary>What one run logs in the background: entries in batches, artifacts one by one. Safe for concurrent use.</summary>
/// <remarks>
/// Entries wait in one queue and are sent by at most one sender at a time, so their order holds. A sender starts when a
/// batch is full, when the oldest entry has waited for the batch delay, or when somebody flushes.
/// </remarks>
internal sealed class RunLog : IAsyncDisposable
{
    /// <summary>How many failures are kept for the next flush; further ones are only counted.</summary>
    private const int MaxFailuresKept = 64;

    private readonly LogQueue _queue;
    private readonly BatchSender _sender;
    private readonly ITimer _timer;
    private readonly UploadLane _uploads;
    private readonly Lock _gate = new();
    private readonly PendingEntries _pending = new();
    private readonly List<Exception> _failures = [];
    private readonly List<Flush> _flushes = [];
    private readonly CancellationTokenSource _patience;
    private LeatException? _gaveUp;
    private long _enqueued;
    private long _completed;
    private long _flushTarget;
    private int _failuresBeyond;
    private bool _closed;
    private bool _ending;
    private bool _sending;
    private bool _timerSet;

    public RunLog(LogQueue queue, IRunStore runs, string runId, InputLimits limits, TransientRetry retry)
    {
        _queue = queue;
        RunId = runId;
        _sender = new BatchSender(runs, runId, limits, retry);
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, queue.TimeProvider);
        _uploads = new UploadLane(queue.Options.UploadCapacity, Report);
        _timer = queue.TimeProvider.CreateTimer(
            static log => ((RunLog)log!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string RunId { get; }

    /// <summary>Queues an entry; blocks while the client's queue is full.</summary>
    public void Add(in LogEntry entry)
    {
        _queue.WaitForRoom();
        lock (_gate)
        {
            if (_closed)
            {
                _queue.GiveBackRoom();
                ThrowClosed();
            }

            _pending.Add(entry);
            _enqueued++;
            if (_pending.Count >= LogRules.MaxMetricsPerBatch)
                StartSending();
            else
                SetTimer();
        }
    }

    /// <summary>Queues the upload of an artifact; blocks while too many of this run wait.</summary>
    public void AddUpload(string description, Func<CancellationToken, Task> upload)
    {
        if (!_uploads.TryAdd(description, upload))
            ThrowClosed();
    }

    /// <summary>Accepts nothing more: adding throws from now on; what was added before is still sent.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
        _uploads.Close();
    }

    /// <summary>Starts sending what waits, without waiting for it, because room is needed.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            _flushTarget = _enqueued;
            StartSending();
        }
    }

    /// <summary>Waits until all that was logged before this call is stored or has failed.</summary>
    /// <returns>The failures since the last flush; they are not returned again.</returns>
    public async Task<IReadOnlyList<Exception>> FlushAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(FlushEntriesAsync(), _uploads.WhenIdleAsync()).WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            List<Exception> failures = [.. _failures];
            if (_failuresBeyond > 0)
            {
                failures.Add(new LeatException(
                    ErrorCode.InternalError,
                    $"{_failuresBeyond} more failures of run {RunId} are not listed. "
                    + $"Listen to {nameof(LeatClient)}.{nameof(LeatClient.LoggingFailed)} to see each."));
            }

            _failures.Clear();
            _failuresBeyond = 0;
            return failures;
        }
    }

    /// <summary>Whether entries were given up; see <see cref="FlushOrGiveUpAsync"/>.</summary>
    public bool HasGivenUp => _gaveUp is not null;

    /// <summary>Like <see cref="FlushAsync"/>, for the end: once the store has taken nothing for <see cref="LoggingOptions.EndTimeout"/>,
    /// what is left is given up and reported as failed.</summary>
    public Task<IReadOnlyList<Exception>> FlushOrGiveUpAsync()
    {
        lock (_gate)
        {
            _ending = true;
            _patience.CancelAfter(_queue.Options.EndTimeout);
        }

        return FlushAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _patience.Dispose();
        return _timer.DisposeAsync();
    }

    [DoesNotReturn]
    private void ThrowClosed() => throw new InvalidOperationException(
        $"Run {RunId} has ended, or its client is closed: nothing more can be logged to it. To go on with it, start it again by its id "
        + $"({nameof(RunOptions)}.{nameof(RunOptions.RunId)}).");

    private LeatException GivenUp(Exception reason) => new(
        ErrorCode.TemporarilyUnavailable,
        $"What run {RunId} logged last could not be stored: the store took nothing for {_queue.Options.EndTimeout.TotalSeconds:0.#} s. "
        + (reason.InnerException is LeatException cause ? cause.Message : "")
        + $" {nameof(LoggingOptions)}.{nameof(LoggingOptions.EndTimeout)} sets another limit.",
        reason);

    private Task FlushEntriesAsync()
    {
        lock (_gate)
        {
            if (_completed >= _enqueued)
                return Task.CompletedTask;
            var flush = new Flush(_enqueued);
            _flushes.Add(flush);
            _flushTarget = _enqueued;
            StartSending();
            return flush.Task;
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _timerSet = false;
            if (_pending.Count == 0)
                return;
            _flushTarget = _enqueued;
            StartSending();
        }
    }

    /// <summary>Called under the gate.</summary>
    private void SetTimer()
    {
        if (_timerSet || _sending)
            return;
        _timerSet = true;
        _timer.Change(_queue.Options.BatchDelay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called under the gate.</summary>
    private void StartSending()
    {
        if (_sending || _pending.Count == 0)
            return;
        _sending = true;
        _ = Task.Run(SendAllAsync);
    }

    private async Task SendAllAsync()
    {
        while (TakeBatch() is { } batch)
        {
            var failures = await _queue.SendAsync(_sender, batch, _patience.Token).ConfigureAwait(false);
            foreach (var failure in failures)
                Report(failure.Describe(), failure.Entries.Count, failure.Error is OperationCanceledException gaveUp ? _gaveUp ??= GivenUp(gaveUp) : failure.Error);
            Complete(batch.Count, failures.Sum(failure => failure.Entries.Count));
        }
    }

    /// <summary>The next batch, if it is full or due; else null: the sender ends, and the rest waits for more entries.</summary>
    private List<LogEntry>? TakeBatch()
    {
        lock (_gate)
        {
            var due = _completed < _flushTarget;
            if (_pending.Count > 0 && (due || _pending.Count >= LogRules.MaxMetricsPerBatch))
                return _pending.TakeBatch();
            _sending = false;
            if (_pending.Count > 0)
                SetTimer();
            return null;
        }
    }

    private void Complete(int entries, int failed)
    {
        _queue.MakeRoom(entries, failed);
        lock (_gate)
        {
            _completed += entries;
            if (_ending && failed < entries)
                _patience.CancelAfter(_queue.Options.EndTimeout);
            for (var i = _flushes.Count - 1; i >= 0; i--)
            {
                if (_flushes[i].Target > _completed)
                    continue;
                _flushes[i].Complete();
                _flushes.RemoveAt(i);
            }
        }
    }

    private void Report(string description, int count, Exception error)
    {
        lock (_gate)
        {
            if (_failures.Count < MaxFailuresKept)
                _failures.Add(error);
            else
                _failuresBeyond++;
        }

        _queue.OnFailed(new LoggingFailedEventArgs(RunId, description, count, error));
    }

    /// <summary>A caller who waits until <paramref name="target"/> entries are done.</summary>
    private sealed class Flush(long target)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Target { get; } = target;

        public Task Task => _done.Task;

        public void Complete() => _done.TrySetResult();
    }
}
