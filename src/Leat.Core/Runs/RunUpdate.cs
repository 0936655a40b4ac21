namespace Leat.Core;

/// <summary>A change to a run's attributes. Null values are left unchanged.</summary>
/// <param name="RunId">The run; it must be active.</param>
public sealed record RunUpdate(string RunId)
{
    /// <summary>The new status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Unix milliseconds, UTC; 0 says that it has not ended.</summary>
    public long? EndTimeMs { get; init; }

    /// <summary>The new name, also written to the tag <c>mlflow.runName</c>; an empty one is ignored.</summary>
    public string? RunName { get; init; }
}
