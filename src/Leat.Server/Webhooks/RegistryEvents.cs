using System.Threading.Channels;
using Leat.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>Tells webhooks of changes in the model registry, beside the calls that make them. Safe for concurrent use.</summary>
/// <remarks>
/// <list type="number">
/// <item>A call that has changed the registry publishes the change; that never waits and never fails.</item>
/// <item>One task looks which active webhooks want to hear of it, and asks the store whether it is a prompt if that matters.</item>
/// <item><see cref="DeliveryLanes"/> send it to each of them.</item>
/// </list>
/// Events live in memory: those that wait when the server ends are lost.
/// </remarks>
internal sealed class RegistryEvents : IHostedService, IDisposable
{
    /// <summary>How many changes wait for the second step; more are dropped and the log says so.</summary>
    private const int MaxWaiting = 10_000;

    /// <summary>How long deliveries go on after the server was told to stop.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ITrackingStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Subscriptions _subscriptions;
    private readonly WebhookDeliverer _deliverer;
    private readonly DeliveryLanes _lanes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Published> _changes = Channel.CreateBounded<Published>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private Task _work = Task.CompletedTask;
    private long _dropped;

    public RegistryEvents(
        WebhookOptions options, ITrackingStore store, Subscriptions subscriptions, WebhookSender sender, TimeProvider time, ILoggerFactory loggers)
    {
        _store = store;
        _time = time;
        _logger = loggers.CreateLogger("Leat.Server.Webhooks");
        _subscriptions = subscriptions;
        _deliverer = new WebhookDeliverer(options, subscriptions, sender, time, _logger);
        _lanes = new DeliveryLanes(_deliverer, _logger);
    }

    /// <summary>Tells of a change that is committed.</summary>
    public void Publish(RegistryChange change)
    {
        if (!_changes.Writer.TryWrite(new Published(change, _time.GetUtcNow())))
            CountDropped();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _work = Task.Run(WorkAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _changes.Writer.TryComplete();
        _stopping.CancelAfter(Moment);
        await _work;
        await _lanes.StopAsync(Moment);
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _deliverer.Dispose();
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var published in _changes.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await TellAsync(published, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                CountDropped();
            }
            catch (Exception exception)
            {
                WebhookLog.ChangeFailed(_logger, exception);
            }
        }
    }

    private async Task TellAsync(Published published, CancellationToken cancellationToken)
    {
        var change = published.Change;
        var active = (await _subscriptions.GetAsync(cancellationToken)).Values;
        if (!active.Any(webhook => Wants(webhook, change.OfModel) || Wants(webhook, change.OfPrompt)))
            return;
        var isPrompt = change.IsPrompt ?? await IsPromptAsync(change.Name, cancellationToken);
        if ((isPrompt ? change.OfPrompt : change.OfModel) is not { } happened)
            return;
        var body = WebhookBody.Write(happened, published.Time, change.Data);
        foreach (var webhook in active)
        {
            if (Wants(webhook, happened) && !_lanes.TryAdd(new WebhookDelivery(webhook.WebhookId, happened, body)))
                CountDropped();
        }
    }

    private static bool Wants(Webhook webhook, WebhookEvent? e) => e is { } happened && webhook.Events.Contains(happened);

    /// <summary>Of what is gone already it cannot be told: most are models.</summary>
    private async Task<bool> IsPromptAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return PromptTags.MarkPrompt((await _store.Registry.GetRegisteredModelAsync(name, cancellationToken)).Tags);
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }
    }

    /// <summary>Logs the first, the second, the fourth and so on: whoever floods the queue must not flood the log.</summary>
    private void CountDropped()
    {
        var dropped = Interlocked.Increment(ref _dropped);
        if (long.IsPow2(dropped))
            WebhookLog.Dropped(_logger, dropped);
    }

    private readonly record struct Published(RegistryChange Change, DateTimeOffset Time);
}
