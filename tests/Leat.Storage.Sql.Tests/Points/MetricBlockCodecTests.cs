using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

public sealed class MetricBlockCodecTests
{
    private const string Format = "metric block";

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

    [Fact]
    public void The_whole_range_of_steps_and_timestamps_fits()
    {
        MetricPoint[] points =
        [
            new(long.MinValue, long.MaxValue, double.NaN), new(-1, long.MinValue, -double.MaxValue),
            new(0, 0, double.Epsilon), new(long.MaxValue - 1, long.MaxValue, double.MaxValue),
            new(long.MaxValue, long.MinValue, 0),
        ];
        Decode(MetricBlockCodec.Encode(points)).ShouldBe(points);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MetricBlockCodec.MaxPointsPerBlock + 1)]
    public void A_block_holds_1_to_2048_points(int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => MetricBlockCodec.Encode(new MetricPoint[count]));

    [Fact]
    public void Regular_steps_and_times_cost_almost_nothing()
    {
        var points = Enumerable.Range(0, MetricBlockCodec.MaxPointsPerBlock)
            .Select(i => new MetricPoint(i * 10L, 1_700_000_000_000 + (i * 1_000L), 0.5)).ToArray();
        MetricBlockCodec.Encode(points).Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void A_pause_in_the_clock_does_not_widen_its_neighbours()
    {
        var even = Enumerable.Range(0, 1_000).Select(i => new MetricPoint(i, i * 1_000L, 0)).ToArray();
        var paused = even.Select(point => point with { TimestampMs = point.TimestampMs + (point.Step / 300 * 3_600_000) });
        var extra = MetricBlockCodec.Encode(paused.ToArray()).Length - MetricBlockCodec.Encode(even).Length;
        extra.ShouldBeLessThan(30);
    }

    [Fact]
    public void A_point_from_a_clock_that_went_back_does_not_widen_its_neighbours()
    {
        var even = Enumerable.Range(0, 128).Select(i => new MetricPoint(i, 1_700_000_000_000 + (i * i % 7), 0)).ToArray();
        var late = even.Select(point => point.Step == 50 ? point with { TimestampMs = 5 } : point).ToArray();
        (MetricBlockCodec.Encode(late).Length - MetricBlockCodec.Encode(even).Length).ShouldBeLessThan(30);
    }

    [Fact]
    public void A_nan_now_and_then_costs_a_few_bytes()
    {
        var random = new Random(1);
        var numbers = Enumerable.Range(0, 1_280).Select(i => new MetricPoint(i, i, 1 + random.NextDouble())).ToArray();
        var gaps = numbers.Select(point => point.Step % 20 == 0 ? point with { Value = double.NaN } : point).ToArray();
        var extra = MetricBlockCodec.Encode(gaps).Length - MetricBlockCodec.Encode(numbers).Length;
        extra.ShouldBeLessThan(64 * 5);
    }

    [Fact]
    public void Few_decimals_take_far_less_than_a_double()
    {
        var random = new Random(1);
        var points = Enumerable.Range(0, MetricBlockCodec.MaxPointsPerBlock)
            .Select(i => new MetricPoint(i, i, Math.Round(random.NextDouble(), 4))).ToArray();
        MetricBlockCodec.Encode(points).Length.ShouldBeLessThan(points.Length * 2);
    }

    [Fact]
    public void Negative_zero_comes_back_as_zero()
    {
        var value = Decode(MetricBlockCodec.Encode([new(0, 0, -0.0)]))[0].Value;
        BitConverter.DoubleToInt64Bits(value).ShouldBe(0);
    }

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        var block = MetricBlockCodec.Encode([new(1, 2, 0.1), new(2, 5, 0.25), new(7, 6, double.NaN)]);
        for (var bit = 0; bit < block.Length * 8; bit++)
        {
            block[bit / 8] ^= (byte)(1 << (bit % 8));
            DamagedBytes.DecodesOrSaysSo(() => Decode(block), Format).ShouldBeFalse($"bit {bit}");
            block[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_failed_read_leaves_the_list_alone()
    {
        var points = new List<MetricPoint> { new(9, 9, 9) };
        var block = MetricBlockCodec.Encode([new(1, 2, 3)]);
        block[^1]++;
        DamagedBytes.DecodesOrSaysSo(() => MetricBlockCodec.Decode(block, points), Format).ShouldBeFalse();
        points.ShouldBe([new(9, 9, 9)]);
    }

    [Fact]
    public void A_block_of_a_newer_version_is_refused_by_number()
    {
        var block = MetricBlockCodec.Encode([new(1, 2, 3)]);
        block[0] = 2;
        Should.Throw<LeatException>(() => Decode(DamagedBytes.Reseal(block))).Message
            .ShouldBe("A stored metric block cannot be read: it has version 2, and this program reads version 1; " +
                "a newer one may read it.");
    }

    [Theory]
    [InlineData("", "it has 0 bytes, too few for a version and a checksum")]
    [InlineData("01000000", "it has 4 bytes, too few for a version and a checksum")]
    [InlineData("0100000000", "its checksum does not match")]
    public void Short_bytes_are_refused(string hex, string reason) => Refused(Convert.FromHexString(hex), reason);

    [Theory]
    [InlineData("00", "it claims 0 points, where 1 to 2048 can be")]
    [InlineData("8110", "it claims 2049 points, where 1 to 2048 can be")]
    [InlineData("FFFFFFFFFFFFFFFFFF01", "it claims 2147483647 points, where 1 to 2048 can be")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01", "it holds a number of more than 64 bits")]
    [InlineData("01", "it ends too early")]
    [InlineData("0103", "a column of 1 numbers claims differences of order 3")]
    [InlineData("010200", "a column of 1 numbers claims differences of order 2")]
    [InlineData("01000041", "a group of numbers claims 65 bits for each")]
    [InlineData("010000800101", "an exception stands at 1 in a group of 1")]
    [InlineData("010000C0000000000000000001", "a group of numbers of 64 bits claims exceptions")]
    [InlineData("0100000000000011", "its values are of the unknown kind 17")]
    [InlineData("010000000000000000000000", "1 bytes follow its last part")]
    public void Bytes_that_make_no_sense_are_refused(string body, string reason) =>
        Refused(DamagedBytes.Seal([1, .. Convert.FromHexString(body)]), reason);

    [Fact]
    public void Arbitrary_bytes_never_crash() => Gen.Byte.Array[0, 200].Sample(
        bytes => { DamagedBytes.DecodesOrSaysSo(() => Decode(bytes), Format); }, iter: 2_000);

    [Fact]
    public void Arbitrary_bodies_never_crash() => DamagedBytes.WithRightChecksum.Sample(
        bytes => { DamagedBytes.DecodesOrSaysSo(() => Decode(bytes), Format); }, iter: 2_000);

    [Fact]
    public void Mutated_blocks_never_crash() =>
        PointGen.Block.SelectMany(points => DamagedBytes.Mutations(MetricBlockCodec.Encode(points))).Sample(bytes =>
        {
            DamagedBytes.DecodesOrSaysSo(() => Decode(bytes), Format);
            DamagedBytes.DecodesOrSaysSo(() => Decode(DamagedBytes.Reseal(bytes)), Format);
        }, iter: 2_000);

    private static void Refused(byte[] block, string reason) =>
        Should.Throw<LeatException>(() => Decode(block)).Message.ShouldBe($"A stored {Format} cannot be read: {reason}.");

    private static List<MetricPoint> Decode(byte[] block)
    {
        var points = new List<MetricPoint>();
        MetricBlockCodec.Decode(block, points);
        return points;
    }
}
