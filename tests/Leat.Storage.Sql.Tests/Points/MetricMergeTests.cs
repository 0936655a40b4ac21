using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

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

    [Fact]
    public void A_retry_changes_nothing() => PointGen.Unsorted.Sample(points =>
    {
        var once = MetricMerge.Merge([], [.. points]);
        MetricMerge.Merge(once, [.. points, .. points]).ShouldBe(once);
    });

    /// <summary>What a store does during a series' life: points arrive in any order, and after each commit the tail is merged block by
    /// block into the blocks it touches, without reading the others.</summary>
    [Fact]
    public void Sealing_commit_by_commit_agrees_with_a_sorted_set() =>
        PointGen.Unsorted.Array[1, 6].Sample(commits =>
        {
            var model = new MetricSeriesModel();
            var blocks = new List<byte[]>();
            foreach (var commit in commits)
            {
                model.Log(commit);
                blocks = Seal(MetricMerge.Merge(Read(blocks), [.. commit]));
            }

            Read(blocks).ShouldBe(model.Points);
        });

    [Fact]
    public void Equal_points_are_kept_once_and_nan_equals_nan()
    {
        List<MetricPoint> stored = [new(1, 1, 0), new(1, 1, double.NaN)];
        MetricMerge.Merge(stored, [new(1, 1, double.NaN), new(1, 1, 0), new(1, 1, 0)]).ShouldBe(stored);
    }

    [Theory]
    [InlineData(0, true, "")]
    [InlineData(1, true, "1")]
    [InlineData(2048, true, "2048")]
    [InlineData(2049, true, "2048 1")]
    [InlineData(5000, true, "2048 2048 904")]
    [InlineData(0, false, "")]
    [InlineData(2048, false, "2048")]
    [InlineData(2049, false, "1024 1025")]
    [InlineData(5000, false, "1666 1667 1667")]
    public void Points_are_cut_into_blocks(int count, bool atEnd, string sizes)
    {
        var ranges = MetricMerge.Split(count, atEnd);
        string.Join(' ', ranges.Select(range => range.GetOffsetAndLength(count).Length)).ShouldBe(sizes);
        ranges.SelectMany(range => Enumerable.Range(0, count).Take(range)).ShouldBe(Enumerable.Range(0, count));
    }

    private static List<byte[]> Seal(List<MetricPoint> points) =>
        [.. MetricMerge.Split(points.Count, atEnd: true).Select(range => MetricBlockCodec.Encode(points.ToArray()[range]))];

    private static List<MetricPoint> Read(List<byte[]> blocks)
    {
        var points = new List<MetricPoint>();
        foreach (var block in blocks)
            MetricBlockCodec.Decode(block, points);
        return points;
    }
}
