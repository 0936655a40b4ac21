using Leat.Core;
using Microsoft.Extensions.Logging;

namespace Leat.Webhooks;

/// <summary>What is logged about webhooks. Never addresses, names or secrets: an address may hold a token.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(EventId = 20, Level = LogLevel.Debug, Message = "Delivered {Event} to webhook {WebhookId}: status {Status}")]
    public static partial void Delivered(ILogger logger, WebhookEvent @event, string webhookId, int status);

    [LoggerMessage(
        EventId = 21,
        Level = LogLevel.Warning,
        Message = "Could not deliver {Event} to webhook {WebhookId} in {Attempts} attempts: {Reason}")]
    public static partial void Undelivered(ILogger logger, WebhookEvent @event, string webhookId, int attempts, string reason);

    [LoggerMessage(EventId = 22, Level = LogLevel.Warning, Message = "Did not deliver {Count} events to webhook {WebhookId}: the server stops")]
    public static partial void Stopped(ILogger logger, int count, string webhookId);

    [LoggerMessage(EventId = 23, Level = LogLevel.Error, Message = "Delivering {Event} to webhook {WebhookId} failed")]
    public static partial void DeliveryFailed(ILogger logger, Exception exception, WebhookEvent @event, string webhookId);

    [LoggerMessage(EventId = 24, Level = LogLevel.Error, Message = "A change of the registry could not be told to webhooks")]
    public static partial void ChangeFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 25, Level = LogLevel.Warning, Message = "Dropped events for webhooks, {Dropped} so far: more came than could be told")]
    public static partial void Dropped(ILogger logger, long dropped);
}
