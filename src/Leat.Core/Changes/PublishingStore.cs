namespace Leat.Core;

/// <summary>A store that publishes its changes once they are committed: so far those of the model registry and of webhooks. All other parts
/// are those of the inner store, so their calls gain no layer. Safe for concurrent use.</summary>
public sealed class PublishingStore : ITrackingStore
{
    private readonly ITrackingStore _inner;
    private readonly IReadOnlyList<IChangeSink> _sinks;
    private StoreFeatures? _features;

    /// <summary>Wraps a store.</summary>
    /// <param name="inner">The store. It is disposed with this one.</param>
    /// <param name="sinks">Receive the changes. Those that can be disposed are disposed with this store, before the inner one.</param>
    public PublishingStore(ITrackingStore inner, params IReadOnlyList<IChangeSink> sinks)
        : this(inner, sinks, Caller.Anonymous, Core.Workspace.DefaultName)
    {
    }

    private PublishingStore(ITrackingStore inner, IReadOnlyList<IChangeSink> sinks, Caller caller, string workspace)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(sinks);
        _inner = inner;
        _sinks = sinks;
        Caller = caller;
        Workspace = workspace;
    }

    /// <summary>Who makes the changes.</summary>
    public Caller Caller { get; }

    /// <summary>The workspace in which they are made.</summary>
    public string Workspace { get; }

    /// <inheritdoc/>
    public IExperimentStore Experiments => _inner.Experiments;

    /// <inheritdoc/>
    public IRunStore Runs => _inner.Runs;

    /// <inheritdoc/>
    public IMetricStore Metrics => _inner.Metrics;

    /// <inheritdoc/>
    public IDatasetStore Datasets => _inner.Datasets;

    /// <inheritdoc/>
    public StoreFeatures Features => _features ??= Publishing(_inner.Features, new ChangePublisher(_sinks, Caller, Workspace));

    /// <summary>A view of this store whose changes are made by this caller. Do not dispose it.</summary>
    public PublishingStore For(Caller caller) => new(_inner, _sinks, caller, Workspace);

    /// <summary>A view of this store that works in a workspace. Do not dispose it.</summary>
    /// <param name="name">The name of the workspace.</param>
    /// <param name="view">The inner store, working in it.</param>
    public PublishingStore In(string name, ITrackingStore view) => new(view, _sinks, Caller, name);

    /// <summary>Lets the sinks finish, which may use the store until then, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var sink in _sinks.OfType<IAsyncDisposable>())
            await sink.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private static StoreFeatures Publishing(StoreFeatures inner, ChangePublisher publisher) => inner with
    {
        Registry = inner.Registry is { } registry ? new PublishingRegistryStore(registry, publisher) : null,
        Webhooks = inner.Webhooks is { } webhooks ? new PublishingWebhookStore(webhooks, publisher) : null,
    };
}
