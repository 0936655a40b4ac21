using System.Collections.Concurrent;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Client;

/// <summary>An explicit, asynchronous client of a tracking store: each call does one thing and ends when the store has done it.</summary>
/// <remarks>
/// Safe for concurrent use; make one per store and keep it. Runs started with <see cref="StartRunAsync"/> log in the
/// background, through a queue that all runs of the client share; see <see cref="ActiveRun"/>. What such a run has logged
/// is seen by the reading calls of the client after <see cref="ActiveRun.FlushAsync"/> or <see cref="FlushAsync"/>.
/// Errors of the store come as <see cref="LeatException"/>, whose <see cref="LeatException.Code"/> says what went wrong,
/// whichever store it is.
/// </remarks>
public sealed partial class LeatClient : IAsyncDisposable
{
    private readonly IArtifactRepositoryProvider _artifacts;
    private readonly ConcurrentDictionary<string, string> _artifactUris = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ActiveRun, byte> _activeRuns = new();
    private readonly bool _leaveOpen;
    private readonly IDisposable _exitHook;
    private string? _trackingUri;
    private int _disposed;

    /// <summary>Creates a client for a store that is already open.</summary>
    /// <param name="store">The store.</param>
    /// <param name="artifacts">Opens the repositories that the store's artifact URIs point at.</param>
    /// <param name="options">The client's options; null for the defaults.</param>
    /// <param name="leaveOpen">Whether store and artifacts stay open when the client is disposed; otherwise they are disposed too.</param>
    public LeatClient(
        ITrackingStore store,
        IArtifactRepositoryProvider artifacts,
        LeatClientOptions? options = null,
        bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(artifacts);
        Store = store;
        Options = options ?? new LeatClientOptions();
        _artifacts = artifacts;
        _leaveOpen = leaveOpen;
        Queue = new LogQueue(store, Options.Logging, Options.TimeProvider);
        Queue.Failed += (_, failure) => LoggingFailed?.Invoke(this, failure);
        _exitHook = ExitHooks.Add(Options.Logging.ExitTimeout, OnExitAsync);
    }

    /// <summary>Raised when something logged in the background could not be stored. The next flush reports it too.</summary>
    /// <remarks>Raised on a thread-pool thread; exceptions thrown by a handler are ignored.</remarks>
    public event EventHandler<LoggingFailedEventArgs>? LoggingFailed;

    /// <summary>The store behind the client.</summary>
    public ITrackingStore Store { get; }

    /// <summary>What background logging has done so far.</summary>
    public LoggingStatistics LoggingStatistics => Queue.Statistics;

    internal LeatClientOptions Options { get; }

    internal LogQueue Queue { get; }

    internal long NowMs => Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the store that a tracking URI names and creates a client for it.</summary>
    /// <param name="trackingUri">A server (<c>http://localhost:5000</c>) or, with the package <c>Leat</c>, a local database
    /// (<c>sqlite:///leat.db</c>). Null for <c>MLFLOW_TRACKING_URI</c>, else <c>sqlite:///leat.db</c>.</param>
    /// <param name="options">The client's options; null for <see cref="LeatClientOptions.FromEnvironment()"/>.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no known store opens such a URI; the
    /// message says what to do. For a local store also: why it cannot be opened. A server is not contacted before the first call.</exception>
    public static async Task<LeatClient> ConnectAsync(
        string? trackingUri = null, LeatClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= LeatClientOptions.FromEnvironment();
        trackingUri ??= TrackingDefaults.Uri(ProcessEnvironment.System);
        var opened = await TrackingStores.OpenAsync(trackingUri, options, cancellationToken).ConfigureAwait(false);
        return new LeatClient(opened.Tracking, opened.Artifacts, options) { _trackingUri = trackingUri };
    }

    /// <summary>Waits until all that runs of this client logged before this call is stored.</summary>
    /// <exception cref="LeatException">Something could not be stored; the code and message are the store's.</exception>
    /// <exception cref="AggregateException">More than one thing could not be stored.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default) =>
        LoggingFailures.ThrowIfAny(await Queue.FlushAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Stores what waits, then closes the store unless it was to stay open. Runs are not ended: dispose them first,
    /// because they accept nothing more afterwards.</summary>
    /// <exception cref="LeatException">Something could not be stored.</exception>
    /// <exception cref="AggregateException">More than one thing could not be stored.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _exitHook.Dispose();
        Queue.Close();
        var failures = await Queue.FlushOrGiveUpAsync().ConfigureAwait(false);
        await Queue.DisposeAsync().ConfigureAwait(false);
        if (!_leaveOpen)
        {
            await _artifacts.DisposeAsync().ConfigureAwait(false);
            await Store.DisposeAsync().ConfigureAwait(false);
        }

        LoggingFailures.ThrowIfAny(failures);
    }

    /// <summary>Where people look at a run; null if the store has no page.</summary>
    internal Uri? PageOf(RunInfo run) => _trackingUri is { } uri ? RunPages.Of(uri, run) : null;

    internal void Track(ActiveRun run) => _activeRuns.TryAdd(run, 0);

    internal void Untrack(ActiveRun run) => _activeRuns.TryRemove(run, out _);

    /// <summary>Another client for the same store, for work left after this one was disposed. Null if the store was not opened by
    /// its URI: then only its owner can open it again.</summary>
    internal async Task<LeatClient?> ReopenAsync() =>
        _trackingUri is null ? null : await ConnectAsync(_trackingUri, Options).ConfigureAwait(false);

    /// <summary>Stores what waits and ends runs that are still open. On a signal they are only marked: the program may continue after it.</summary>
    private async Task OnExitAsync(ExitNotice notice)
    {
        await Task.WhenAll(_activeRuns.Keys.Select(run => EndAsync(run, notice))).ConfigureAwait(false);
        if (Store.Features.Checkpoint is { } checkpoint)
            await checkpoint.CheckpointAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static Task EndAsync(ActiveRun run, ExitNotice notice)
    {
        if (notice.Reason == ExitReason.Signal)
            return run.MarkKilledAsync();
        if (notice.Reason == ExitReason.Crash)
            run.Fail(notice.Exception);
        return run.EndAsync(notice.Reason == ExitReason.Crash || Environment.ExitCode != 0 ? RunStatus.Failed : RunStatus.Finished);
    }
}
