using Microsoft.Extensions.Logging;

namespace Leat.Webhooks;

/// <summary>Delivers to each webhook one event after the other, in their order, so that a receiver that does not answer holds back its
/// own events only. Safe for concurrent use.</summary>
internal sealed class DeliveryLanes(WebhookDeliverer deliverer, ILogger logger) : IDisposable
{
    /// <summary>How many events wait for one webhook; more are dropped and the log says so.</summary>
    private const int MaxWaiting = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Queues an event; false if too many wait for its webhook.</summary>
    public bool TryAdd(WebhookDelivery delivery)
    {
        lock (_lock)
        {
            if (_lanes.TryGetValue(delivery.WebhookId, out var lane))
            {
                if (lane.Waiting.Count >= MaxWaiting)
                    return false;
                lane.Waiting.Enqueue(delivery);
                return true;
            }

            lane = new Lane();
            lane.Waiting.Enqueue(delivery);
            _lanes.Add(delivery.WebhookId, lane);
            lane.Work = Task.Run(() => RunAsync(delivery.WebhookId, lane));
            return true;
        }
    }

    /// <summary>Lets deliveries go on for a moment, then ends them. None may be added any more.</summary>
    public async Task StopAsync(TimeSpan moment)
    {
        _stopping.CancelAfter(moment);
        Task[] work;
        lock (_lock)
            work = [.. _lanes.Values.Select(lane => lane.Work)];
        await Task.WhenAll(work).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(string webhookId, Lane lane)
    {
        while (Next(webhookId, lane) is { } delivery)
        {
            try
            {
                await deliverer.DeliverAsync(delivery, _stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                WebhookLog.Stopped(logger, 1 + Clear(lane), webhookId);
            }
            catch (Exception exception)
            {
                // The list of webhooks could not be read, most likely. The next event may fare better.
                WebhookLog.DeliveryFailed(logger, exception, delivery.Event, webhookId);
            }
        }
    }

    /// <summary>The next event of a lane; null, and the lane is gone, if none waits.</summary>
    private WebhookDelivery? Next(string webhookId, Lane lane)
    {
        lock (_lock)
        {
            if (lane.Waiting.TryDequeue(out var next))
                return next;
            _lanes.Remove(webhookId);
            return null;
        }
    }

    /// <summary>Forgets what waits, and tells how much that was.</summary>
    private int Clear(Lane lane)
    {
        lock (_lock)
        {
            var count = lane.Waiting.Count;
            lane.Waiting.Clear();
            return count;
        }
    }

    private sealed class Lane
    {
        public Queue<WebhookDelivery> Waiting { get; } = new();

        public Task Work { get; set; } = Task.CompletedTask;
    }
}
