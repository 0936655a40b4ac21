using System.Diagnostics.CodeAnalysis;

namespace Leat.Core;

/// <summary>Traces that await review.</summary>
/// <param name="QueueId"><c>rq-</c> and 32 hexadecimal digits.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Unique in the experiment, whatever the case of its letters.</param>
/// <param name="Type">Whose it is.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The name in MLflow's protocol, and it is a queue.")]
public sealed record ReviewQueue(
    string QueueId, string ExperimentId, string Name, ReviewQueueType Type, long CreatedTimeMs, long LastUpdateTimeMs)
{
    /// <summary>Who made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Who reviews.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>The label schemas that reviewers answer.</summary>
    public IReadOnlyList<string> SchemaIds { get; init; } = [];
}

/// <summary>Whose a review queue is. Numbers follow MLflow's protocol.</summary>
public enum ReviewQueueType
{
    /// <summary>One user's, whose name it has.</summary>
    User = 1,

    /// <summary>One that people have made.</summary>
    Custom = 2,
}

/// <summary>A trace in a review queue.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="ItemId">The trace.</param>
/// <param name="Status">Whether it has been reviewed.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
public sealed record ReviewQueueItem(string QueueId, string ItemId, ReviewStatus Status, long CreatedTimeMs, long LastUpdateTimeMs)
{
    /// <summary>Who has reviewed it; null while nobody has.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>When: Unix milliseconds, UTC; null while nobody has.</summary>
    public long? CompletedTimeMs { get; init; }
}

/// <summary>Whether a trace has been reviewed. Numbers follow MLflow's protocol.</summary>
public enum ReviewStatus
{
    /// <summary>Not yet.</summary>
    Pending = 1,

    /// <summary>Yes.</summary>
    Complete = 2,

    /// <summary>A reviewer would not.</summary>
    Declined = 3,
}
