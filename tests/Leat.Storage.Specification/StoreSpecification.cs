using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What all suites share: a fresh store for each test.</summary>
public abstract class StoreSpecification<TFixture>(TFixture fixture) : IAsyncLifetime
    where TFixture : class, IStoreFixture
{
    private ITrackingStore? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TFixture Fixture => fixture;

    protected ITrackingStore Store => _store ?? throw new InvalidOperationException("The store is made in InitializeAsync.");

    protected IExperimentStore Experiments => Store.Experiments;

    protected IRunStore Runs => Store.Runs;

    protected IMetricStore Metrics => Store.Metrics;

    public async ValueTask InitializeAsync() => _store = await fixture.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<string> NewExperimentAsync(string name = "an experiment") =>
        Experiments.CreateExperimentAsync(NewExperiment.Create(name), Cancel);

    protected async Task<string> NewRunAsync(string experimentId = Experiment.DefaultId, string name = "a run", long startTimeMs = 1) =>
        (await Runs.CreateRunAsync(NewRun.Create(experimentId, name, "ann", startTimeMs), Cancel)).Info.RunId;

    protected static async Task<LeatException> ShouldRefuseAsync(ErrorCode code, Func<Task> action)
    {
        var error = await action.ShouldThrowAsync<LeatException>();
        error.Code.ShouldBe(code);
        return error;
    }
}
