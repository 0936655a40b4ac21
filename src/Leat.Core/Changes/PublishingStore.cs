namespace Leat.Core;

/// <summary>A store that publishes its changes once they are committed: so far those of the model registry and of webhooks. All other parts
/// are those of the inner store, so their calls gain no layer. Safe for concurrent use.</summary>
public sealed class PublishingStore : ITrackingStore
{
    private readonly ITrackingStore _inner;
    private readonly IChangeSink _sink;
    private StoreFeatures? _features;

    /// <summary>Wraps a store.</summary>
    /// <param name="inner">The store. It is disposed with this one.</param>
    /// <param name="sink">Receives the changes. If it is disposable, it is disposed with this store, before the inner one.</param>
    public PublishingStore(ITrackingStore inner, IChangeSink sink)
        : this(inner, sink, Caller.Anonymous)
    {
    }

    private PublishingStore(ITrackingStore inner, IChangeSink sink, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(sink);
        _inner = inner;
        _sink = sink;
        Caller = caller;
    }

    /// <summary>Who makes the changes.</summary>
    public Caller Caller { get; }

    /// <inheritdoc/>
    public IExperimentStore Experiments => _inner.Experiments;

    /// <inheritdoc/>
    public IRunStore Runs => _inner.Runs;

    /// <inheritdoc/>
    public IMetricStore Metrics => _inner.Metrics;

    /// <inheritdoc/>
    public IDatasetStore Datasets => _inner.Datasets;

    /// <inheritdoc/>
    public StoreFeatures Features => _features ??= Publishing(_inner.Features, new ChangePublisher(_sink, Caller));

    /// <summary>A view of this store whose changes are made by this caller. Do not dispose it.</summary>
    public PublishingStore For(Caller caller) => new(_inner, _sink, caller);

    /// <summary>Lets the sink finish, which may use the store until then, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_sink is IAsyncDisposable sink)
            await sink.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private static StoreFeatures Publishing(StoreFeatures inner, ChangePublisher publisher) => inner with
    {
        Registry = inner.Registry is { } registry ? new PublishingRegistryStore(registry, publisher) : null,
        Webhooks = inner.Webhooks is { } webhooks ? new PublishingWebhookStore(webhooks, publisher) : null,
    };
}
