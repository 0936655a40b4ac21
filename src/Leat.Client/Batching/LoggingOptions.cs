namespace Leat.Client;

/// <summary>How logging calls are gathered and sent in the background. Immutable.</summary>
public sealed record LoggingOptions
{
    /// <summary>Most entries (points, params, tags, inputs) that may wait over all runs of a client, at least 1; 100,000
    /// by default (about 6 MB). When as many wait, a logging call blocks until there is room, and
    /// <see cref="LoggingStatistics.Waits"/> counts it.</summary>
    public int QueueCapacity { get; init; } = 100_000;

    /// <summary>The longest an entry waits for company before it is sent; 250 ms by default. A full batch goes at once.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many runs of a client may be sent at the same time, at least 1; 4 by default. One run's entries are
    /// always sent one after the other.</summary>
    public int MaxParallelRuns { get; init; } = 4;

    /// <summary>Most artifacts per run that may wait for their upload after a call that does not wait; 64 by default.</summary>
    public int UploadCapacity { get; init; } = 64;

    /// <summary>How long the end of a run or of a client waits for a store that takes nothing; 2 minutes by default. As long as
    /// entries are being stored, or an artifact is on its way, it waits on.</summary>
    public TimeSpan EndTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest that the end of the process waits for what is not sent yet; 10 s by default, zero for not at all.</summary>
    public TimeSpan ExitTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
