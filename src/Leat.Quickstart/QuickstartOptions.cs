namespace Leat.Quickstart;

/// <summary>What a quickstart trains and under which experiment it logs. Immutable.</summary>
public sealed record QuickstartOptions
{
    /// <summary>The data sets that come with Leat: <c>digits</c>, <c>wine</c>, <c>iris</c>, <c>breast_cancer</c>.</summary>
    public static IReadOnlyList<string> Datasets { get; } = ["digits", "wine", "iris", "breast_cancer"];

    /// <summary>One of <see cref="Datasets"/>; <c>digits</c> by default.</summary>
    public string Dataset { get; init; } = "digits";

    /// <summary>The experiment to log in, created if there is none; null for <c>quickstart-</c> and the data set's name.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>Parts of the cross-validation, from 2 to 20; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the folds and of all trainings: the same seed gives the same figures. 42 by default.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How many folds are trained at the same time, at least 1; null for one per processor. Changes no figure.</summary>
    public int? Parallelism { get; init; }
}
