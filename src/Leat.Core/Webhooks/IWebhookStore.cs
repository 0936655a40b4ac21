namespace Leat.Core;

/// <summary>Stores webhooks. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>An unknown webhook gives <see cref="ErrorCode.ResourceDoesNotExist"/>.</remarks>
public interface IWebhookStore
{
    /// <summary>Creates a webhook. Names need not be unique.</summary>
    Task<Webhook> CreateWebhookAsync(NewWebhook webhook, CancellationToken cancellationToken = default);

    /// <summary>The webhook.</summary>
    Task<Webhook> GetWebhookAsync(string webhookId, CancellationToken cancellationToken = default);

    /// <summary>Changes the values given in the update, and the time of the last update.</summary>
    Task<Webhook> UpdateWebhookAsync(string webhookId, WebhookUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Deletes a webhook for good, with its secret.</summary>
    Task DeleteWebhookAsync(string webhookId, CancellationToken cancellationToken = default);

    /// <summary>One page of all webhooks, newest first.</summary>
    /// <param name="maxResults">1 to <see cref="WebhookRules.MaxPageSize"/>.</param>
    /// <param name="pageToken">The token from the previous page; null for the first.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an invalid size or token.</exception>
    Task<Page<Webhook>> ListWebhooksAsync(long maxResults, string? pageToken = null, CancellationToken cancellationToken = default);

    /// <summary>The webhooks of every workspace that are <see cref="WebhookStatus.Active"/>, oldest first.</summary>
    Task<IReadOnlyList<Webhook>> ListActiveWebhooksAsync(CancellationToken cancellationToken = default);
}
