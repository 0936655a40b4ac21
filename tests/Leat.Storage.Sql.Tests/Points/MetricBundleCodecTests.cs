using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

public sealed class MetricBundleCodecTests
{
    private const string Format = "metric bundle";

    [Fact]
    public void A_bundle_gives_back_its_series() => PointGen.Bundle.Sample(series =>
        ShouldBeSame(MetricBundleCodec.Decode(MetricBundleCodec.Encode(series)), series));

    [Fact]
    public void One_series_is_read_as_from_all_and_another_not_at_all() => PointGen.Bundle.Sample(series =>
    {
        var bundle = MetricBundleCodec.Encode(series);
        foreach (var (name, points) in series)
            Decode(bundle, name).ShouldBe(points);
        Decode(bundle, Enumerable.Range(1, int.MaxValue).First(name => !series.ContainsKey(name))).ShouldBeEmpty();
    });

    [Fact]
    public void Points_are_appended_to_the_list()
    {
        var points = new List<MetricPoint> { new(9, 9, 9) };
        MetricBundleCodec.Decode(MetricBundleCodec.Encode(new() { [7] = [new(1, 2, 3)] }), 7, points);
        points.ShouldBe([new(9, 9, 9), new(1, 2, 3)]);
    }

    [Fact]
    public void Times_of_series_that_were_logged_together_are_stored_once()
    {
        var random = new Random(1);
        var times = Enumerable.Range(0, 50).Select(i => new MetricPoint(i, 1_700_000_000_000 + random.Next(1 << 30), 0.5)).ToList();
        var one = MetricBundleCodec.Encode(new() { [1] = times });
        var ten = MetricBundleCodec.Encode(new(Enumerable.Range(1, 10).ToDictionary(name => (long)name, _ => times)));
        (ten.Length - one.Length).ShouldBeLessThan(9 * 16, "a name and equal values");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MetricBundleCodec.MaxPointsPerSeries + 1)]
    public void A_series_has_1_to_63_points(int count) => Should.Throw<ArgumentOutOfRangeException>(() =>
        MetricBundleCodec.Encode(new() { [1] = [.. new MetricPoint[count]] }));

    [Fact]
    public void A_bundle_is_not_empty() => Should.Throw<ArgumentOutOfRangeException>(() => MetricBundleCodec.Encode([]));

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        var bundle = MetricBundleCodec.Encode(new() { [1] = [new(1, 2, 0.1), new(2, 5, double.NaN)], [4] = [new(1, 2, 7), new(2, 5, 0)], [5] = [new(0, 0, 0)] });
        for (var bit = 0; bit < bundle.Length * 8; bit++)
        {
            bundle[bit / 8] ^= (byte)(1 << (bit % 8));
            DamagedBytes.DecodesOrSaysSo(() => DecodeAll(bundle), Format).ShouldBeFalse($"bit {bit}");
            bundle[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_bundle_of_a_newer_version_is_refused_by_number()
    {
        var bundle = MetricBundleCodec.Encode(new() { [1] = [new(1, 2, 3)] });
        bundle[0] = 2;
        Should.Throw<LeatException>(() => DecodeAll(DamagedBytes.Reseal(bundle))).Message
            .ShouldBe("A stored metric bundle cannot be read: it has version 2, and this program reads version 1; a newer one may read it.");
    }

    [Theory]
    [InlineData("", "it ends too early")]
    [InlineData("00", "it claims series of 0 points, where 1 to 63 can be")]
    [InlineData("40", "it claims series of 64 points, where 1 to 63 can be")]
    [InlineData("01000000000000" + "00", "it holds times without series")]
    [InlineData("01000000000000" + "0100" + "00000000", "series 0 follows series 0")]
    [InlineData("01000000000000" + "0205" + "00000000" + "00" + "00000000", "series 5 follows series 5")]
    [InlineData("01000000000000" + "01FFFFFFFFFFFFFFFFFF01" + "00000000", "series -1 follows series 0")]
    [InlineData("01000000000000" + "0101" + "11000000", "its values are of the unknown kind 17")]
    [InlineData("01000000000000" + "0101" + "00020000", "a column of 1 numbers claims differences of order 2")]
    [InlineData("01000000000000" + "0101" + "00000041", "a group of numbers claims 65 bits for each")]
    [InlineData("01000000000000" + "0101" + "00000000" + "01000000000000" + "0101" + "00000000", "it holds series 1 twice")]
    [InlineData("01000000000000" + "0101" + "00000000" + "01", "it ends too early")]
    public void Bytes_that_make_no_sense_are_refused(string body, string reason) =>
        Should.Throw<LeatException>(() => DecodeAll(DamagedBytes.Seal([1, .. Convert.FromHexString(body)]))).Message
            .ShouldBe($"A stored {Format} cannot be read: {reason}.");

    [Fact]
    public void Arbitrary_bytes_never_crash() => Gen.Byte.Array[0, 200].Sample(bytes => { Survives(bytes); }, iter: 2_000);

    [Fact]
    public void Arbitrary_bodies_never_crash() => DamagedBytes.WithRightChecksum.Sample(bytes => { Survives(bytes); }, iter: 2_000);

    [Fact]
    public void Mutated_bundles_never_crash() =>
        PointGen.Bundle.SelectMany(series => DamagedBytes.Mutations(MetricBundleCodec.Encode(series))).Sample(bytes =>
        {
            Survives(bytes);
            Survives(DamagedBytes.Reseal(bytes));
        }, iter: 2_000);

    private static void Survives(byte[] bytes)
    {
        DamagedBytes.DecodesOrSaysSo(() => DecodeAll(bytes), Format);
        DamagedBytes.DecodesOrSaysSo(() => Decode(bytes, 3), Format);
    }

    private static SortedDictionary<long, List<MetricPoint>> DecodeAll(byte[] bundle) => MetricBundleCodec.Decode(bundle);

    private static List<MetricPoint> Decode(byte[] bundle, long name)
    {
        var points = new List<MetricPoint>();
        MetricBundleCodec.Decode(bundle, name, points);
        return points;
    }

    private static void ShouldBeSame(SortedDictionary<long, List<MetricPoint>> read, SortedDictionary<long, List<MetricPoint>> expected)
    {
        read.Keys.ShouldBe(expected.Keys);
        foreach (var (name, points) in expected)
            read[name].ShouldBe(points);
    }
}
