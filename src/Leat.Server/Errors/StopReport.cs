using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>Says in one line how many requests did not end in time when the server stopped.</summary>
internal sealed class StopReport
{
    private readonly TimeSpan _timeout;
    private long _stopping;
    private int _cutOff;

    public StopReport(IHostApplicationLifetime lifetime, TimeSpan timeout, ILogger logger)
    {
        _timeout = timeout;
        lifetime.ApplicationStopping.Register(() => Volatile.Write(ref _stopping, Stopwatch.GetTimestamp()));
        lifetime.ApplicationStopped.Register(() =>
        {
            var count = Volatile.Read(ref _cutOff);
            if (count > 0)
                ServerLog.RequestsCutOff(logger, count, timeout.TotalSeconds);
        });
    }

    /// <summary>Counts a request whose connection broke, if it broke because the time to stop was over. The host's clock starts a
    /// little before ours.</summary>
    public void Count()
    {
        var stopping = Volatile.Read(ref _stopping);
        if (stopping != 0 && Stopwatch.GetElapsedTime(stopping) >= 0.9 * _timeout)
            Interlocked.Increment(ref _cutOff);
    }
}
