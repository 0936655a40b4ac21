using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Series of few points, which are stored together with others of their run: each reads as the set of what was logged to it,
/// before, during and after they are stored so.</summary>
public abstract class ShortSeriesSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    /// <summary>Lengths around the threshold above which SQL stores keep a series separately.</summary>
    private static readonly int[] Lengths = [1, 2, 40, 62, 63, 64, 65];

    [Fact]
    public async Task Series_of_every_short_length_read_the_same_before_and_after_they_rest()
    {
        var run = await NewRunAsync();
        for (var i = 0; i < Lengths[^1]; i++)
            await LogAsync(run, [.. Lengths.Where(length => i < length).Select(length => ($"m{length}", Point(length, i)))]);

        await ShouldReadAsLoggedAsync(run);
        await Fixture.SealAsync(Store);
        await ShouldReadAsLoggedAsync(run);
        await Fixture.SealAsync(Store);
        await ShouldReadAsLoggedAsync(run);
    }

    [Fact]
    public async Task Loaded_series_are_found_and_go_on_as_if_they_had_been_logged()
    {
        var run = new BulkRun(new RunInfo("loaded", Experiment.DefaultId, "a name", "ann", RunStatus.Finished, 5, 6, "", LifecycleStage.Active))
        {
            Metrics = [.. Lengths.Select(length => new BulkSeries($"m{length}", Enumerable.Range(0, length).Select(i => Point(length, i))))],
        };
        await Store.Bulk.LoadAsync([run], Cancel);
        await ShouldReadAsLoggedAsync("loaded");

        await LogAsync("loaded", [("m2", Point(2, 1)), ("m40", new MetricPoint(-1, 5, -7))]);
        await Fixture.SealAsync(Store);

        (await HistoryAsync("loaded", "m2")).ShouldBe(ByTime(2));
        (await HistoryAsync("loaded", "m40")).ShouldBe([new MetricPoint(-1, 5, -7), .. ByTime(40)]);
    }

    [Fact]
    public async Task A_series_that_grows_long_keeps_its_points_and_leaves_the_others_theirs()
    {
        var run = await NewRunAsync();
        var points = Enumerable.Range(0, 3_000).Select(i => new MetricPoint(i, i, i / 3.0)).ToList();
        int[] ends = [20, 50, 100, 3_000];
        foreach (var end in ends)
        {
            // Starts over each time, like a client that does not know what was stored.
            foreach (var chunk in points.Take(end).Chunk(900))
                await LogAsync(run, [.. chunk.Select(point => ("grows", point)), ("stays", points[end % 7])]);
            await Fixture.SealAsync(Store);
            (await HistoryAsync(run, "grows")).ShouldBe(points.Take(end));
        }

        (await HistoryAsync(run, "stays")).ShouldBe(ends.Select(end => points[end % 7]).Distinct().OrderBy(point => point.Step));
    }

    [Fact]
    public async Task Any_mix_of_logging_and_resting_reads_as_the_set_of_what_was_logged()
    {
        var random = new Random(11);
        var run = await NewRunAsync();
        var expected = Enumerable.Range(0, 5).Select(_ => new HashSet<MetricPoint>()).ToArray();
        for (var round = 0; round < 30; round++)
        {
            var logged = Enumerable.Range(0, random.Next(40)).Select(_ =>
            {
                // Some series get more points than others, so that they grow long in different rounds; ranges are small, so that points repeat.
                var series = Math.Min(random.Next(5), random.Next(5));
                return (Series: series, Point: new MetricPoint(random.Next(40), random.Next(3), random.Next(8) == 0 ? double.NaN : random.Next(3)));
            }).ToList();
            foreach (var (series, point) in logged)
                expected[series].Add(point);
            await LogAsync(run, [.. logged.Select(one => ($"m{one.Series}", one.Point))]);
            if (random.Next(2) == 0)
                await Fixture.SealAsync(Store);
            for (var series = 0; series < expected.Length; series++)
                (await HistoryAsync(run, $"m{series}")).ShouldBe(Sorted(expected[series]), $"series {series}, round {round}");
        }
    }

    [Fact]
    public async Task Removing_a_run_removes_its_short_series_and_counts_their_points()
    {
        var (gone, stays) = (await NewRunAsync(), await NewRunAsync());
        foreach (var run in new[] { gone, stays })
            await LogAsync(run, [.. Enumerable.Range(0, 10).Select(i => ("m", new MetricPoint(i, i, i)))]);
        await Fixture.SealAsync(Store);
        await Runs.DeleteRunAsync(gone, Cancel);

        var items = await Store.Purge.MarkAsync([.. await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel)], Cancel);
        (await Store.Purge.MeasureAsync(items.Single(), Cancel)).Points.ShouldBe(10);
        await Store.Purge.RemoveAsync(items, Cancel);

        (await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel)).ShouldBeEmpty();
        (await HistoryAsync(stays, "m")).Count.ShouldBe(10);
    }

    private async Task ShouldReadAsLoggedAsync(string run)
    {
        foreach (var length in Lengths)
        {
            var (key, byTime) = ($"m{length}", ByTime(length));
            var byStep = byTime.OrderBy(point => point.Step).ThenBy(point => point.TimestampMs).ToList();
            (await HistoryAsync(run, key)).ShouldBe(byTime);
            (await Metrics.GetHistoryBulkAsync([run], key, 1_000, Cancel)).Single().Points.ShouldBe(byTime);
            (await Metrics.GetHistoryBulkIntervalAsync([run], key, null, null, 1_000, Cancel)).Single().Points.ShouldBe(byStep);
            (await Metrics.GetThinnedHistoriesAsync(ThinnedHistoryQuery.Create([run], [key], HistoryAxis.Time, null, null, 500), Cancel))
                .Single().Points.ShouldBe(byTime);

            var paged = new List<MetricPoint>();
            string? token = null;
            do
            {
                var page = await Metrics.GetHistoryAsync(run, key, 17, token, Cancel);
                paged.AddRange(page.Items);
                token = page.NextPageToken;
            }
            while (token is not null);
            paged.ShouldBe(byTime);
        }
    }

    /// <summary>Times that go back and forth.</summary>
    private static MetricPoint Point(int series, int i) =>
        new(i / 2, 1_000 + (i * 7 % 5) + (10 * i), i % 9 == 4 ? double.NaN : (series / 7.0) + i);

    private static List<MetricPoint> ByTime(int length) => Sorted(Enumerable.Range(0, length).Select(i => Point(length, i)));

    private static List<MetricPoint> Sorted(IEnumerable<MetricPoint> points) =>
        [.. points.Order(Comparer<MetricPoint>.Create(static (a, b) => MetricValues.CompareByTime(a, b)))];

    private async Task<IReadOnlyList<MetricPoint>> HistoryAsync(string run, string key) =>
        (await Metrics.GetHistoryAsync(run, key, cancellationToken: Cancel)).Items;

    private Task LogAsync(string run, List<(string Key, MetricPoint Point)> points) => Runs.LogAsync(
        LogBatch.Create(run, [.. points.Select(one => new Metric(one.Key, one.Point.Value, one.Point.TimestampMs, one.Point.Step))]), Cancel);
}
