using System.Collections.Concurrent;

namespace Leat.Storage.Files;

/// <summary>Decides when the files of many things are compared: each time where that is quick; else in the background, so that it takes at most a
/// twentieth of the time.</summary>
internal sealed class ScanPace(TimeProvider clock) : IAsyncDisposable
{
    /// <summary>A search may wait so long for a comparison.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(50);

    /// <summary>So few things are always compared at once, however busy the machine is.</summary>
    private const int Few = 500;

    private const int Share = 20;

    private readonly ConcurrentDictionary<string, Scans> _scans = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Compares, or sees to it that it is done.</summary>
    /// <param name="what">Which things.</param>
    /// <param name="scan">Compares them; is told how often it was done before, and tells how many there are.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task EnsureAsync(string what, Func<int, CancellationToken, Task<int>> scan, CancellationToken cancellationToken)
    {
        var scans = _scans.GetOrAdd(what, _ => new Scans());
        if (scans.Count > 0 && scans.Cost > Quick && scans.Things > Few)
        {
            if (clock.GetElapsedTime(scans.Ended) > scans.Cost * Share && scans.Gate.Wait(0, CancellationToken.None))
                scans.Running = Task.Run(() => RunAsync(scans, scan, _closing.Token), CancellationToken.None);
            return;
        }

        var asked = clock.GetTimestamp();
        await scans.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (scans.Count > 0 && scans.Began >= asked)
        {
            // What another call began after this one was asked for is new enough.
            scans.Gate.Release();
            return;
        }

        await RunAsync(scans, scan, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (var scans in _scans.Values)
        {
            try
            {
                await scans.Running.ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or UnauthorizedAccessException or Core.LeatException)
            {
                // What a comparison in the background could not do, the next one tries again.
            }
        }

        _closing.Dispose();
    }

    private async Task RunAsync(Scans scans, Func<int, CancellationToken, Task<int>> scan, CancellationToken cancellationToken)
    {
        try
        {
            scans.Began = clock.GetTimestamp();
            scans.Things = await scan(scans.Count, cancellationToken).ConfigureAwait(false);
            scans.Ended = clock.GetTimestamp();
            scans.Cost = scans.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(scans.Began, scans.Ended);
            scans.Count++;
        }
        finally
        {
            scans.Gate.Release();
        }
    }

    private sealed class Scans
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Task Running { get; set; } = Task.CompletedTask;

        public int Count { get; set; }

        public int Things { get; set; }

        public long Began { get; set; }

        public long Ended { get; set; }

        public TimeSpan Cost { get; set; }
    }
}
