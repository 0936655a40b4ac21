namespace Leat.Client;

/// <summary>How often and after which waits a call is sent again.</summary>
internal sealed class RetryPolicy(HttpStoreOptions options, Random random)
{
    /// <summary>As in MLflow's clients.</summary>
    private const int DefaultRetries = 7;

    /// <summary>For a server that never answered: more likely a wrong address than an outage.</summary>
    private const int RetriesOfFirstContact = 2;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(120);

    public RetryPolicy(HttpStoreOptions options)
        : this(options, Random.Shared)
    {
    }

    public int MaxRetries(bool contacted) =>
        options.MaxRetries ?? (contacted ? DefaultRetries : RetriesOfFirstContact);

    /// <summary>The wait before retry number <paramref name="retry"/>, counted from 1.</summary>
    public TimeSpan Wait(int retry, TimeSpan? retryAfter)
    {
        if (options.RespectRetryAfter && retryAfter is { } asked && asked >= TimeSpan.Zero)
            return asked < LongestWait ? asked : LongestWait;
#pragma warning disable CA5394 // Spreads clients over time; nothing secret depends on it.
        var seconds = options.BackoffFactor * Math.Pow(2, retry - 1) + options.BackoffJitter * random.NextDouble();
#pragma warning restore CA5394
        return seconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWait;
    }
}
