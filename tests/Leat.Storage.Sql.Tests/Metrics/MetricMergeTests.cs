using CsCheck;
using Leat.Storage.Sql.Metrics;

namespace Leat.Storage.Sql.Tests.Metrics;

public sealed class MetricMergeTests
{
    [Fact]
    public void Merging_agrees_with_a_sorted_set() =>
        Gen.Select(PointGen.Unsorted, PointGen.Unsorted).Sample((stored, arrived) =>
        {
            var model = new MetricSeriesModel(stored);
            var sorted = model.Points.ToList();
            model.Log(arrived);
            MetricMerge.Merge(sorted, [.. arrived]).ShouldBe(model.Points);
        });
}
