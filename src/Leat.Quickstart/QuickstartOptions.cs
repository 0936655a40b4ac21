namespace Leat.Quickstart;

/// <summary>What a quickstart trains, and the experiment it logs to. Immutable.</summary>
public sealed record QuickstartOptions
{
    /// <summary>The data sets included with Leat: <c>digits</c>, <c>wine</c>, <c>iris</c>, <c>breast_cancer</c>.</summary>
    public static IReadOnlyList<string> Datasets { get; } = ["digits", "wine", "iris", "breast_cancer"];

    /// <summary>One of <see cref="Datasets"/>; <c>digits</c> by default.</summary>
    public string Dataset { get; init; } = "digits";

    /// <summary>The experiment to log to, created if it does not exist; null for <c>quickstart-</c> followed by the data set's name.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>Number of cross-validation folds, 2 to 20; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the folds and of all trainings: the same seed gives the same results. 42 by default.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How many folds are trained concurrently, at least 1; null for one per processor. Does not affect the results.</summary>
    public int? Parallelism { get; init; }
}
