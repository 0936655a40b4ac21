namespace Leat.Architecture.Tests.Layers;

/// <summary>The order of the folders of a project, the lowest first: a folder uses only those before it. Another order is a decision,
/// taken here.</summary>
internal static class AllowedLayers
{
    /// <summary>The projects whose folders are in order. An empty name stands for files at the top.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Projects { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Leat.Core"] =
        [
            "Errors", "Callers",
            // Rules of text and numbers, and the values that everything shares.
            "Validation", "Values",
            "Artifacts", "Metrics",
            // The language; which attributes a resource has stands with the resource.
            "Search",
            "Datasets", "Runs", "Experiments", "Models", "Registry", "Assessments", "Traces", "Scorers", "EvaluationDatasets", "Webhooks",
            "Upkeep",
            // What knows every resource.
            "Stores", "Changes",
        ],
    };
}
