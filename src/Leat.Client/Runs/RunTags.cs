namespace Leat.Client;

/// <summary>Tags that MLflow's clients give a meaning.</summary>
internal static class RunTags
{
    public const string User = "mlflow.user";
    public const string SourceName = "mlflow.source.name";
    public const string SourceType = "mlflow.source.type";
    public const string SourceGitCommit = "mlflow.source.git.commit";
    public const string Description = "mlflow.note.content";
    public const string DatasetContext = "mlflow.data.context";

    /// <summary>Why a run failed; Leat's own.</summary>
    public const string Failure = "leat.failure";

    /// <summary>What <see cref="Failure"/> says of an exception.</summary>
    public static string FailureText(Exception exception) => $"{exception.GetType().FullName}: {exception.Message}";
}
