using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;

namespace Leat.Core.Tests.Search;

/// <summary>The scripts on the in-memory evaluator.</summary>
public sealed class EvaluatorSearchTests(EvaluatorFixture fixture)
    : SearchSpecification<EvaluatorFixture>(fixture), IClassFixture<EvaluatorFixture>;

/// <summary>Makes stores that search with the in-memory evaluator.</summary>
public sealed class EvaluatorFixture : IStoreFixture
{
    public Task<ITrackingStore> CreateAsync() => Task.FromResult<ITrackingStore>(new EvaluatorStore(new SteppingTimeProvider()));

    /// <summary>All rests in memory from the beginning.</summary>
    public Task SealAsync(ITrackingStore store) => Task.CompletedTask;
}
