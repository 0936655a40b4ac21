namespace Leat.Client;

/// <summary>What a run is started with, beside its name. Immutable.</summary>
public sealed record RunOptions
{
    /// <summary>A run to resume instead of creating a new one; it becomes RUNNING again.</summary>
    public string? RunId { get; init; }

    /// <summary>The experiment of a new run; null for the active one.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>The run that a new run belongs to; kept in the tag <c>mlflow.parentRunId</c>.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>What the run is about, in Markdown; kept in the tag <c>mlflow.note.content</c>.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to set at the start; they override those from the environment.</summary>
    public IEnumerable<KeyValuePair<string, string>>? Tags { get; init; }

    /// <summary>When a new run began; null for now.</summary>
    public DateTimeOffset? StartTime { get; init; }
}
