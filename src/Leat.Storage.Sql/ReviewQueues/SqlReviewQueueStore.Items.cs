using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.ReviewQueues;

/// <content>Items.</content>
internal sealed partial class SqlReviewQueueStore
{
    private const string SelectItems =
        "SELECT i.item_id, i.status, i.created_ms, i.updated_ms, i.completed_by, i.completed_ms FROM review_queue_items i";

    public Task<IReadOnlyList<ReviewQueueItem>> AddItemsAsync(
        string queueId, IReadOnlyList<string> itemIds, CancellationToken cancellationToken = default)
    {
        var items = ReviewQueueRules.CheckItems(itemIds);
        var now = database.NextStampMs();
        return database.Writes.WriteAsync<IReadOnlyList<ReviewQueueItem>>(
            async transaction =>
            {
                var (key, _) = await LockAsync(transaction, queueId).ConfigureAwait(false);
                if (items.Count == 0)
                    return [];
                await transaction.WriteRowsAsync(
                    RowWrites.ReviewQueueItem, [.. items.Select(item => new object?[] { key, item, Stored(ReviewStatus.Pending), null, null, now, now })])
                    .ConfigureAwait(false);
                var syntax = transaction.Syntax;
                var found = await transaction.Session.ReadAsync(
                    $"{SelectItems} WHERE i.queue = @p0 AND {syntax.InTexts("i.item_id", "@p1")}",
                    [key, syntax.ListOf(items)],
                    row => ReadItem(row, queueId),
                    CancellationToken.None).ConfigureAwait(false);
                var byId = found.ToDictionary(item => item.ItemId, StringComparer.Ordinal);
                return [.. items.Select(item => byId[item])];
            },
            cancellationToken);
    }

    public Task RemoveItemsAsync(string queueId, IReadOnlyList<string> itemIds, CancellationToken cancellationToken = default)
    {
        var items = ReviewQueueRules.CheckItems(itemIds);
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var (key, _) = await LockAsync(transaction, queueId).ConfigureAwait(false);
                return await transaction.WriteAsync(
                    $"DELETE FROM review_queue_items WHERE queue = @p0 AND {transaction.Syntax.InTexts("item_id", "@p1")}",
                    key,
                    transaction.Syntax.ListOf(items)).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<Page<ReviewQueueItem>> ListItemsAsync(
        string queueId, ReviewStatus? status, long maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        var (size, offset) = (PageSize.Check(maxResults, ReviewQueueRules.MaxPageSize), PageToken.ToOffset(pageToken));
        return database.Readers.ReadAsync(
            async session =>
            {
                var (key, _) = await FindAsync(session, queueId).ConfigureAwait(false) ?? throw ReviewQueueRules.NotFound(queueId);
                var text = new SqlText(database.Syntax);
                var where = $"i.queue = {text.Parameter(key)}" + (status is { } wanted ? $" AND i.status = {text.Parameter(Stored(wanted))}" : "");
                var end = session.Syntax.Page("i.created_ms, i.item_id", text.Parameter(size + 1L), text.Parameter(offset));
                var found = await session.ReadAsync(
                    $"{SelectItems} WHERE {where} {end}", text.Arguments, row => ReadItem(row, queueId), cancellationToken).ConfigureAwait(false);
                return new Page<ReviewQueueItem>([.. found.Take(size)], found.Count > size ? PageToken.FromOffset(offset + size) : null);
            },
            cancellationToken);
    }

    public Task<ReviewQueueItem> SetItemStatusAsync(ReviewChange change, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var (key, _) = await LockAsync(transaction, change.QueueId).ConfigureAwait(false);
                await transaction.WriteAsync(
                    "UPDATE review_queue_items SET status = @p2, completed_by = @p3, completed_ms = @p4, updated_ms = @p5 WHERE queue = @p0 AND item_id = @p1",
                    key,
                    change.ItemId,
                    Stored(change.Status),
                    change.CompletedBy,
                    change.Status == ReviewStatus.Pending ? null : now,
                    now).ConfigureAwait(false);
                var found = await transaction.Session.ReadAsync(
                    $"{SelectItems} WHERE i.queue = @p0 AND i.item_id = @p1",
                    [key, change.ItemId],
                    row => ReadItem(row, change.QueueId),
                    CancellationToken.None).ConfigureAwait(false);
                return found.FirstOrDefault() ?? throw ReviewQueueRules.ItemNotFound(change.QueueId, change.ItemId);
            },
            cancellationToken);
    }

    /// <summary>Stored numbers begin at 0.</summary>
    private static long Stored(ReviewStatus status) => (long)status - 1;

    private static ReviewQueueItem ReadItem(SqlRow row, string queueId) => new(
        queueId, row.NextText(), (ReviewStatus)(row.NextInt64() + 1), row.NextInt64(), row.NextInt64())
    {
        CompletedBy = row.NextTextOrNull(),
        CompletedTimeMs = row.NextInt64OrNull(),
    };
}
