namespace Leat.Core;

/// <summary>A valid request to say whether a trace in a queue has been reviewed.</summary>
public sealed record ReviewChange
{
    private ReviewChange(string queueId, string itemId, ReviewStatus status, string? completedBy)
    {
        QueueId = queueId;
        ItemId = itemId;
        Status = status;
        CompletedBy = completedBy;
    }

    /// <summary>The queue.</summary>
    public string QueueId { get; }

    /// <summary>The trace.</summary>
    public string ItemId { get; }

    /// <summary>Whether it has been reviewed.</summary>
    public ReviewStatus Status { get; }

    /// <summary>By whom; null if it has not.</summary>
    public string? CompletedBy { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: somebody has reviewed it, but not who; or nobody has, but
    /// somebody is named.</exception>
    public static ReviewChange Create(string queueId, string itemId, ReviewStatus status, string? completedBy)
    {
        if (status == ReviewStatus.Pending && !string.IsNullOrEmpty(completedBy))
            throw LeatException.InvalidParameter("'completed_by' must not be set with the status PENDING.");
        return new ReviewChange(
            queueId, itemId, status, status == ReviewStatus.Pending ? null : ReviewQueueRules.CheckName("completed_by", completedBy));
    }
}
