namespace Leat.Client;

/// <summary>How logging calls are gathered and sent in the background. Immutable.</summary>
public sealed record LoggingOptions
{
    /// <summary>The most entries (points, params, tags, inputs) that may wait over all runs of a client, at least 1;
    /// 100,000 by default (about 6 MB). When the queue is full, a logging call blocks until there is room, and
    /// <see cref="LoggingStatistics.Waits"/> counts it.</summary>
    public int QueueCapacity { get; init; } = 100_000;

    /// <summary>The longest an entry waits for others to fill its batch; 250 ms by default. A full batch is sent at once.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many runs of a client may be sent at the same time, at least 1; 4 by default. One run's entries are
    /// always sent one after the other.</summary>
    public int MaxParallelRuns { get; init; } = 4;

    /// <summary>The most artifacts per run that may wait to be uploaded in the background; 64 by default.</summary>
    public int UploadCapacity { get; init; } = 64;

    /// <summary>How long ending a run or closing a client waits for a store that accepts nothing; 2 minutes by default. As
    /// long as entries are being stored or an artifact is being uploaded, it keeps waiting.</summary>
    public TimeSpan EndTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest that the end of the process waits for unsent entries; 10 s by default, zero not to wait at all.</summary>
    public TimeSpan ExitTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
