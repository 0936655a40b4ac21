using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Histories;
using Leat.Storage.Sql.Tests.Points;

namespace Leat.Storage.Sql.Tests.Histories;

public sealed class SmallestPointsTests
{
    [Fact]
    public void The_first_points_by_time_after_a_place_are_kept_once() =>
        Gen.Select(PointGen.Unsorted, Gen.Int[1, 60], PointGen.Point.Nullable(), Gen.Int[1, 50]).Sample((points, count, after, chunk) =>
        {
            var smallest = new SmallestPoints(count, after);
            foreach (var some in points.Chunk(chunk))
                smallest.Offer(some);

            var byTime = Comparer<MetricPoint>.Create((a, b) => MetricValues.CompareByTime(a, b));
            smallest.Take().ShouldBe(points.Distinct().Order(byTime).Where(point => after is not { } place || byTime.Compare(point, place) > 0).Take(count));
        });

    [Fact]
    public void Passes_one_after_the_other_give_all_points()
    {
        var points = Enumerable.Range(0, 1_000).Select(i => new MetricPoint(i, i * 7_919 % 1_000, i % 3)).ToArray();
        var read = new List<MetricPoint>();
        List<MetricPoint> pass;
        do
        {
            var smallest = new SmallestPoints(64, read.Count > 0 ? read[^1] : null);
            smallest.Offer(points);
            pass = smallest.Take();
            read.AddRange(pass);
        }
        while (pass.Count == 64);

        read.ShouldBe(points.OrderBy(point => point.TimestampMs));
    }
}
