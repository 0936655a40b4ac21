using Leat.Core;

namespace Leat.Transfer.Tests.Stores;

/// <summary>A store that has no other calls than a server has.</summary>
/// <param name="inner">The store, which the caller closes.</param>
/// <param name="watch">Is told the name and the arguments of each call; what it throws is the answer.</param>
internal sealed class CallByCallStore(ITrackingStore inner, Action<string, object?[]> watch) : ITrackingStore
{
    public IExperimentStore Experiments { get; } = WatchedCalls.Of(inner.Experiments, watch);

    public IRunStore Runs { get; } = WatchedCalls.Of(inner.Runs, watch);

    public IMetricStore Metrics { get; } = WatchedCalls.Of(inner.Metrics, watch);

    public IDatasetStore Datasets => inner.Datasets;

    public StoreFeatures Features { get; } = inner.Features with
    {
        Bulk = null,
        Tables = null,
        Purge = null,
        Models = WatchedCalls.Of(inner.Features.Models!, watch),
        Registry = WatchedCalls.Of(inner.Features.Registry!, watch),
        Traces = WatchedCalls.Of(inner.Features.Traces!, watch),
    };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
