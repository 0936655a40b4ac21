using Leat.Core;

namespace Leat.Protocol;

/// <summary>A webhook as it travels. Its secret never does.</summary>
/// <param name="WebhookId">A UUID with dashes.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Left out when empty.</param>
/// <param name="Url">Where events are posted to.</param>
/// <param name="Events">What it is told of.</param>
/// <param name="Status">Whether it is called.</param>
/// <param name="CreationTimestamp">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestamp">Unix milliseconds, UTC.</param>
internal sealed record WebhookMessage(
    string? WebhookId,
    string? Name,
    [property: MayBeLeftOut] string? Description,
    string? Url,
    IReadOnlyList<WebhookEventMessage>? Events,
    [property: WireEnum(nameof(EnumNames.WebhookStatus))] string? Status,
    long? CreationTimestamp,
    long? LastUpdatedTimestamp)
{
    public static WebhookMessage From(Webhook webhook) => new(
        webhook.WebhookId,
        webhook.Name,
        webhook.Description.Length == 0 ? null : webhook.Description,
        webhook.Url,
        webhook.Events.ToMessages(WebhookEventMessage.From),
        webhook.Status.WireName(),
        webhook.CreationTimestampMs,
        webhook.LastUpdatedTimestampMs);
}

/// <summary>Answer of calls that end with one webhook.</summary>
/// <param name="Webhook">The webhook as it is now.</param>
internal sealed record WebhookResponse(WebhookMessage? Webhook)
{
    /// <summary>The answer with this webhook.</summary>
    public static WebhookResponse From(Webhook webhook) => new(WebhookMessage.From(webhook));
}
