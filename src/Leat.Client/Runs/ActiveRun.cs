using System.Diagnostics;
using Leat.Core;

namespace Leat.Client;

/// <summary>A run that is under way: logs in the background and ends when it is disposed.</summary>
/// <remarks>
/// <para>Logging calls return at once: what they log waits in a queue shared by all runs of the client and is sent in
/// batches, in the order of the calls. They block only while the queue is full (see <see cref="LoggingOptions"/>). Times
/// are taken at the call. Wrong arguments are thrown at the call; what only the store can find (a param that has another
/// value already, a deleted run, a server that is away) is thrown by <see cref="FlushAsync"/>, <see cref="EndAsync"/> or
/// <see cref="DisposeAsync"/>, whichever comes first, and raised as <see cref="LeatClient.LoggingFailed"/>.</para>
/// <para>Safe for concurrent use; calls of one thread keep their order.</para>
/// <para>Disposing a run ends it as FINISHED, or as KILLED if the process was asked to end meanwhile (SIGTERM, SIGINT, SIGHUP). An
/// unhandled exception makes it FAILED, with the exception in the tag <c>leat.failure</c>, even if a <c>using</c> has disposed it on
/// the way. A <c>using</c> cannot see an exception that is handled further out: there, call <see cref="Fail"/> in a <c>catch</c>, or
/// give the work to <see cref="Tracking.RunAsync(string?, Func{ActiveRun, Task}, RunOptions?, CancellationToken)"/>, which also keeps
/// a storage failure thrown by disposal from replacing the exception that ended the work.</para>
/// </remarks>
/// <example><code>
/// await using var run = await Tracking.StartRunAsync("baseline");
/// run.LogParam("depth", 6);
/// run.LogMetric("loss", 0.31, step: 1);
/// </code></example>
public sealed partial class ActiveRun : IAsyncDisposable, IDisposable
{
    private readonly RunLog _log;
    private readonly Lock _gate = new();
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private RunStatus? _endStatus;
    private bool _asked;
    private Task? _end;

    internal ActiveRun(LeatClient client, RunInfo info, string? parentRunId, RunScope? scope)
    {
        Client = client;
        Info = info;
        ParentRunId = parentRunId;
        Scope = scope;
        _log = client.Queue.Open(info.RunId);
        client.Track(this);
        scope?.Enter(this);
        ThrownExceptions.Watch();
    }

    /// <summary>The client that the run logs through.</summary>
    public LeatClient Client { get; }

    /// <summary>The run's attributes as they were at its start.</summary>
    public RunInfo Info { get; }

    /// <summary>The run's id.</summary>
    public string RunId => Info.RunId;

    /// <summary>The experiment that the run belongs to.</summary>
    public string ExperimentId => Info.ExperimentId;

    /// <summary>The run's name: given, or drawn at random.</summary>
    public string Name => Info.RunName;

    /// <summary>The run that this one belongs to, if any.</summary>
    public string? ParentRunId { get; }

    /// <summary>The run's page on the tracking server, for a browser; null if the runs are kept in a local database.</summary>
    public Uri? PageAddress => Client.PageOf(Info);

    /// <summary>Whether the run has ended, or is about to.</summary>
    public bool HasEnded => Volatile.Read(ref _end) is not null;

    /// <summary>Where this is or was the active run; null for a run that was started on a client.</summary>
    internal RunScope? Scope { get; }

    /// <summary>Lets the run end as FAILED when it is disposed.</summary>
    /// <param name="exception">Why; its type and message are kept in the tag <c>leat.failure</c>.</param>
    /// <remarks>Does nothing once the run has ended.</remarks>
    public void Fail(Exception? exception = null)
    {
        if (HasEnded)
            return;
        EndAs(RunStatus.Failed);
        if (exception is not null)
            AddTag(RunTags.Failure, RunTags.FailureText(exception));
    }

    /// <summary>Lets the run end with this status when it is disposed.</summary>
    public void EndAs(RunStatus status)
    {
        lock (_gate)
            _endStatus = status;
    }

    /// <summary>Stores what was logged and marks the run KILLED, since the process was asked to end. It is not closed: a program that goes on
    /// may log to it and end it.</summary>
    internal async Task MarkKilledAsync()
    {
        lock (_gate)
        {
            if (_end is not null)
                return;
            _asked = true;
        }

        var failures = await _log.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        if (!HasEnded)
            await Client.Store.Runs.UpdateRunAsync(new RunUpdate(RunId) { Status = RunStatus.Killed, EndTimeMs = Client.NowMs }, CancellationToken.None).ConfigureAwait(false);
        LoggingFailures.ThrowIfAny(failures);
    }

    /// <summary>Starts a run that belongs to this one, in the same experiment.</summary>
    /// <param name="name">Need not be unique; drawn at random if null.</param>
    /// <param name="options">What else to start it with.</param>
    /// <param name="cancellationToken">Ends the call; the run may have been created anyway.</param>
    /// <remarks>If this run was started by <see cref="Tracking"/>, the new one becomes the active run of the caller's flow.</remarks>
    public Task<ActiveRun> StartNestedAsync(
        string? name = null, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        PrepareNested(name, options).RunAsync(cancellationToken);

    /// <summary>Like <see cref="StartNestedAsync"/>, blocking the caller until the store has answered.</summary>
    public ActiveRun StartNested(string? name = null, RunOptions? options = null)
    {
        var start = PrepareNested(name, options);
        return Blocking.Run(() => start.RunAsync(CancellationToken.None));
    }

    /// <summary>Waits until all that was logged before this call is stored; then reads of the client see it.</summary>
    /// <param name="cancellationToken">Ends the wait, not the sending.</param>
    /// <exception cref="LeatException">Something could not be stored; the code and message are the store's.</exception>
    /// <exception cref="AggregateException">More than one thing could not be stored.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default) =>
        LoggingFailures.ThrowIfAny(await _log.FlushAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Stores what was logged, then ends the run with this status; the end time is that of the call.</summary>
    /// <param name="status">Usually finished, failed or killed.</param>
    /// <param name="cancellationToken">Ends the wait; the run is ended anyway.</param>
    /// <exception cref="LeatException">Something could not be stored, or the run could not be ended.</exception>
    /// <exception cref="AggregateException">More than one thing could not be stored.</exception>
    /// <remarks>The run ends even if some of its entries could not be stored. A second call waits for the first, whatever
    /// its status.</remarks>
    public Task EndAsync(RunStatus status = RunStatus.Finished, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_end is null)
            {
                _log.Close();
                Scope?.Leave();
                _end = EndCoreAsync(status, Client.NowMs);
            }

            return _end.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the run as FINISHED, as KILLED after a signal, or as <see cref="Fail"/> or <see cref="EndAs"/> said. Does nothing if it
    /// has ended.</summary>
    /// <exception cref="LeatException">Something could not be stored, or the run could not be ended.</exception>
    /// <exception cref="AggregateException">More than one thing could not be stored.</exception>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            // A failure that ending has already thrown is not thrown twice.
            return _end is null ? new ValueTask(EndUntoldAsync())
                : _end.IsCompleted ? ValueTask.CompletedTask
                : new ValueTask(_end);
        }
    }

    /// <summary>Like <see cref="DisposeAsync"/>, blocking the caller until the store has answered.</summary>
    public void Dispose() => Blocking.Run(() => DisposeAsync().AsTask());

    private async Task EndCoreAsync(RunStatus status, long endTimeMs)
    {
        // The rest must not run under the caller's lock, nor on the caller's synchronization context.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var failures = await _log.FlushOrGiveUpAsync().ConfigureAwait(false);
        var mayAnswer = !_log.HasGivenUp;
        await Client.Queue.CloseAsync(_log).ConfigureAwait(false);
        // A store that has accepted nothing for so long is not waited for a second time.
        if (mayAnswer && await StoreEndAsync(new RunUpdate(RunId) { Status = status, EndTimeMs = endTimeMs }).ConfigureAwait(false) is { } failure)
            failures = [.. failures, failure];
        Client.Untrack(this);
        LoggingFailures.ThrowIfAny(failures);
    }

    /// <summary>Ends the run with the status that was set, else KILLED or FINISHED. Whether an exception goes unhandled shows only
    /// later: then the run is corrected.</summary>
    private async Task EndUntoldAsync()
    {
        var untold = _endStatus is null && !_asked;
        await EndAsync(_endStatus ?? (_asked ? RunStatus.Killed : RunStatus.Finished)).ConfigureAwait(false);
        if (untold)
            EndedRuns.Add(Client, RunId, _startedAt);
    }

    /// <summary>Stores status and end time. Returns why it could not, or null.</summary>
    private async Task<Exception?> StoreEndAsync(RunUpdate update)
    {
        using var patience = new CancellationTokenSource(Client.Options.Logging.EndTimeout, Client.Options.TimeProvider);
        try
        {
            await Client.Store.Runs.UpdateRunAsync(update, patience.Token).ConfigureAwait(false);
            return null;
        }
        catch (LeatException exception)
        {
            return exception;
        }
        catch (OperationCanceledException exception)
        {
            return new LeatException(
                ErrorCode.TemporarilyUnavailable,
                $"The end of run {RunId} could not be stored, so that it still shows as RUNNING. {exception.InnerException?.Message}",
                exception);
        }
    }

    private RunStart PrepareNested(string? name, RunOptions? options)
    {
        options = (options ?? new RunOptions()) with { ParentRunId = RunId };
        var experimentId = options.ExperimentId ?? ExperimentId;
        return Scope is null
            ? new RunStart(null, token => Client.StartAsync(experimentId, name, options, null, token))
            : Scope.Session.PrepareNested(this, name, options with { ExperimentId = experimentId });
    }
}
