namespace Leat.Quickstart.Tracking;

/// <summary>Tag names, and the contexts in which data sets are used.</summary>
internal static class TrackedTags
{
    /// <summary>MLflow's tag for a Markdown description.</summary>
    public const string Note = "mlflow.note.content";

    /// <summary>MLflow's tag for the source of a run; without it, the program's path would appear there.</summary>
    public const string SourceName = "mlflow.source.name";

    /// <summary>Marks the best run of a quickstart.</summary>
    public const string Best = "quickstart.best";

    public const string Trainer = "trainer";

    public const string Library = "library";

    public const string TrainingContext = "training";
}
