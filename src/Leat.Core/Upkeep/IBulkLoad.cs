namespace Leat.Core;

/// <summary>Loads many complete runs at once, as imports and demonstrations do: nothing goes through the tails, and many runs share a
/// transaction. Servers may use the store meanwhile; they write between two loads.</summary>
public interface IBulkLoad
{
    /// <summary>Stores runs with all they logged, in one transaction: all of them or none. The task ends when they are durable.</summary>
    /// <param name="runs">Some hundreds to thousands; what they log is held in memory in its packed form, some 10 bytes a point.
    /// Keys and values must keep to the limits of <see cref="LogBatch"/>.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: a run id is taken.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a run id that cannot be one, or points out of order.</exception>
    Task LoadAsync(IReadOnlyList<BulkRun> runs, CancellationToken cancellationToken = default);
}

/// <summary>A run to load, with its own id, times, status and stage.</summary>
/// <param name="Info">Its attributes. An empty artifact URI is replaced by the usual place below its experiment's location.</param>
public sealed record BulkRun(RunInfo Info)
{
    /// <summary>By key, each once.</summary>
    public IReadOnlyList<Param> Params { get; init; } = [];

    /// <summary>By key, each once.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>By key, each once; those without points are left out.</summary>
    public IReadOnlyList<BulkSeries> Metrics { get; init; } = [];

    /// <summary>When it was deleted, Unix milliseconds UTC; only used for a deleted run.</summary>
    public long? DeletedTimeMs { get; init; }
}

/// <summary>The history of one metric.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Points">By step, then timestamp, then value; repeats are dropped. Enumerated once, and never held in memory as a
/// whole.</param>
public sealed record BulkSeries(string Key, IEnumerable<MetricPoint> Points);
