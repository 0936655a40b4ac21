using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Metrics;

namespace Leat.Storage.Sql.Tests.Metrics;

public sealed class MetricBlockCodecTests
{
    [Fact]
    public void A_block_gives_back_its_points() => PointGen.Block.Sample(points =>
        Decode(MetricBlockCodec.Encode(points)).ShouldBe(points));

    [Fact]
    public void Points_are_appended_to_the_list()
    {
        var points = new List<MetricPoint> { new(9, 9, 9) };
        MetricBlockCodec.Decode(MetricBlockCodec.Encode([new(1, 2, 3)]), points);
        points.ShouldBe([new(9, 9, 9), new(1, 2, 3)]);
    }

    private static List<MetricPoint> Decode(byte[] block)
    {
        var points = new List<MetricPoint>();
        MetricBlockCodec.Decode(block, points);
        return points;
    }
}
