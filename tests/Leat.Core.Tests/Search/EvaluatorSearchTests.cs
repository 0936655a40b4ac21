using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;

namespace Leat.Core.Tests.Search;

/// <summary>The scripts on the in-memory evaluator.</summary>
public sealed class EvaluatorSearchTests() : SearchSpecification<EvaluatorSearchTests.Fixture>(new Fixture())
{
    public sealed class Fixture : IStoreFixture
    {
        public Task<ITrackingStore> CreateAsync() => Task.FromResult<ITrackingStore>(new EvaluatorStore(new SteppingTimeProvider()));
    }
}
