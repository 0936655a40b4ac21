using System.Threading.Channels;
using Leat.Core;
using Microsoft.Extensions.Logging;

namespace Leat.Webhooks;

/// <summary>Notifies webhooks of changes in the model registry, in the background. Safe for concurrent use.</summary>
/// <remarks>
/// <list type="number">
/// <item>A store publishes a change, which never waits and never fails.</item>
/// <item>One task finds the active webhooks that subscribe to it and, if it matters, asks the store whether it is about a prompt.</item>
/// <item><see cref="DeliveryLanes"/> send it to each of them.</item>
/// </list>
/// Events are kept in memory: those not delivered within <see cref="WebhookOptions.ShutdownTimeout"/> after disposal begins are lost.
/// </remarks>
public sealed class WebhookDispatcher : IChangeSink, IAsyncDisposable
{
    /// <summary>How many changes may wait for the second step. Further ones are dropped, and the log says so.</summary>
    private const int MaxWaiting = 10_000;

    private readonly WebhookOptions _options;
    private readonly ITrackingStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SecretKeeper _secrets;
    private readonly Subscriptions _subscriptions;
    private readonly WebhookSender _sender;
    private readonly WebhookDeliverer _deliverer;
    private readonly DeliveryLanes _lanes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Published> _changes = Channel.CreateBounded<Published>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Task _work;
    private long _dropped;

    /// <summary>Starts to wait for changes.</summary>
    /// <param name="options">How webhooks are called.</param>
    /// <param name="store">The store that keeps the webhooks. It must stay open until the dispatcher is disposed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Logs failed deliveries in the category <c>Leat.Webhooks</c>.</param>
    public WebhookDispatcher(WebhookOptions options, ITrackingStore store, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        _options = options;
        _store = store;
        _time = time;
        _logger = loggers.CreateLogger("Leat.Webhooks");
        _secrets = new SecretKeeper(options.SecretKey, options.SecretKeyFile is { } file ? new WebhookKeyFile(file) : null, time);
        _subscriptions = new Subscriptions(store, options.CacheLifetime, time);
        _sender = new WebhookSender(options, _secrets, time);
        _deliverer = new WebhookDeliverer(options, _subscriptions, _sender, time, _logger);
        _lanes = new DeliveryLanes(_deliverer, _logger);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Converts a secret to the form in which it is stored.</summary>
    public WebhookSecret KeepSecret(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return _secrets.Keep(secret);
    }

    /// <summary>Sends a webhook an example, without retries, since somebody is waiting for the answer.</summary>
    /// <param name="webhook">Which webhook; it may be disabled.</param>
    /// <param name="happened">The event of the example.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WebhookOutcome> TestAsync(Webhook webhook, WebhookEvent happened, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        var now = _time.GetUtcNow();
        var data = RegistryEvent.Of(ExampleChange.Of(happened))!.Data;
        return _sender.SendAsync(
            webhook, WebhookRequest.Create(WebhookBody.Write(happened, now, data, Told(webhook.Workspace)), now), readBody: true, cancellationToken);
    }

    /// <inheritdoc/>
    public void Publish(Change change)
    {
        if (change is WebhookChange)
            _subscriptions.Forget();
        if (change is RegistryChange registry && !_changes.Writer.TryWrite(new Published(registry, _time.GetUtcNow())))
            CountDropped();
    }

    /// <summary>Lets deliveries continue for <see cref="WebhookOptions.ShutdownTimeout"/>, then ends them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_changes.Writer.TryComplete())
            return;
        _stopping.CancelAfter(_options.ShutdownTimeout);
        await _work.ConfigureAwait(false);
        await _lanes.StopAsync(_options.ShutdownTimeout).ConfigureAwait(false);
        _lanes.Dispose();
        _deliverer.Dispose();
        _sender.Dispose();
        _subscriptions.Dispose();
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var published in _changes.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                await TellAsync(published, _stopping.Token).ConfigureAwait(false);
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
        if (RegistryEvent.Of(published.Change) is not { } told)
            return;
        var workspace = published.Change.Workspace;
        var active = (await _subscriptions.GetAsync(cancellationToken).ConfigureAwait(false)).Values.Where(webhook => webhook.Workspace == workspace).ToList();
        if (!active.Exists(webhook => Wants(webhook, told.OfModel) || Wants(webhook, told.OfPrompt)))
            return;
        var isPrompt = told.IsPrompt ?? await IsPromptAsync(told.Name, workspace, cancellationToken).ConfigureAwait(false);
        if ((isPrompt ? told.OfPrompt : told.OfModel) is not { } happened)
            return;
        var body = WebhookBody.Write(happened, published.Time, told.Data, Told(workspace));
        foreach (var webhook in active)
        {
            if (Wants(webhook, happened) && !_lanes.TryAdd(new WebhookDelivery(webhook.WebhookId, happened, body)))
                CountDropped();
        }
    }

    private string? Told(string workspace) => _options.NamesWorkspace ? workspace : null;

    private static bool Wants(Webhook webhook, WebhookEvent? e) => e is { } happened && webhook.Events.Contains(happened);

    /// <summary>A model that is already gone counts as not being a prompt, since most are not.</summary>
    private async Task<bool> IsPromptAsync(string name, string workspace, CancellationToken cancellationToken)
    {
        try
        {
            var store = workspace == Workspace.DefaultName ? _store : await _store.Workspaces.OpenWorkspaceAsync(workspace, cancellationToken).ConfigureAwait(false);
            var model = await store.Registry.GetRegisteredModelAsync(name, cancellationToken).ConfigureAwait(false);
            return PromptTags.MarkPrompt(model.Tags);
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }
    }

    /// <summary>Logs the first, second, fourth and so on, so that a flooded queue does not flood the log.</summary>
    private void CountDropped()
    {
        var dropped = Interlocked.Increment(ref _dropped);
        if (long.IsPow2(dropped))
            WebhookLog.Dropped(_logger, dropped);
    }

    private readonly record struct Published(RegistryChange Change, DateTimeOffset Time);
}
