using System.Collections.Concurrent;
using System.Threading.Channels;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Writes;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Decides when a run's tail is sealed into blocks: when it has grown, when the run ends, or after a quiet time.</summary>
/// <remarks>Sealing is upkeep: what fails is logged and tried again, and nothing that was acknowledged depends on it. What a process
/// does not know of (tails left by a crash, or by another process) is found when a store opens.</remarks>
internal sealed partial class MetricSealing : IAsyncDisposable
{
    /// <summary>Points in a tail before it is sealed. A read of one series skips the others in the tail, about 2 ms at this size;
    /// each sealing rewrites the last block of each series, so that fewer points write more: at 16,384 a hot run of 80 series took a
    /// quarter fewer batches of 1,000 a second.</summary>
    internal const int MaxTailPoints = 65_536;

    /// <summary>Rows in a tail before it is sealed: a run that logs one point a commit would else be read row by row.</summary>
    internal const int MaxTailRows = 256;

    /// <summary>Runs with short series only that are stored together. One after the other, each would wait for a commit: of 3,800 runs that
    /// clients logged a second, 550 were sealed.</summary>
    private const int MaxTogether = 64;

    /// <summary>A tail that has not grown for so long is sealed.</summary>
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

    /// <summary>Told after each run that was sealed.</summary>
    public event Action<long>? Sealed;

    /// <summary>Finds the tails that are there already and begins to work.</summary>
    public async Task StartAsync(ReaderPool readers, CancellationToken cancellationToken)
    {
        var left = await readers.ReadAsync(
            async session =>
            {
                var runs = new List<long>();
                var reader = await session.QueryAsync("SELECT DISTINCT run FROM metric_tail", cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        runs.Add(reader.GetInt64(0));
                }

                return runs;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var run in left)
            _tails.TryAdd(run, new Tail(0, 0, _time.GetTimestamp()));
        _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Asks for a run's tail to be sealed soon, for example since the run has ended.</summary>
    public void SealSoon(long run)
    {
        if (_tails.TryRemove(run, out _))
            _due.Writer.TryWrite(run);
    }

    /// <summary>Stops. Tails that remain are sealed when the store is opened again.</summary>
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
            // Asked to stop.
        }
    }

    /// <summary>Seals runs that are due: plans one after the other, since readers are for those who ask, and stores those without long
    /// series together. Long series are stored alone, as their slices would add up in one transaction.</summary>
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

    /// <summary>A run whose sealing fails comes up again.</summary>
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
