namespace Leat.Core;

/// <summary>A valid request to link datasets to a run.</summary>
public sealed record LogInputs
{
    private LogInputs(string runId, IReadOnlyList<DatasetInput> datasets)
    {
        RunId = runId;
        Datasets = datasets;
    }

    /// <summary>Which run; it must exist and be active.</summary>
    public string RunId { get; }

    /// <summary>Of equal (name, digest) only the first.</summary>
    public IReadOnlyList<DatasetInput> Datasets { get; }

    /// <summary>Checks and makes a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a value over its limit.</exception>
    public static LogInputs Create(string runId, IReadOnlyList<DatasetInput>? datasets = null)
    {
        RunRules.CheckRunId(runId);
        return new LogInputs(runId, DatasetRules.Check(datasets ?? []));
    }
}
