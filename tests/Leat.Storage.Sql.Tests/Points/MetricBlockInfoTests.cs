using CsCheck;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

public sealed class MetricBlockInfoTests
{
    [Fact]
    public void First_last_and_extremes_describe_the_block() =>
        MetricBlockInfo.Of([new(-3, 10, 0.5), new(0, 10, double.NaN), new(7, 12, -2)])
            .ShouldBe(new MetricBlockInfo(-3, 7, 10, 12, 3, -2, 0.5, TimeAscends: true));

    [Fact]
    public void A_block_of_nothing_but_nan_has_no_extremes() =>
        MetricBlockInfo.Of([new(1, 2, double.NaN)])
            .ShouldBe(new MetricBlockInfo(1, 1, 2, 2, 1, Min: null, Max: null, TimeAscends: true));

    [Fact]
    public void A_clock_that_went_back_is_told() =>
        MetricBlockInfo.Of([new(1, 5, 0), new(2, 4, 0), new(3, 6, 0)]).TimeAscends.ShouldBeFalse();

    [Fact]
    public void Where_time_ascends_the_block_is_in_the_order_of_a_history() => PointGen.Block.Sample(points =>
    {
        var info = MetricBlockInfo.Of(points);
        var numbers = points.Select(point => point.Value).Where(value => !double.IsNaN(value)).ToArray();
        info.Min.ShouldBe(numbers.Length == 0 ? null : numbers.Min());
        info.Max.ShouldBe(numbers.Length == 0 ? null : numbers.Max());
        if (!info.TimeAscends)
            return;
        points.ShouldBe(new MetricSeriesModel(points).History);
        info.FirstTimestampMs.ShouldBe(points.Min(point => point.TimestampMs));
        info.LastTimestampMs.ShouldBe(points.Max(point => point.TimestampMs));
    });

    [Fact]
    public void Without_points_there_is_no_block() => Should.Throw<ArgumentOutOfRangeException>(() => MetricBlockInfo.Of([]));
}
