using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

public sealed class TailRowCodecTests
{
    private const string Format = "metric tail row";
    private const long Now = 1_700_000_000_000;

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
            Decode(row, series.Key).ShouldBe(series.Select(point => point.Point));
    });

    [Fact]
    public void A_series_that_is_not_there_has_no_points() =>
        Decode(TailRowCodec.Encode([new(1, new(1, 2, 3)), new(2, new(1, 2, 3))]), nameId: 3).ShouldBeEmpty();

    [Fact]
    public void Arrival_order_and_repeats_are_kept()
    {
        TailPoint[] points = [new(7, new(5, Now, 0.5)), new(7, new(4, Now, 0.25)), new(7, new(5, Now, 0.5))];
        Decode(TailRowCodec.Encode(points)).ShouldBe(points);
    }

    [Fact]
    public void Points_are_appended_to_the_list()
    {
        var row = TailRowCodec.Encode([new(1, new(1, 2, 3))]);
        var all = new List<TailPoint> { new(9, new(9, 9, 9)) };
        TailRowCodec.Decode(row, all);
        all.ShouldBe([new(9, new(9, 9, 9)), new(1, new(1, 2, 3))]);
        var series = new List<MetricPoint> { new(9, 9, 9) };
        TailRowCodec.Decode(row, 1, series);
        series.ShouldBe([new(9, 9, 9), new(1, 2, 3)]);
    }

    [Fact]
    public void The_whole_range_of_names_steps_and_timestamps_fits()
    {
        TailPoint[] points =
        [
            new(long.MaxValue, new(long.MaxValue, long.MinValue, double.NaN)),
            new(long.MaxValue, new(long.MinValue, long.MaxValue, -double.MaxValue)),
            new(long.MinValue, new(0, -1, double.Epsilon)),
        ];
        Decode(TailRowCodec.Encode(points)).ShouldBe(points);
    }

    [Fact]
    public void One_point_takes_at_most_25_bytes() =>
        TailRowCodec.Encode([new(1_000, new(100_000, Now, Math.PI))]).Length.ShouldBeLessThanOrEqualTo(25);

    [Fact]
    public void A_dictionary_of_metrics_shares_step_and_timestamp()
    {
        var points = Enumerable.Range(1, 10).Select(name => new TailPoint(name, new(500, Now, Math.Sqrt(name + 0.1)))).ToArray();
        TailRowCodec.Encode(points).Length.ShouldBeLessThanOrEqualTo(15 + (10 * 10));
    }

    [Fact]
    public void An_empty_row_cannot_be_made() => Should.Throw<ArgumentOutOfRangeException>(() => TailRowCodec.Encode([]));

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        var row = TailRowCodec.Encode([new(1, new(1, Now, 0.1)), new(2, new(1, Now, 7)), new(1, new(2, Now + 5, 0.2))]);
        for (var bit = 0; bit < row.Length * 8; bit++)
        {
            row[bit / 8] ^= (byte)(1 << (bit % 8));
            DamagedBytes.DecodesOrSaysSo(() => Decode(row), Format).ShouldBeFalse($"bit {bit}");
            DamagedBytes.DecodesOrSaysSo(() => Decode(row, nameId: 2), Format).ShouldBeFalse($"bit {bit}");
            row[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_failed_read_leaves_the_list_alone()
    {
        // One complete series, then one that ends too early, with a correct checksum.
        var row = DamagedBytes.Seal([1, 0, 0, 1, 3, 0x80, 1]);
        var all = new List<TailPoint> { new(9, new(9, 9, 9)) };
        var series = new List<MetricPoint> { new(9, 9, 9) };
        DamagedBytes.DecodesOrSaysSo(() => TailRowCodec.Decode(row, all), Format).ShouldBeFalse();
        DamagedBytes.DecodesOrSaysSo(() => TailRowCodec.Decode(row, 1, series), Format).ShouldBeFalse();
        all.ShouldBe([new(9, new(9, 9, 9))]);
        series.ShouldBe([new(9, 9, 9)]);
    }

    [Fact]
    public void A_row_of_a_newer_version_is_refused_by_number()
    {
        var row = TailRowCodec.Encode([new(1, new(1, 2, 3))]);
        row[0] = 7;
        Refused(DamagedBytes.Reseal(row), "it has version 7, and this program reads version 1; a newer one may read it");
    }

    [Theory]
    [InlineData("", "it ends too early")]
    [InlineData("0000", "it holds no points")]
    [InlineData("000001", "it ends too early")]
    [InlineData("0000010B", "it ends too early")]
    [InlineData("0000010B01", "a series claims 1 bytes, and 0 are left")]
    [InlineData("0000010B018080", "a series claims 2 points in 1 bytes")]
    [InlineData("000001FBFFFFFFFFFFFFFFFF01028080", "a series claims 2305843009213693952 points in 2 bytes")]
    [InlineData("0000010B03808080", "a series claims 3 bytes and has 2")]
    [InlineData("0000010344", "a value claims 8 zero bytes of 8")]
    [InlineData("00000103FF", "a value claims 30 zero bytes of 8")]
    public void Bytes_that_make_no_sense_are_refused(string body, string reason) =>
        Refused(DamagedBytes.Seal([1, .. Convert.FromHexString(body)]), reason);

    [Fact]
    public void Arbitrary_bytes_never_crash() => Gen.Byte.Array[0, 200].Sample(DecodeBothWays, iter: 2_000);

    [Fact]
    public void Arbitrary_bodies_never_crash() => DamagedBytes.WithRightChecksum.Sample(DecodeBothWays, iter: 2_000);

    [Fact]
    public void Mutated_rows_never_crash() =>
        PointGen.Commit.SelectMany(points => DamagedBytes.Mutations(TailRowCodec.Encode(points))).Sample(bytes =>
        {
            DecodeBothWays(bytes);
            DecodeBothWays(DamagedBytes.Reseal(bytes));
        }, iter: 2_000);

    private static void DecodeBothWays(byte[] bytes)
    {
        DamagedBytes.DecodesOrSaysSo(() => Decode(bytes), Format);
        DamagedBytes.DecodesOrSaysSo(() => Decode(bytes, nameId: 1), Format);
    }

    private static void Refused(byte[] row, string reason) =>
        Should.Throw<LeatException>(() => Decode(row)).Message.ShouldBe($"A stored {Format} cannot be read: {reason}.");

    private static List<TailPoint> Decode(byte[] row)
    {
        var points = new List<TailPoint>();
        TailRowCodec.Decode(row, points);
        return points;
    }

    private static List<MetricPoint> Decode(byte[] row, long nameId)
    {
        var points = new List<MetricPoint>();
        TailRowCodec.Decode(row, nameId, points);
        return points;
    }
}
