using Microsoft.Extensions.Logging;

namespace Leat.Webhooks;

/// <summary>Delivers events to each webhook one at a time, in order, so that a receiver that does not answer delays only its own
/// events. Safe for concurrent use.</summary>
internal sealed class DeliveryLanes(WebhookDeliverer deliverer, ILogger logger) : IDisposable
{
    /// <summary>How many events may wait for one webhook; further ones are dropped, and the log says so.</summary>
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

    /// <summary>Lets deliveries continue for a moment, then ends them. None may be added afterwards.</summary>
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
                // Most likely the list of webhooks could not be read. The next event may fare better.
                WebhookLog.DeliveryFailed(logger, exception, delivery.Event, webhookId);
            }
        }
    }

    /// <summary>The next event of a lane; if none waits, null, and the lane is removed.</summary>
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

    /// <summary>Drops the waiting events and returns how many there were.</summary>
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
