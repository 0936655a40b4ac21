namespace Leat.Core;

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

    /// <summary>What it used, in order. Models need not exist.</summary>
    public RunInputs Inputs { get; init; } = new([]);

    /// <summary>Models it made, in order, each once. They need not exist.</summary>
    public IReadOnlyList<ModelOutput> Outputs { get; init; } = [];

    /// <summary>When it was deleted, Unix milliseconds UTC; only used for a deleted run.</summary>
    public long? DeletedTimeMs { get; init; }
}

/// <summary>The history of one metric.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Points">By step, then timestamp, then value; repeats are dropped. Enumerated once, and never held in memory as a
/// whole.</param>
public sealed record BulkSeries(string Key, IEnumerable<MetricPoint> Points);
