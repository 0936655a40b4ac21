using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A review queue as it travels.</summary>
/// <param name="QueueId">Its id.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Unique in the experiment, whatever the case of its letters.</param>
/// <param name="QueueType">Whose it is.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreationTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
/// <param name="Users">Who reviews; left out when there is nobody.</param>
/// <param name="SchemaIds">The label schemas that they answer; left out when there are none.</param>
internal sealed record ReviewQueueMessage(
    string? QueueId,
    string? ExperimentId,
    string? Name,
    [property: WireEnum(nameof(EnumNames.ReviewQueueType))] string? QueueType,
    [property: MayBeLeftOut] string? CreatedBy,
    long? CreationTimeMs,
    long? LastUpdateTimeMs,
    IReadOnlyList<string>? Users,
    IReadOnlyList<string>? SchemaIds)
{
    public static ReviewQueueMessage From(ReviewQueue queue) => new(
        queue.QueueId,
        queue.ExperimentId,
        queue.Name,
        EnumNames.ReviewQueueType.NameOf((long)queue.Type),
        queue.CreatedBy,
        queue.CreatedTimeMs,
        queue.LastUpdateTimeMs,
        queue.Users.NullIfEmpty(),
        queue.SchemaIds.NullIfEmpty());

    public ReviewQueue ToEntity() => new(
        Answers.Require(QueueId, "queue_id"),
        ExperimentId ?? "",
        Name ?? "",
        (ReviewQueueType)EnumNames.ReviewQueueType.NumberOf(Answers.Require(QueueType, "queue_type")),
        CreationTimeMs ?? 0,
        LastUpdateTimeMs ?? 0)
    {
        CreatedBy = CreatedBy,
        Users = Users ?? [],
        SchemaIds = SchemaIds ?? [],
    };
}

/// <summary>Answer of the calls that return one review queue.</summary>
/// <param name="ReviewQueue">The queue as it is now.</param>
internal sealed record ReviewQueueResponse(ReviewQueueMessage? ReviewQueue)
{
    /// <summary>The answer.</summary>
    public static ReviewQueueResponse From(ReviewQueue queue) => new(ReviewQueueMessage.From(queue));

    public ReviewQueue ToEntity() => Answers.Require(ReviewQueue, "review_queue").ToEntity();
}

/// <summary>Body of <c>POST /api/3.0/mlflow/review-queues/create</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Unique in the experiment, whatever the case of its letters; not default if the queue is CUSTOM.</param>
/// <param name="QueueType">Whose it is. That of a user has one user, its name, and no schemas.</param>
/// <param name="CreatedBy">Who makes it.</param>
/// <param name="Users">Who reviews.</param>
/// <param name="SchemaIds">The label schemas that they answer.</param>
internal sealed record CreateReviewQueueRequest(
    string? ExperimentId,
    string? Name,
    [property: WireEnum(nameof(EnumNames.ReviewQueueType))] string? QueueType,
    string? CreatedBy = null,
    IReadOnlyList<string>? Users = null,
    IReadOnlyList<string>? SchemaIds = null) : IWireRequest<CreateReviewQueueRequest>
{
    public static CreateReviewQueueRequest Decode(WireFields fields)
    {
        fields.RequireAll("queue_type");
        return new CreateReviewQueueRequest(
            fields.RequireString("experiment_id"),
            fields.RequireString("name"),
            fields.GetEnum("queue_type", EnumNames.ReviewQueueType),
            fields.GetString("created_by"),
            fields.GetStrings("users"),
            fields.GetStrings("schema_ids"));
    }

    public static CreateReviewQueueRequest From(NewReviewQueue request)
    {
        var queue = request.Queue;
        return new(
            queue.ExperimentId, queue.Name, EnumNames.ReviewQueueType.NameOf((long)queue.Type), queue.CreatedBy, queue.Users.NullIfEmpty(),
            queue.SchemaIds.NullIfEmpty());
    }

    public NewReviewQueue ToCommand() => NewReviewQueue.Create(
        new ReviewQueue("", ExperimentId!, Name!, (ReviewQueueType)EnumNames.ReviewQueueType.NumberOf(QueueType!), 0, 0)
        {
            CreatedBy = CreatedBy,
            Users = Users ?? [],
            SchemaIds = SchemaIds ?? [],
        });
}

/// <summary>Body of <c>POST /api/3.0/mlflow/review-queues/get-or-create-user</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="User">Whose queue.</param>
/// <param name="CreatedBy">Who makes it, if it is not there.</param>
internal sealed record GetOrCreateUserReviewQueueRequest(string? ExperimentId, string? User, string? CreatedBy = null)
    : IWireRequest<GetOrCreateUserReviewQueueRequest>
{
    public static GetOrCreateUserReviewQueueRequest Decode(WireFields fields) =>
        new(fields.RequireString("experiment_id"), fields.RequireString("user"), fields.GetString("created_by"));

    public NewReviewQueue ToCommand() => NewReviewQueue.OfUser(ExperimentId!, User!, CreatedBy);
}

/// <summary>Query of <c>GET /api/3.0/mlflow/review-queues/get</c>.</summary>
/// <param name="QueueId">Which queue.</param>
internal sealed record GetReviewQueueRequest(string? QueueId) : IWireRequest<GetReviewQueueRequest>
{
    public static GetReviewQueueRequest Decode(WireFields fields) => new(fields.RequireString("queue_id"));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/review-queues/get-by-name</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Its name, in any case of its letters.</param>
internal sealed record GetReviewQueueByNameRequest(string? ExperimentId, string? Name) : IWireRequest<GetReviewQueueByNameRequest>
{
    public static GetReviewQueueByNameRequest Decode(WireFields fields) => new(fields.RequireString("experiment_id"), fields.RequireString("name"));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/review-queues/list</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="User">Only those that this user reviews.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record ListReviewQueuesRequest(
    string? ExperimentId,
    string? User = null,
    [property: Limits(1, ReviewQueueRules.MaxPageSize), DefaultValue(ReviewQueueRules.DefaultPageSize)] long? MaxResults = null,
    string? PageToken = null) : IWireRequest<ListReviewQueuesRequest>
{
    public static ListReviewQueuesRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"), fields.GetString("user"), fields.GetInt32("max_results"), fields.GetString("page_token"));
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/review-queues/list</c>.</summary>
/// <param name="ReviewQueues">The newest first; left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record ListReviewQueuesResponse(IReadOnlyList<ReviewQueueMessage>? ReviewQueues, [property: MayBeLeftOut] string? NextPageToken)
{
    public static ListReviewQueuesResponse From(Page<ReviewQueue> page) => new(page.Items.ToMessages(ReviewQueueMessage.From), page.NextPageToken);

    public Page<ReviewQueue> ToPage() => new(ReviewQueues.ToEntities(queue => queue.ToEntity()), Answers.PageToken(NextPageToken));
}

/// <summary>Body of <c>POST /api/3.0/mlflow/review-queues/update</c>. A list counts only with its flag.</summary>
/// <param name="QueueId">Which queue; not a user's own.</param>
/// <param name="UpdateUsers">Whether users counts.</param>
/// <param name="Users">Who reviews now.</param>
/// <param name="UpdateSchemaIds">Whether schema_ids counts.</param>
/// <param name="SchemaIds">The label schemas that they answer now.</param>
internal sealed record UpdateReviewQueueRequest(
    string? QueueId,
    bool? UpdateUsers = null,
    IReadOnlyList<string>? Users = null,
    bool? UpdateSchemaIds = null,
    IReadOnlyList<string>? SchemaIds = null) : IWireRequest<UpdateReviewQueueRequest>
{
    public static UpdateReviewQueueRequest Decode(WireFields fields) => new(
        fields.RequireString("queue_id"),
        fields.GetBool("update_users"),
        fields.GetStrings("users"),
        fields.GetBool("update_schema_ids"),
        fields.GetStrings("schema_ids"));

    public static UpdateReviewQueueRequest From(string queueId, ReviewQueueUpdate update) => new(
        queueId, update.Users is null ? null : true, update.Users, update.SchemaIds is null ? null : true, update.SchemaIds);

    public ReviewQueueUpdate ToCommand() =>
        ReviewQueueUpdate.Create(UpdateUsers == true ? Users ?? [] : null, UpdateSchemaIds == true ? SchemaIds ?? [] : null);
}

/// <summary>Body of <c>POST /api/3.0/mlflow/review-queues/delete</c>.</summary>
/// <param name="QueueId">Which queue.</param>
internal sealed record DeleteReviewQueueRequest(string? QueueId) : IWireRequest<DeleteReviewQueueRequest>
{
    public static DeleteReviewQueueRequest Decode(WireFields fields) => new(fields.RequireString("queue_id"));
}
