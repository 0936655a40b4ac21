using System.Diagnostics.CodeAnalysis;

namespace Leat.Core;

/// <summary>A valid request to make a review queue.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The name in MLflow's protocol, and it is a queue.")]
public sealed record NewReviewQueue
{
    private NewReviewQueue(ReviewQueue queue) => Queue = queue;

    /// <summary>What is made, without an id and times.</summary>
    public ReviewQueue Queue { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <param name="queue">The queue; its id and times are ignored. That of a user has exactly that user, and no schemas; another may not be called
    /// <c>default</c>.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a name, user or schema that is not allowed.</exception>
    public static NewReviewQueue Create(ReviewQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var name = ReviewQueueRules.CheckName("name", queue.Name);
        var users = ReviewQueueRules.CheckUsers(queue.Users);
        var schemas = ReviewQueueRules.CheckSchemas(queue.SchemaIds);
        if (queue.Type == ReviewQueueType.User && (schemas.Count > 0 || users is not [var user] || user != name))
            throw LeatException.InvalidParameter("A review queue of type USER has exactly one user, whose name it has, and no schemas.");
        if (queue.Type == ReviewQueueType.Custom && name.Equals(ReviewQueueRules.DefaultName, StringComparison.OrdinalIgnoreCase))
            throw LeatException.InvalidParameter($"The name '{ReviewQueueRules.DefaultName}' is reserved: a review queue of type CUSTOM may not have it.");
        return new NewReviewQueue(queue with
        {
            QueueId = "",
            Users = users,
            SchemaIds = schemas,
            CreatedBy = string.IsNullOrEmpty(queue.CreatedBy) ? null : ReviewQueueRules.CheckName("created_by", queue.CreatedBy),
        });
    }

    /// <summary>The request for a user's own queue.</summary>
    public static NewReviewQueue OfUser(string experimentId, string user, string? createdBy) =>
        Create(new ReviewQueue("", experimentId, ReviewQueueRules.CheckName("user", user), ReviewQueueType.User, 0, 0) { Users = [user], CreatedBy = createdBy });
}

/// <summary>A valid request to change a review queue; null values are left unchanged.</summary>
public sealed record ReviewQueueUpdate
{
    private ReviewQueueUpdate()
    {
    }

    /// <summary>Who reviews now.</summary>
    public IReadOnlyList<string>? Users { get; private init; }

    /// <summary>The label schemas that reviewers answer now.</summary>
    public IReadOnlyList<string>? SchemaIds { get; private init; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a user or schema that is not allowed.</exception>
    public static ReviewQueueUpdate Create(IReadOnlyList<string>? users = null, IReadOnlyList<string>? schemaIds = null) => new()
    {
        Users = users is null ? null : ReviewQueueRules.CheckUsers(users),
        SchemaIds = schemaIds is null ? null : ReviewQueueRules.CheckSchemas(schemaIds),
    };
}
