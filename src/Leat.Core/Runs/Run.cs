namespace Leat.Core;

/// <summary>One execution of training code with all that was logged, metrics by their latest value.</summary>
/// <param name="Info">Who, when, how far.</param>
/// <param name="Data">Latest metrics, params, tags.</param>
/// <param name="Inputs">Datasets it used.</param>
public sealed record Run(RunInfo Info, RunData Data, RunInputs Inputs)
{
    /// <summary>Models it made, in the order they were logged.</summary>
    public IReadOnlyList<ModelOutput> Outputs { get; init; } = [];
}

/// <summary>Attributes of a run.</summary>
/// <param name="RunId">32 lower-case hex digits when Leat drew it; imports may bring other forms.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="RunName">Need not be unique.</param>
/// <param name="UserId">As the client sent it; may be empty.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="StartTimeMs">Unix milliseconds, UTC, as the client sent it; 0 if it did not.</param>
/// <param name="EndTimeMs">Unix milliseconds, UTC; null until the client sends it.</param>
/// <param name="ArtifactUri">Where its artifacts lie.</param>
/// <param name="LifecycleStage">Active or deleted.</param>
public sealed record RunInfo(
    string RunId,
    string ExperimentId,
    string RunName,
    string UserId,
    RunStatus Status,
    long StartTimeMs,
    long? EndTimeMs,
    string ArtifactUri,
    LifecycleStage LifecycleStage);

/// <summary>What a run logged.</summary>
/// <param name="Metrics">The latest point of each key: largest step, then timestamp, then value.</param>
/// <param name="Params">Write-once, by key.</param>
/// <param name="Tags">By key.</param>
public sealed record RunData(IReadOnlyList<Metric> Metrics, IReadOnlyList<Param> Params, IReadOnlyList<Tag> Tags);

/// <summary>What a run used.</summary>
/// <param name="Datasets">In the order they were logged.</param>
public sealed record RunInputs(IReadOnlyList<DatasetInput> Datasets)
{
    /// <summary>Ids of models it used, in the order they were logged.</summary>
    public IReadOnlyList<string> ModelIds { get; init; } = [];
}

/// <summary>An input of a run, written once.</summary>
/// <param name="Key">Case-sensitive.</param>
/// <param name="Value">May be empty.</param>
public readonly record struct Param(string Key, string Value);
