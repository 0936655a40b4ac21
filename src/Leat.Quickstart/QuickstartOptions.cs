namespace Leat.Quickstart;

/// <summary>What a quickstart trains and where it logs.</summary>
public sealed record QuickstartOptions
{
    /// <summary>The data sets that come with Leat: <c>digits</c>, <c>wine</c>, <c>iris</c>, <c>breast_cancer</c>.</summary>
    public static IReadOnlyList<string> Datasets { get; } = ["digits", "wine", "iris", "breast_cancer"];

    /// <summary>One of <see cref="Datasets"/>.</summary>
    public string Dataset { get; init; } = "digits";

    /// <summary>Parts of the cross-validation, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the folds and of all trainings: the same seed gives the same figures.</summary>
    public int Seed { get; init; } = 42;
}
