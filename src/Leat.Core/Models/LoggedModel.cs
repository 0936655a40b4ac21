namespace Leat.Core;

/// <summary>How far a logged model has come. Numbers follow MLflow's protocol; any status may follow any other.</summary>
public enum LoggedModelStatus
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Created; its files may still be on their way.</summary>
    Pending = 1,

    /// <summary>Complete.</summary>
    Ready = 2,

    /// <summary>Its files could not be stored.</summary>
    UploadFailed = 3,
}

/// <summary>Wire forms of <see cref="LoggedModelStatus"/>.</summary>
public static class LoggedModelStatuses
{
    private static readonly string[] WireNames =
        ["LOGGED_MODEL_STATUS_UNSPECIFIED", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"];

    /// <summary>The name on the wire, for example <c>LOGGED_MODEL_READY</c>.</summary>
    public static string WireName(this LoggedModelStatus status) => WireNames[(int)status];

    /// <summary>The status with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out LoggedModelStatus status)
    {
        var index = Array.IndexOf(WireNames, wireName);
        status = (LoggedModelStatus)Math.Max(index, 0);
        return index >= 0;
    }
}

/// <summary>A model that training code made: metadata, where its files lie, and what was measured on it.</summary>
/// <param name="ModelId"><c>m-</c> and 32 lower-case hex digits when Leat drew it.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="Name">Need not be unique.</param>
/// <param name="ArtifactUri">Where its files lie.</param>
/// <param name="CreationTimestampMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestampMs">Unix milliseconds, UTC. Moves with the status.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="ModelType">As the client sent it; may be empty.</param>
/// <param name="SourceRunId">The run that made it; may be empty.</param>
/// <param name="Tags">By key.</param>
/// <param name="Params">Write-once, by key.</param>
/// <param name="Metrics">Every value logged with this model, of any run.</param>
public sealed record LoggedModel(
    string ModelId,
    string ExperimentId,
    string Name,
    string ArtifactUri,
    long CreationTimestampMs,
    long LastUpdatedTimestampMs,
    LoggedModelStatus Status,
    string ModelType,
    string SourceRunId,
    IReadOnlyList<Tag> Tags,
    IReadOnlyList<Param> Params,
    IReadOnlyList<ModelMetric> Metrics);

/// <summary>A value measured on a model.</summary>
/// <param name="RunId">The run that logged it.</param>
/// <param name="Metric">The point, with its link.</param>
public sealed record ModelMetric(string RunId, Metric Metric);

/// <summary>A model that a run made.</summary>
/// <param name="ModelId">The logged model.</param>
/// <param name="Step">At which step of training.</param>
public readonly record struct ModelOutput(string ModelId, long Step);
