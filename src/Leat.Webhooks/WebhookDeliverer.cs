using Microsoft.Extensions.Logging;

namespace Leat.Webhooks;

/// <summary>Delivers events, with retries.</summary>
internal sealed class WebhookDeliverer(
    WebhookOptions options, Subscriptions subscriptions, WebhookSender sender, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(60);

    /// <summary>A receiver that asks for more would hold back its later events for too long.</summary>
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _workers = new(options.Workers);

    /// <summary>Delivers an event, unless its webhook no longer wants it.</summary>
    public async Task DeliverAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var request = WebhookRequest.Create(delivery.Body, time.GetUtcNow());
        for (var attempt = 0; ; attempt++)
        {
            if (await SendAsync(delivery, request, cancellationToken).ConfigureAwait(false) is not { } outcome)
                return;
            if (outcome.IsSuccess)
            {
                WebhookLog.Delivered(logger, delivery.Event, delivery.WebhookId, outcome.Status!.Value);
                return;
            }

            if (!outcome.MayRetry || attempt >= options.MaxRetries)
            {
                WebhookLog.Undelivered(logger, delivery.Event, delivery.WebhookId, attempt + 1, outcome.Error ?? $"status {outcome.Status}");
                return;
            }

            await Task.Delay(DelayAfter(attempt, outcome.RetryAfter), time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _workers.Dispose();

    /// <summary>Sends the request as soon as few enough others are in progress; null if the webhook no longer wants the
    /// event.</summary>
    private async Task<WebhookOutcome?> SendAsync(WebhookDelivery delivery, WebhookRequest request, CancellationToken cancellationToken)
    {
        await _workers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var active = await subscriptions.GetAsync(cancellationToken).ConfigureAwait(false);
            return active.TryGetValue(delivery.WebhookId, out var webhook) && webhook.Events.Contains(delivery.Event)
                ? await sender.SendAsync(webhook, request, readBody: false, cancellationToken).ConfigureAwait(false)
                : null;
        }
        finally
        {
            _workers.Release();
        }
    }

    private TimeSpan DelayAfter(int attempt, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked)
            return TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, MaxRetryAfter.Ticks));
        var delay = options.RetryDelay * Math.Pow(2, Math.Min(attempt, 10));
        return delay < MaxDelay ? delay : MaxDelay;
    }
}
