using Leat.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Webhooks;

/// <summary>Stores that tell webhooks of what is changed in them.</summary>
public static class WebhookStores
{
    /// <summary>A store that tells the webhooks kept in it of its changes, as a server does.</summary>
    /// <param name="store">The store. It is disposed with the answer.</param>
    /// <param name="options">How webhooks are called. Disposal waits for deliveries up to <see cref="WebhookOptions.ShutdownTimeout"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where it is logged what could not be delivered; null for nowhere.</param>
    public static ITrackingStore WithWebhooks(
        this ITrackingStore store, WebhookOptions options, TimeProvider time, ILoggerFactory? loggers = null) =>
        new PublishingStore(store, new WebhookDispatcher(options, store, time, loggers ?? NullLoggerFactory.Instance));
}
