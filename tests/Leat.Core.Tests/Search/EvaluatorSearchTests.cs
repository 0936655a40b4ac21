using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;

namespace Leat.Core.Tests.Search;

/// <summary>Plays the scripts on the in-memory evaluator.</summary>
public sealed class EvaluatorSearchTests(EvaluatorFixture fixture)
    : SearchSpecification<EvaluatorFixture>(fixture), IClassFixture<EvaluatorFixture>;

/// <summary>Makes stores that search with the in-memory evaluator.</summary>
public sealed class EvaluatorFixture : IStoreFixture
{
    public Task<ITrackingStore> CreateAsync() => Task.FromResult<ITrackingStore>(new EvaluatorStore(new SteppingTimeProvider()));

    /// <summary>Everything is in memory from the start.</summary>
    public Task SealAsync(ITrackingStore store) => Task.CompletedTask;
}
