using Leat.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Webhooks;

/// <summary>Stores that notify webhooks of their changes.</summary>
public static class WebhookStores
{
    /// <summary>A store that notifies the webhooks it keeps of its changes, as a server does.</summary>
    /// <param name="store">The store. It is disposed with the returned one.</param>
    /// <param name="options">How webhooks are called. Disposal waits for deliveries, at most <see cref="WebhookOptions.ShutdownTimeout"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Logs failed deliveries; null for no log.</param>
    public static ITrackingStore WithWebhooks(
        this ITrackingStore store, WebhookOptions options, TimeProvider time, ILoggerFactory? loggers = null) =>
        new PublishingStore(store, new WebhookDispatcher(options, store, time, loggers ?? NullLoggerFactory.Instance));
}
