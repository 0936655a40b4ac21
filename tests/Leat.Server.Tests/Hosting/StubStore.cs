using System.Reflection;
using Leat.Core;

namespace Leat.Server.Tests.Hosting;

/// <summary>A store that implements every method by one function of its name and arguments.</summary>
internal sealed class StubStore : ITrackingStore
{
    private StubStore(Func<string, object?[], object?> answer)
    {
        Experiments = Stub<IExperimentStore>.Of(answer);
        Runs = Stub<IRunStore>.Of(answer);
        Metrics = Stub<IMetricStore>.Of(answer);
        Datasets = Stub<IDatasetStore>.Of(answer);
    }

    public IExperimentStore Experiments { get; }

    public IRunStore Runs { get; }

    public IMetricStore Metrics { get; }

    public IDatasetStore Datasets { get; }

    public StoreFeatures Features { get; private init; } = new();

    public static StubStore Of(Func<string, object?[], object?> answer, StoreFeatures? features = null) =>
        new(answer) { Features = features ?? new StoreFeatures() };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Implements an interface by one function.</summary>
/// <typeparam name="T">The interface.</typeparam>
#pragma warning disable CA1852 // DispatchProxy derives a type from it when the program runs.
internal class Stub<T> : DispatchProxy
#pragma warning restore CA1852
    where T : class
{
    private Func<string, object?[], object?>? _answer;

    public static T Of(Func<string, object?[], object?> answer)
    {
        var stub = Create<T, Stub<T>>();
        ((Stub<T>)(object)stub)._answer = answer;
        return stub;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!.Name, args ?? []);
}
