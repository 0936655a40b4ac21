using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A trace in a review queue as it travels.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="ItemType">What is reviewed: a trace.</param>
/// <param name="ItemId">Which trace.</param>
/// <param name="Status">Whether it has been reviewed.</param>
/// <param name="CompletedBy">Who has reviewed it; left out while nobody has.</param>
/// <param name="CompletedTimeMs">When: Unix milliseconds, UTC; left out while nobody has.</param>
/// <param name="CreationTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
internal sealed record ReviewQueueItemMessage(
    string? QueueId,
    [property: WireEnum(nameof(EnumNames.ReviewItemType))] string? ItemType,
    string? ItemId,
    [property: WireEnum(nameof(EnumNames.ReviewStatus))] string? Status,
    [property: MayBeLeftOut] string? CompletedBy,
    [property: MayBeLeftOut] long? CompletedTimeMs,
    long? CreationTimeMs,
    long? LastUpdateTimeMs)
{
    public static ReviewQueueItemMessage From(ReviewQueueItem item) => new(
        item.QueueId,
        EnumNames.ReviewItemType.All[0],
        item.ItemId,
        EnumNames.ReviewStatus.NameOf((long)item.Status),
        item.CompletedBy,
        item.CompletedTimeMs,
        item.CreatedTimeMs,
        item.LastUpdateTimeMs);

    public ReviewQueueItem ToEntity() => new(
        Answers.Require(QueueId, "queue_id"),
        Answers.Require(ItemId, "item_id"),
        (ReviewStatus)EnumNames.ReviewStatus.NumberOf(Answers.Require(Status, "status")),
        CreationTimeMs ?? 0,
        LastUpdateTimeMs ?? 0)
    {
        CompletedBy = CompletedBy,
        CompletedTimeMs = CompletedTimeMs,
    };
}

/// <summary>Body of <c>POST /api/3.0/mlflow/review-queues/items/add</c>.</summary>
/// <param name="QueueId">Which queue.</param>
/// <param name="ItemIds">Which traces.</param>
/// <param name="ItemType">What they are: traces.</param>
internal sealed record AddReviewQueueItemsRequest(
    string? QueueId,
    [property: Limits(most: ReviewQueueRules.MaxEntries)] IReadOnlyList<string>? ItemIds,
    [property: WireEnum(nameof(EnumNames.ReviewItemType))] string? ItemType = null) : IWireRequest<AddReviewQueueItemsRequest>
{
    public static AddReviewQueueItemsRequest Decode(WireFields fields) => new(
        fields.RequireString("queue_id"), fields.RequireStrings("item_ids"), fields.GetEnum("item_type", EnumNames.ReviewItemType));
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/review-queues/items/add</c>.</summary>
/// <param name="Items">In the order asked for.</param>
internal sealed record AddReviewQueueItemsResponse(IReadOnlyList<ReviewQueueItemMessage>? Items)
{
    /// <summary>The answer.</summary>
    public static AddReviewQueueItemsResponse From(IReadOnlyList<ReviewQueueItem> items) => new(items.ToMessages(ReviewQueueItemMessage.From));

    public IReadOnlyList<ReviewQueueItem> ToEntities() => Items.ToEntities(item => item.ToEntity());
}

/// <summary>Body of <c>POST /api/3.0/mlflow/review-queues/items/remove</c>.</summary>
/// <param name="QueueId">Which queue.</param>
/// <param name="ItemIds">Which traces.</param>
/// <param name="ItemType">What they are: traces.</param>
internal sealed record RemoveReviewQueueItemsRequest(
    string? QueueId,
    [property: Limits(most: ReviewQueueRules.MaxEntries)] IReadOnlyList<string>? ItemIds,
    [property: WireEnum(nameof(EnumNames.ReviewItemType))] string? ItemType = null) : IWireRequest<RemoveReviewQueueItemsRequest>
{
    public static RemoveReviewQueueItemsRequest Decode(WireFields fields) => new(
        fields.RequireString("queue_id"), fields.RequireStrings("item_ids"), fields.GetEnum("item_type", EnumNames.ReviewItemType));
}

/// <summary>Query of <c>GET /api/3.0/mlflow/review-queues/items/list</c>.</summary>
/// <param name="QueueId">Which queue.</param>
/// <param name="Status">Only those with this status.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record ListReviewQueueItemsRequest(
    string? QueueId,
    [property: WireEnum(nameof(EnumNames.ReviewStatus))] string? Status = null,
    [property: Limits(1, ReviewQueueRules.MaxPageSize), DefaultValue(ReviewQueueRules.DefaultPageSize)] long? MaxResults = null,
    string? PageToken = null) : IWireRequest<ListReviewQueueItemsRequest>
{
    public static ListReviewQueueItemsRequest Decode(WireFields fields) => new(
        fields.RequireString("queue_id"),
        fields.GetEnum("status", EnumNames.ReviewStatus),
        fields.GetInt32("max_results"),
        fields.GetString("page_token"));

    public ReviewStatus? ToStatus() => Status is null ? null : (ReviewStatus)EnumNames.ReviewStatus.NumberOf(Status);
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/review-queues/items/list</c>.</summary>
/// <param name="Items">The oldest first; left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record ListReviewQueueItemsResponse(IReadOnlyList<ReviewQueueItemMessage>? Items, [property: MayBeLeftOut] string? NextPageToken)
{
    public static ListReviewQueueItemsResponse From(Page<ReviewQueueItem> page) => new(page.Items.ToMessages(ReviewQueueItemMessage.From), page.NextPageToken);

    public Page<ReviewQueueItem> ToPage() => new(Items.ToEntities(item => item.ToEntity()), Answers.PageToken(NextPageToken));
}

/// <summary>Body of <c>POST /api/3.0/mlflow/review-queues/items/set-status</c>.</summary>
/// <param name="QueueId">Which queue.</param>
/// <param name="ItemId">Which trace.</param>
/// <param name="Status">Whether it has been reviewed.</param>
/// <param name="CompletedBy">Who has reviewed it: must be there unless the status is PENDING, and not with that.</param>
internal sealed record SetReviewQueueItemStatusRequest(
    string? QueueId,
    string? ItemId,
    [property: WireEnum(nameof(EnumNames.ReviewStatus))] string? Status,
    string? CompletedBy = null) : IWireRequest<SetReviewQueueItemStatusRequest>
{
    public static SetReviewQueueItemStatusRequest Decode(WireFields fields)
    {
        fields.RequireAll("status");
        return new SetReviewQueueItemStatusRequest(
            fields.RequireString("queue_id"),
            fields.RequireString("item_id"),
            fields.GetEnum("status", EnumNames.ReviewStatus),
            fields.GetString("completed_by"));
    }

    public static SetReviewQueueItemStatusRequest From(ReviewChange change) =>
        new(change.QueueId, change.ItemId, EnumNames.ReviewStatus.NameOf((long)change.Status), change.CompletedBy);

    public ReviewChange ToCommand() =>
        ReviewChange.Create(QueueId!, ItemId!, (ReviewStatus)EnumNames.ReviewStatus.NumberOf(Status!), CompletedBy);
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/review-queues/items/set-status</c>.</summary>
/// <param name="Item">The item as it is now.</param>
internal sealed record ReviewQueueItemResponse(ReviewQueueItemMessage? Item)
{
    /// <summary>The answer.</summary>
    public static ReviewQueueItemResponse From(ReviewQueueItem item) => new(ReviewQueueItemMessage.From(item));

    public ReviewQueueItem ToEntity() => Answers.Require(Item, "item").ToEntity();
}
