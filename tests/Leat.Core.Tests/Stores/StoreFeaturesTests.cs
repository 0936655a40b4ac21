using Leat.Core.Tests.Search;
using Leat.Storage.Specification;

namespace Leat.Core.Tests.Stores;

public sealed class StoreFeaturesTests
{
    public static TheoryData<string, Func<ITrackingStore, object>> Accessors => new()
    {
        { "This store keeps no logged models.", store => store.Models },
        { "This store makes no tables of runs.", store => store.Tables },
        { "This store keeps no model registry.", store => store.Registry },
        { "This store keeps no webhooks.", store => store.Webhooks },
        { "This store keeps no evaluation datasets.", store => store.EvaluationDatasets },
        { "This store keeps no scorers.", store => store.Scorers },
        { "This store keeps no traces.", store => store.Traces },
        { "This store keeps no assessments of traces.", store => store.Assessments },
        { "This store cannot remove deleted runs for good.", store => store.Purge },
        { "This store cannot load runs in bulk.", store => store.Bulk },
    };

    [Theory]
    [MemberData(nameof(Accessors), DisableDiscoveryEnumeration = true)]
    public async Task An_unsupported_operation_is_refused_in_one_sentence(string message, Func<ITrackingStore, object> take)
    {
        await using ITrackingStore store = new EvaluatorStore(new SteppingTimeProvider());

        var refused = Should.Throw<LeatException>(() => take(store));

        refused.Code.ShouldBe(ErrorCode.NotImplemented);
        refused.Message.ShouldBe(message);
    }

    [Fact]
    public void Every_part_that_a_store_may_lack_is_asked_and_taken_by_the_same_name()
    {
        var asked = typeof(StoreFeatures).GetProperties().Where(property => property.PropertyType.IsInterface)
            .ToDictionary(property => property.Name, property => property.PropertyType);
        asked.Remove(nameof(StoreFeatures.Diagnostics)).ShouldBeTrue("Nobody needs diagnostics: they are shown if they are there.");
        asked.Remove(nameof(StoreFeatures.Checkpoint)).ShouldBeTrue("Nobody needs a checkpoint: it is made where there is one.");
        asked.Remove(nameof(StoreFeatures.Version)).ShouldBeTrue("Nobody needs a version: without one, answers are sent again.");

        var taken = typeof(ITrackingStore).GetProperties().Where(property => property.GetMethod!.IsFinal || !property.GetMethod.IsAbstract)
            .ToDictionary(property => property.Name, property => property.PropertyType);

        taken.ShouldBe(asked, ignoreOrder: true);
    }
}
