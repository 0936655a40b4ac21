using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Metrics;

namespace Leat.Storage.Sql.Tests.Metrics;

public sealed class TailRowCodecTests
{
    [Fact]
    public void A_row_gives_back_its_points_series_by_series() => PointGen.Commit.Sample(points =>
    {
        var expected = points.GroupBy(point => point.NameId).SelectMany(series => series);
        Decode(TailRowCodec.Encode(points)).ShouldBe(expected);
    });

    [Fact]
    public void One_series_is_read_without_the_others() => PointGen.Commit.Sample(points =>
    {
        var row = TailRowCodec.Encode(points);
        foreach (var series in points.GroupBy(point => point.NameId))
        {
            var read = new List<MetricPoint>();
            TailRowCodec.Decode(row, series.Key, read);
            read.ShouldBe(series.Select(point => point.Point));
        }
    });

    private static List<TailPoint> Decode(byte[] row)
    {
        var points = new List<TailPoint>();
        TailRowCodec.Decode(row, points);
        return points;
    }
}
