using Leat.Core;

namespace Leat.Webhooks;

/// <summary>One event on its way to one webhook.</summary>
/// <param name="WebhookId">Which webhook. Its settings are read when it is called, since they may have changed in the
/// meantime.</param>
/// <param name="Event">What happened.</param>
/// <param name="Body">What is sent.</param>
internal sealed record WebhookDelivery(string WebhookId, WebhookEvent Event, byte[] Body);
