namespace Leat.Core;

/// <summary>Stores review queues of experiments and their items. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>An unknown queue gives <see cref="ErrorCode.ResourceDoesNotExist"/> unless a method says otherwise.</remarks>
public interface IReviewQueueStore
{
    /// <summary>Makes a review queue.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the experiment has one with this name.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment, or a schema that is not the experiment's.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted.</exception>
    Task<ReviewQueue> CreateQueueAsync(NewReviewQueue queue, CancellationToken cancellationToken = default);

    /// <summary>The queue of this name, which is made if it is not there.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.ResourceAlreadyExists"/>: the name is that of a queue of another type.</exception>
    Task<ReviewQueue> GetOrCreateQueueAsync(NewReviewQueue queue, CancellationToken cancellationToken = default);

    /// <summary>A review queue.</summary>
    Task<ReviewQueue> GetQueueAsync(string queueId, CancellationToken cancellationToken = default);

    /// <summary>The review queue of an experiment with this name, in any case of its letters.</summary>
    Task<ReviewQueue> GetQueueByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default);

    /// <summary>One page of an experiment's review queues, the newest first.</summary>
    /// <param name="experimentId">The experiment; one that is not there has none.</param>
    /// <param name="user">Only those that this user reviews; null for all.</param>
    /// <param name="maxResults">1 to <see cref="ReviewQueueRules.MaxPageSize"/>.</param>
    /// <param name="pageToken">The token from the previous page, or null.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<Page<ReviewQueue>> ListQueuesAsync(
        string experimentId, string? user, long maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>Changes who reviews and what is asked, and returns the new state.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the queue is a user's own.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: also for a schema that is not the experiment's.</exception>
    Task<ReviewQueue> UpdateQueueAsync(string queueId, ReviewQueueUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Deletes a queue with its items; does nothing if it does not exist.</summary>
    Task DeleteQueueAsync(string queueId, CancellationToken cancellationToken = default);

    /// <summary>Adds traces; those that are in the queue stay as they are.</summary>
    /// <returns>The items, in the order of the ids.</returns>
    Task<IReadOnlyList<ReviewQueueItem>> AddItemsAsync(string queueId, IReadOnlyList<string> itemIds, CancellationToken cancellationToken = default);

    /// <summary>Removes traces; those that are not in the queue are ignored.</summary>
    Task RemoveItemsAsync(string queueId, IReadOnlyList<string> itemIds, CancellationToken cancellationToken = default);

    /// <summary>One page of a queue's items, the oldest first.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="status">Only those with this status; null for all.</param>
    /// <param name="maxResults">1 to <see cref="ReviewQueueRules.MaxPageSize"/>.</param>
    /// <param name="pageToken">The token from the previous page, or null.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<Page<ReviewQueueItem>> ListItemsAsync(
        string queueId, ReviewStatus? status, long maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>Says whether a trace has been reviewed, and returns the new state.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: also for a trace that is not in the queue.</exception>
    Task<ReviewQueueItem> SetItemStatusAsync(ReviewChange change, CancellationToken cancellationToken = default);
}
