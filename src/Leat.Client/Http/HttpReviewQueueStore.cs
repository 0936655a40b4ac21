using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Review queues on a server.</summary>
internal sealed class HttpReviewQueueStore(HttpConnection server) : IReviewQueueStore
{
    private const string Root = "/api/3.0/mlflow/review-queues";

    public Task<ReviewQueue> CreateQueueAsync(NewReviewQueue queue, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, "create", CreateReviewQueueRequest.From(queue), cancellationToken);

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the queue is not a user's own. The protocol makes no other
    /// on demand.</exception>
    public Task<ReviewQueue> GetOrCreateQueueAsync(NewReviewQueue queue, CancellationToken cancellationToken = default) =>
        queue.Queue.Type == ReviewQueueType.User
            ? SendAsync(
                Verb.Post, "get-or-create-user", new GetOrCreateUserReviewQueueRequest(queue.Queue.ExperimentId, queue.Queue.Name, queue.Queue.CreatedBy),
                cancellationToken)
            : throw LeatException.InvalidParameter("A server makes only the queue of a user on demand, of type USER.");

    public Task<ReviewQueue> GetQueueAsync(string queueId, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, "get", new GetReviewQueueRequest(queueId), cancellationToken);

    public Task<ReviewQueue> GetQueueByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, "get-by-name", new GetReviewQueueByNameRequest(experimentId, name), cancellationToken);

    public Task<Page<ReviewQueue>> ListQueuesAsync(
        string experimentId, string? user, long maxResults, string? pageToken, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Get, $"{Root}/list",
            new ListReviewQueuesRequest(experimentId, user, PageSize.Check(maxResults, ReviewQueueRules.MaxPageSize), pageToken),
            (ListReviewQueuesResponse answer) => answer.ToPage(), cancellationToken);

    public Task<ReviewQueue> UpdateQueueAsync(string queueId, ReviewQueueUpdate update, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Post, "update", UpdateReviewQueueRequest.From(queueId, update), cancellationToken);

    public Task DeleteQueueAsync(string queueId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Root}/delete", new DeleteReviewQueueRequest(queueId), cancellationToken);

    public Task<IReadOnlyList<ReviewQueueItem>> AddItemsAsync(
        string queueId, IReadOnlyList<string> itemIds, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Post, $"{Root}/items/add", new AddReviewQueueItemsRequest(queueId, itemIds),
            (AddReviewQueueItemsResponse answer) => answer.ToEntities(), cancellationToken);

    public Task RemoveItemsAsync(string queueId, IReadOnlyList<string> itemIds, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Root}/items/remove", new RemoveReviewQueueItemsRequest(queueId, itemIds), cancellationToken);

    public Task<Page<ReviewQueueItem>> ListItemsAsync(
        string queueId, ReviewStatus? status, long maxResults, string? pageToken, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Get, $"{Root}/items/list",
            new ListReviewQueueItemsRequest(
                queueId, status is { } wanted ? EnumNames.ReviewStatus.NameOf((long)wanted) : null,
                PageSize.Check(maxResults, ReviewQueueRules.MaxPageSize), pageToken),
            (ListReviewQueueItemsResponse answer) => answer.ToPage(), cancellationToken);

    public Task<ReviewQueueItem> SetItemStatusAsync(ReviewChange change, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post, $"{Root}/items/set-status", SetReviewQueueItemStatusRequest.From(change),
        (ReviewQueueItemResponse answer) => answer.ToEntity(), cancellationToken);

    private Task<ReviewQueue> SendAsync<T>(Verb verb, string call, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, $"{Root}/{call}", message, (ReviewQueueResponse answer) => answer.ToEntity(), cancellationToken);
}
