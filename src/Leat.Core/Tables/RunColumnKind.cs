namespace Leat.Core;

/// <summary>What a column of a table of runs shows.</summary>
public enum RunColumnKind
{
    /// <summary>The name. A text.</summary>
    RunName,

    /// <summary>The status by its wire name. A text.</summary>
    Status,

    /// <summary>Unix milliseconds, UTC.</summary>
    StartTime,

    /// <summary>Unix milliseconds, UTC; null until the client has said it.</summary>
    EndTime,

    /// <summary>Milliseconds from start to end; null until both are known.</summary>
    Duration,

    /// <summary>Who made the run. A text.</summary>
    UserId,

    /// <summary>The experiment's id. A text.</summary>
    ExperimentId,

    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    LifecycleStage,

    /// <summary>Where the run's files lie. A text.</summary>
    ArtifactUri,

    /// <summary>How many runs of the same experiment, in the table's view, name the run as their parent.</summary>
    Children,

    /// <summary>The id of the parent run, as the tag <c>mlflow.parentRunId</c> has it. A text.</summary>
    Parent,

    /// <summary>The datasets that the run used.</summary>
    Datasets,

    /// <summary>The first line of the run's note that is not blank, shortened. A text.</summary>
    Note,

    /// <summary>A metric: a part of what is known of it.</summary>
    Metric,

    /// <summary>A param. A text.</summary>
    Param,

    /// <summary>A tag. A text.</summary>
    Tag,
}
