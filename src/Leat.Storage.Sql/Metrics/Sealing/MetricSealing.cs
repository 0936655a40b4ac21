using System.Collections.Concurrent;
using System.Threading.Channels;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Writes;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Decides when a run's tail is sealed: when it has grown, when the run ends, or after a quiet period.</summary>
/// <remarks>Sealing is upkeep: failures are logged and retried, and no acknowledged write depends on it. Tails unknown to a process (left
/// by a crash or another process) are found when a store opens.</remarks>
internal sealed partial class MetricSealing : IAsyncDisposable
{
    /// <summary>Points in a tail that trigger sealing. Reading one series skips the others in the tail, about 2 ms at this size. Each
    /// sealing rewrites the last block of each series, so a lower limit writes more: at 16,384 a hot run of 80 series took a quarter fewer
    /// batches of 1,000 a second.</summary>
    internal const int MaxTailPoints = 65_536;

    /// <summary>Rows in a tail that trigger sealing: a run that logs one point per commit would otherwise be read row by row.</summary>
    internal const int MaxTailRows = 256;

    /// <summary>Maximum runs with only short series that are stored together. One at a time, each would wait for a commit: of 3,800 runs
    /// that clients logged per second, 550 were sealed.</summary>
    private const int MaxTogether = 64;

    /// <summary>A tail that has not grown for this long is sealed.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, Tail> _tails = new();
    private readonly ReaderPool _readers;
    private readonly WriteQueue _writes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<long> _due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ITimer _timer;
    private Task _loop = Task.CompletedTask;

    public MetricSealing(ReaderPool readers, WriteQueue writes, TimeProvider time, ILogger logger)
    {
        _readers = readers;
        _writes = writes;
        _time = time;
        _logger = logger;
        _writes.TailGrew += OnTailGrew;
        _timer = time.CreateTimer(_ => SealQuietTails(), null, QuietTime, QuietTime);
    }

    /// <summary>Raised after each sealed run.</summary>
    public event Action<long>? Sealed;

    /// <summary>Finds existing tails and starts working.</summary>
    public async Task StartAsync(ReaderPool readers, CancellationToken cancellationToken)
    {
        var left = await readers.ReadAsync(
            session => session.ReadAsync("SELECT DISTINCT run FROM metric_tail", [], row => row.NextInt64(), cancellationToken).AsTask(),
            cancellationToken).ConfigureAwait(false);
        foreach (var run in left)
            _tails.TryAdd(run, new Tail(0, 0, _time.GetTimestamp()));
        _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Requests that a run's tail be sealed soon, for example because the run has ended.</summary>
    public void SealSoon(long run)
    {
        if (_tails.TryRemove(run, out _))
            _due.Writer.TryWrite(run);
    }

    /// <summary>Stops. Remaining tails are sealed when the store is next opened.</summary>
    public async ValueTask DisposeAsync()
    {
        _writes.TailGrew -= OnTailGrew;
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void OnTailGrew(IReadOnlyCollection<(long Run, int Points)> tails)
    {
        var now = _time.GetTimestamp();
        foreach (var (run, points) in tails)
        {
            var tail = _tails.AddOrUpdate(
                run,
                static (_, added) => new Tail(1, added.points, added.now),
                static (_, old, added) => new Tail(old.Rows + 1, old.Points + added.points, added.now),
                (points, now));
            if (tail.Rows >= MaxTailRows || tail.Points >= MaxTailPoints)
                SealSoon(run);
        }
    }

    private void SealQuietTails()
    {
        foreach (var (run, tail) in _tails)
        {
            if (_time.GetElapsedTime(tail.LastGrown) >= QuietTime)
                SealSoon(run);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _due.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
                await SealDueAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stop was requested.
        }
    }

    /// <summary>Seals runs that are due. Planning is sequential, because readers are meant for queries; runs without long series are stored
    /// together. Long series are stored alone, because their slices would add up in one transaction.</summary>
    private async Task SealDueAsync()
    {
        var storing = new List<Task>();
        try
        {
            while (storing.Count < MaxTogether && _due.Reader.TryRead(out var run))
            {
                var sealer = new MetricSealer(run);
                SealingPlan? plan = null;
                await GuardAsync(run, async () => plan = await PlanAsync(sealer).ConfigureAwait(false)).ConfigureAwait(false);
                if (plan is null)
                    continue;
                storing.Add(GuardAsync(run, () => StoreAsync(run, sealer, plan)));
                if (plan.LongSeries.Count > 0)
                    await storing[^1].ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(storing).ConfigureAwait(false);
        }
    }

    private Task<SealingPlan> PlanAsync(MetricSealer sealer) =>
        _readers.ReadAsync(session => sealer.PlanAsync(session, _stopping.Token), _stopping.Token);

    private async Task StoreAsync(long run, MetricSealer sealer, SealingPlan plan)
    {
        if (!await sealer.ApplyAsync(plan, _writes, _stopping.Token).ConfigureAwait(false))
            await sealer.SealInSlicesAsync(_readers, _writes, _stopping.Token).ConfigureAwait(false);
        Sealed?.Invoke(run);
    }

    /// <summary>If sealing a run fails, the run is retried later.</summary>
    private async Task GuardAsync(long run, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _tails.TryAdd(run, new Tail(0, 0, _time.GetTimestamp()));
            LogSealingFailed(run, exception);
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "Sealing the tail of run number {Run} failed; it will be tried again.")]
    private partial void LogSealingFailed(long run, Exception exception);

    private readonly record struct Tail(int Rows, int Points, long LastGrown);
}
