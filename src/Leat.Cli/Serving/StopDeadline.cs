namespace Leat.Cli.Serving;

/// <summary>Ends the process if stopping takes too long, so that a database that no longer answers, or a disk that hangs, does not delay the stop
/// until somebody kills the process.</summary>
/// <remarks>This loses nothing: what was acknowledged is stored, and clients send again what was not.</remarks>
internal sealed class StopDeadline : IDisposable
{
    /// <summary>Counted from the signal. Container managers wait for ten seconds before they kill.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(9);

    private readonly Timer _timer = new(_ => End());
    private CancellationTokenRegistration _stopping;

    /// <summary>Starts counting when the token is cancelled.</summary>
    public void CountFrom(CancellationToken stopping) =>
        _stopping = stopping.Register(() => _timer.Change(Limit, Timeout.InfiniteTimeSpan));

    /// <summary>Everything has ended in time.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        _timer.Dispose();
    }

    private static void End()
    {
        Console.Error.WriteLine($"Stopped without waiting any longer: something did not end within {Limit.TotalSeconds:0} s. What was acknowledged is stored.");
        Environment.Exit(ExitCode.Failed);
    }
}
