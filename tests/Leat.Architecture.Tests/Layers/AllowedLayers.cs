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
            "Errors", "Memory", "Callers",
            // Rules of text and numbers, and the values that everything shares.
            "Validation", "Values",
            "Artifacts", "Workspaces", "Metrics",
            // The language; which attributes a resource has stands with the resource.
            "Search",
            "Datasets", "Runs", "Experiments", "Tables", "Models", "Registry", "Assessments", "Traces", "Scorers", "EvaluationDatasets", "Webhooks",
            "Issues", "LabelSchemas", "ReviewQueues",
            "Upkeep",
            // What knows every kind of thing that has an id.
            "Resources",
            // What knows every resource.
            "Stores", "Changes",
        ],
        ["Leat.Storage.Sql"] =
        [
            "Options",
            // Tables as the steps make them, rows to be written, and how databases word both.
            "Schema", "Rows", "Syntax",
            "Connections", "Names",
            // Points as bytes, the write queue, and the series and hours of traces that are sealed through it.
            "Points", "Writes", "Metrics", "TraceHours",
            // What is open, for every store above.
            "Database", "Search",
            "Experiments", "Models", "Runs", "Tables", "Datasets", "Registry", "Traces", "Scorers", "Webhooks", "EvaluationDatasets",
            "Issues", "LabelSchemas", "ReviewQueues", "Workspaces", "Histories",
            // What goes through the tables of several stores.
            "Bulk", "Upkeep",
            // The store that is made of all of them.
            "",
        ],
    };
}
