namespace Leat.Core;

/// <summary>A change of the webhooks.</summary>
/// <param name="WebhookId">Which webhook.</param>
public abstract record WebhookChange(string WebhookId) : Change;

/// <summary>A webhook was created.</summary>
/// <param name="Webhook">The webhook.</param>
public sealed record WebhookCreated(Webhook Webhook) : WebhookChange(Webhook.WebhookId);

/// <summary>A webhook was changed.</summary>
/// <param name="Webhook">What it is now.</param>
public sealed record WebhookUpdated(Webhook Webhook) : WebhookChange(Webhook.WebhookId);

/// <summary>A webhook was deleted.</summary>
/// <param name="WebhookId">Which webhook.</param>
public sealed record WebhookDeleted(string WebhookId) : WebhookChange(WebhookId);
