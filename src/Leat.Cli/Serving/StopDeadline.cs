namespace Leat.Cli.Serving;

/// <summary>Ends the process if stopping takes too long: a database that no longer answers, or a disk that hangs, must not keep whoever stops
/// the server waiting until it is killed.</summary>
/// <remarks>Nothing is lost by it: what was acknowledged is stored, and what was not is sent again by clients.</remarks>
internal sealed class StopDeadline : IDisposable
{
    /// <summary>From the signal on. Container managers wait for ten seconds before they kill.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(9);

    private readonly Timer _timer = new(_ => End());
    private CancellationTokenRegistration _stopping;

    /// <summary>Counts from when the token is cancelled.</summary>
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
