using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Histories;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Tests.Points;

namespace Leat.Storage.Sql.Tests.Histories;

public sealed class HistoryThinnerTests
{
    private static readonly Gen<MetricPoint[]> Series = Gen.OneOf(
        PointGen.Unsorted.Where(points => points.Length > 0),
        Gen.Select(Gen.Long[-50, 50], Gen.Long[0, 300], Gen.Int[0, 40], (step, ms, value) =>
            new MetricPoint(step, ms, value > 38 ? double.NaN : value)).Array[1, 500]).Select(points => points.Distinct().ToArray());

    private static readonly Gen<HistoryAxis> Axis = Gen.OneOf<HistoryAxis>(HistoryAxis.Step, HistoryAxis.Time);

    [Fact]
    public void What_is_chosen_shows_the_extremes_and_no_more_points_than_asked_for() =>
        Gen.Select(Series, Axis, Gen.Int[7, 60], Gen.Int[1, 90], Gen.Bool).Sample((points, axis, max, chunk, sort) =>
        {
            var order = Order(axis);
            var sorted = points.Order(order).ToList();
            var thinner = new HistoryThinner(axis, X(sorted[0], axis), X(sorted[^1], axis), max);
            foreach (var some in (sort ? sorted : (IEnumerable<MetricPoint>)points).Chunk(chunk))
                thinner.Add(Columns(some), sorted: sort);
            var chosen = thinner.Take();

            thinner.Total.ShouldBe(points.Length);
            chosen.Count.ShouldBeLessThanOrEqualTo(max);
            chosen.ShouldBeSubsetOf(points);
            chosen.Zip(chosen.Skip(1)).ShouldAllBe(pair => order.Compare(pair.First, pair.Second) < 0);
            chosen[0].ShouldBe(sorted[0]);
            chosen[^1].ShouldBe(sorted[^1]);
            var numbers = points.Where(point => !double.IsNaN(point.Value)).Select(point => point.Value).ToList();
            if (numbers.Count > 0)
            {
                chosen.ShouldContain(point => point.Value.Equals(numbers.Min()));
                chosen.ShouldContain(point => point.Value.Equals(numbers.Max()));
            }

            if (numbers.Count < points.Length)
                chosen.ShouldContain(point => double.IsNaN(point.Value));
            if (points.Length <= max)
                chosen.ShouldBe(sorted);
        });

    [Fact]
    public void Each_part_of_the_axis_keeps_its_own_extremes()
    {
        var points = Enumerable.Range(0, 1_000).Select(i => new MetricPoint(i, i, i % 100 == 50 ? 9 : i % 100 == 51 ? -9 : 0)).ToArray();
        var thinner = new HistoryThinner(HistoryAxis.Step, 0, 999, 23);
        thinner.Add(Columns(points), sorted: true);
        thinner.Take().Count(point => Math.Abs(point.Value) == 9).ShouldBe(20);
    }

    [Fact]
    public void Points_outside_the_range_do_not_count()
    {
        var points = Enumerable.Range(0, 1_000).Select(i => new MetricPoint(i, i, i)).ToArray();
        var thinner = new HistoryThinner(HistoryAxis.Step, 100, 199, 20);
        thinner.Add(Columns(points), sorted: true);
        thinner.Total.ShouldBe(100);
        thinner.Take().ShouldAllBe(point => point.Step >= 100 && point.Step <= 199);
    }

    [Fact]
    public void A_stretch_of_nan_between_numbers_leaves_its_gap()
    {
        var points = Enumerable.Range(0, 1_000).Select(i => new MetricPoint(i, i, i is >= 400 and < 600 ? double.NaN : 1)).ToArray();
        var thinner = new HistoryThinner(HistoryAxis.Step, 0, 999, 103);
        thinner.Add(Columns(points), sorted: true);
        thinner.Take().Count(point => double.IsNaN(point.Value)).ShouldBeGreaterThan(8);
    }

    private static MetricColumns Columns(MetricPoint[] points) => new(
        points.Select(point => point.Step).ToArray(),
        points.Select(point => point.TimestampMs).ToArray(),
        points.Select(point => point.Value).ToArray());

    private static long X(in MetricPoint point, HistoryAxis axis) => axis == HistoryAxis.Time ? point.TimestampMs : point.Step;

    private static Comparer<MetricPoint> Order(HistoryAxis axis) => Comparer<MetricPoint>.Create(
        axis == HistoryAxis.Time ? (a, b) => MetricValues.CompareByTime(a, b) : (a, b) => MetricValues.CompareByStep(a, b));
}
