namespace Leat.Quickstart.Tracking;

/// <summary>Names of tags, and of the contexts in which data sets are used.</summary>
internal static class TrackedTags
{
    /// <summary>MLflow's tag for a description in Markdown.</summary>
    public const string Note = "mlflow.note.content";

    /// <summary>MLflow's tag for what made a run; without it the program's path would stand there.</summary>
    public const string SourceName = "mlflow.source.name";

    /// <summary>On the best run of a quickstart.</summary>
    public const string Best = "quickstart.best";

    public const string Trainer = "trainer";

    public const string Library = "library";

    public const string TrainingContext = "training";
}
