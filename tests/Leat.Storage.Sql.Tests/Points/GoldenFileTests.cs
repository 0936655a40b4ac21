using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

/// <summary>Data stored by an older program must stay readable forever, so these files never change. A new version of a format gets new
/// files; only its decoder is then tested with the old ones.</summary>
public sealed class GoldenFileTests
{
    [Theory]
    [InlineData("metric-block-example")]
    [InlineData("metric-block-one-point")]
    [InlineData("metric-block-extremes")]
    [InlineData("metric-block-noisy")]
    [InlineData("metric-block-smooth")]
    [InlineData("metric-block-decimals")]
    [InlineData("metric-block-single-precision")]
    [InlineData("metric-block-shared-step")]
    public void Stored_blocks_are_read_and_would_be_stored_the_same_way(string name)
    {
        var expected = GoldenFile.BlockPoints(name);
        var points = new List<MetricPoint>();
        MetricBlockCodec.Decode(GoldenFile.Bytes(name), points);
        points.ShouldBe(expected);
        MetricBlockCodec.Encode(expected).ShouldBe(GoldenFile.Bytes(name));
    }

    [Theory]
    [InlineData("metric-tail-example")]
    [InlineData("metric-tail-one-point")]
    [InlineData("metric-tail-dictionary")]
    [InlineData("metric-tail-batch")]
    [InlineData("metric-tail-extremes")]
    public void Stored_tail_rows_are_read_and_would_be_stored_the_same_way(string name)
    {
        var logged = GoldenFile.TailPoints(name);
        var points = new List<TailPoint>();
        TailRowCodec.Decode(GoldenFile.Bytes(name), points);
        points.ShouldBe(logged.GroupBy(point => point.NameId).SelectMany(series => series));
        TailRowCodec.Encode(logged).ShouldBe(GoldenFile.Bytes(name));
    }

    [Theory]
    [InlineData("metric-bundle-example")]
    [InlineData("metric-bundle-training")]
    [InlineData("metric-bundle-extremes")]
    public void Stored_bundles_are_read_and_would_be_stored_the_same_way(string name)
    {
        var expected = GoldenFile.TailPoints(name);
        var series = MetricBundleCodec.Decode(GoldenFile.Bytes(name));
        series.SelectMany(one => one.Value.Select(point => new TailPoint(one.Key, point))).ShouldBe(expected);
        MetricBundleCodec.Encode(series).ShouldBe(GoldenFile.Bytes(name));
    }
}
