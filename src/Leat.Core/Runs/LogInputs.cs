namespace Leat.Core;

/// <summary>A valid request to link datasets and models to a run.</summary>
public sealed record LogInputs
{
    private LogInputs(string runId, IReadOnlyList<DatasetInput> datasets)
    {
        RunId = runId;
        Datasets = datasets;
    }

    /// <summary>The run; it must exist and be active.</summary>
    public string RunId { get; }

    /// <summary>Each (name, digest) once: if it occurs more than once, only the first is kept.</summary>
    public IReadOnlyList<DatasetInput> Datasets { get; }

    /// <summary>Ids of models that the run used. They need not exist.</summary>
    public IReadOnlyList<string> ModelIds { get; private init; } = [];

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a value over its limit.</exception>
    public static LogInputs Create(
        string runId, IReadOnlyList<DatasetInput>? datasets = null, IReadOnlyList<string>? modelIds = null)
    {
        RunRules.CheckRunId(runId);
        foreach (var modelId in modelIds ?? [])
            RunRules.CheckLinkedModelId(modelId);
        return new LogInputs(runId, DatasetRules.Check(datasets ?? [])) { ModelIds = modelIds ?? [] };
    }
}
