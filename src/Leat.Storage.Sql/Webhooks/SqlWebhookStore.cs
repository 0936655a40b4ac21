using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Webhooks;

/// <summary>Webhooks in SQL.</summary>
/// <param name="database">The database.</param>
/// <param name="workspace">Where webhooks are created and listed.</param>
internal sealed class SqlWebhookStore(SqlDatabase database, WorkspaceScope workspace) : IWebhookStore
{
    public async Task<Webhook> CreateWebhookAsync(NewWebhook webhook, CancellationToken cancellationToken = default)
    {
        // Generated before the transaction, so that a retry creates the same webhook.
        var id = Guid.NewGuid().ToString();
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            transaction => InsertAsync(transaction, webhook, id, now), cancellationToken).ConfigureAwait(false);
        return new Webhook(
            id, webhook.Name, webhook.Description, webhook.Url, webhook.Events, webhook.Status, webhook.Secret, now, now)
        { Workspace = workspace.Name };
    }

    public Task<Webhook> GetWebhookAsync(string webhookId, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var found = await ReadAllAsync(
                    session, $"SELECT {WebhookColumns.All} FROM {WebhookColumns.From} WHERE h.webhook_id = @p0", cancellationToken, webhookId)
                    .ConfigureAwait(false);
                return found.Count > 0 ? found[0] : throw WebhookRules.NotFound(webhookId);
            },
            cancellationToken);

    public async Task<Webhook> UpdateWebhookAsync(string webhookId, WebhookUpdate update, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        await WriteAsync(
            webhookId,
            (transaction, key) => transaction.WriteAsync(
                """
                UPDATE webhooks SET name = COALESCE(@p1, name), description = COALESCE(@p2, description), url = COALESCE(@p3, url),
                  events = COALESCE(@p4, events), status = COALESCE(@p5, status), secret = COALESCE(@p6, secret), updated_ms = @p7
                WHERE id = @p0
                """,
                key,
                update.Name,
                update.Description,
                update.Url,
                update.Events is { } events ? WebhookColumns.TextOf(events) : null,
                update.Status is { } status ? (int)status : null,
                update.Secret?.Kept,
                now),
            cancellationToken).ConfigureAwait(false);
        return await GetWebhookAsync(webhookId, cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteWebhookAsync(string webhookId, CancellationToken cancellationToken = default) =>
        WriteAsync(
            webhookId, (transaction, key) => transaction.WriteAsync("DELETE FROM webhooks WHERE id = @p0", key), cancellationToken);

    public Task<Page<Webhook>> ListWebhooksAsync(
        long maxResults, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        var size = WebhookRules.CheckMaxResults(maxResults);
        var offset = PageToken.ToOffset(pageToken);
        return database.Readers.ReadAsync(
            async session =>
            {
                // One extra row shows whether another page follows.
                var found = await ReadAllAsync(
                    session,
                    $"SELECT {WebhookColumns.All} FROM {WebhookColumns.From} WHERE h.workspace = @p2 {session.Syntax.Page("h.created_ms DESC, h.id DESC", "@p0", "@p1")}",
                    cancellationToken,
                    size + 1L,
                    offset,
                    workspace.Key).ConfigureAwait(false);
                return found.Count > size
                    ? new Page<Webhook>(found.GetRange(0, size), PageToken.FromOffset(offset + size))
                    : new Page<Webhook>(found, NextPageToken: null);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Webhook>> ListActiveWebhooksAsync(CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync<IReadOnlyList<Webhook>>(
            async session => await ReadAllAsync(
                session,
                $"SELECT {WebhookColumns.All} FROM {WebhookColumns.From} WHERE h.status = @p0 ORDER BY h.id",
                cancellationToken,
                (int)WebhookStatus.Active).ConfigureAwait(false),
            cancellationToken);

    private async ValueTask<int> InsertAsync(WriteTransaction transaction, NewWebhook webhook, string id, long now)
    {
        await workspace.RequireAsync(transaction).ConfigureAwait(false);
        return await transaction.WriteAsync(
            """
            INSERT INTO webhooks (webhook_id, name, description, url, events, status, secret, created_ms, updated_ms, workspace)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p7, @p8)
            """,
            id,
            webhook.Name,
            webhook.Description,
            webhook.Url,
            WebhookColumns.TextOf(webhook.Events),
            (int)webhook.Status,
            webhook.Secret?.Kept,
            now,
            workspace.Key).ConfigureAwait(false);
    }

    /// <summary>Writes to a webhook that must exist.</summary>
    private Task<int> WriteAsync(
        string webhookId, Func<WriteTransaction, object, ValueTask<int>> write, CancellationToken cancellationToken) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var key = await transaction.Session.ScalarAsync("SELECT id FROM webhooks WHERE webhook_id = @p0", webhookId)
                    .ConfigureAwait(false) ?? throw WebhookRules.NotFound(webhookId);
                return await write(transaction, key).ConfigureAwait(false);
            },
            cancellationToken);

    private static Task<List<Webhook>> ReadAllAsync(
        SqlSession session, string sql, CancellationToken cancellationToken, params object?[] arguments) =>
        session.ReadAsync(sql, arguments, WebhookColumns.Read, cancellationToken).AsTask();
}
