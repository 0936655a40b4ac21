namespace Leat.Core;

/// <summary>Webhooks whose changes are published.</summary>
internal sealed class PublishingWebhookStore(IWebhookStore inner, ChangePublisher publisher) : IWebhookStore
{
    public Task<Webhook> CreateWebhookAsync(NewWebhook webhook, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(() => inner.CreateWebhookAsync(webhook), created => new WebhookCreated(created), cancellationToken);

    public Task<Webhook> GetWebhookAsync(string webhookId, CancellationToken cancellationToken = default) =>
        inner.GetWebhookAsync(webhookId, cancellationToken);

    public Task<Webhook> UpdateWebhookAsync(string webhookId, WebhookUpdate update, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(() => inner.UpdateWebhookAsync(webhookId, update), updated => new WebhookUpdated(updated), cancellationToken);

    public Task DeleteWebhookAsync(string webhookId, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(() => inner.DeleteWebhookAsync(webhookId), new WebhookDeleted(webhookId), cancellationToken);

    public Task<Page<Webhook>> ListWebhooksAsync(long maxResults, string? pageToken = null, CancellationToken cancellationToken = default) =>
        inner.ListWebhooksAsync(maxResults, pageToken, cancellationToken);

    public Task<IReadOnlyList<Webhook>> ListActiveWebhooksAsync(CancellationToken cancellationToken = default) =>
        inner.ListActiveWebhooksAsync(cancellationToken);
}
