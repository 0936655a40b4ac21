using System.Globalization;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

public abstract class MetricStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    /// <summary>Whether the store reads its data in this process, and so counts their memory here.</summary>
    protected virtual bool ReadsHere => true;

    [Fact]
    public async Task A_history_is_ordered_by_timestamp_then_step_then_value()
    {
        var run = await NewRunAsync();
        await LogAsync(run, (5, 10, 1), (1, 20, 2), (3, 10, 7), (3, 10, double.NaN), (3, 10, 0), (3, 10, -1), (2, 5, 9));

        (await HistoryAsync(run)).ShouldBe(Points((2, 5, 9), (3, 10, -1), (3, 10, 0), (3, 10, double.NaN), (3, 10, 7), (5, 10, 1), (1, 20, 2)));
    }

    [Fact]
    public async Task Identical_points_count_once_whenever_they_are_sent()
    {
        var run = await NewRunAsync();
        await LogAsync(run, (1, 1, 0.5), (1, 1, 0.5), (1, 1, double.NaN));
        await LogAsync(run, (1, 1, 0.5), (2, 1, 0.5), (1, 1, double.NaN), (3, 3, -0.0));
        await LogAsync(run, (3, 3, 0.0));

        (await HistoryAsync(run)).ShouldBe(Points((1, 1, double.NaN), (1, 1, 0.5), (2, 1, 0.5), (3, 3, 0)));
    }

    [Fact]
    public async Task Infinities_come_back_as_the_largest_doubles()
    {
        var run = await NewRunAsync();
        await LogAsync(run, (1, 1, double.PositiveInfinity), (2, 2, double.NegativeInfinity));
        (await HistoryAsync(run)).ShouldBe(Points((1, 1, double.MaxValue), (2, 2, -double.MaxValue)));
    }

    [Fact]
    public async Task Steps_and_timestamps_fill_64_bits()
    {
        var run = await NewRunAsync();
        await LogAsync(run, (long.MaxValue, 0, 1), (long.MinValue, long.MaxValue, 2), (-1, 1, 3));
        (await HistoryAsync(run)).ShouldBe(Points((long.MaxValue, 0, 1), (-1, 1, 3), (long.MinValue, long.MaxValue, 2)));
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    [InlineData(2.2250738585072011e-308)]
    [InlineData(0.1 + 0.2)]
    [InlineData(1e23)]
    [InlineData(9007199254740993.0)]
    public async Task Values_keep_every_bit_in_the_history_as_the_latest_and_in_searches(double value)
    {
        var experiment = await NewExperimentAsync();
        var run = await NewRunAsync(experiment);
        await LogAsync(run, (1, 1, value));

        (await HistoryAsync(run)).ShouldBe(Points((1, 1, value)));
        (await Runs.GetRunAsync(run, Cancel)).Data.Metrics.ShouldBe([new Metric("m", value, 1, 1)]);
        var filter = string.Create(CultureInfo.InvariantCulture, $"metrics.m >= {value:R} and metrics.m <= {value:R}");
        (await Runs.SearchRunsAsync(new RunQuery { ExperimentIds = [experiment], Filter = RunSearch.ParseFilter(filter) }, Cancel)).Items.Count.ShouldBe(1, filter);
    }

    [Fact]
    public async Task The_latest_step_and_time_fill_64_bits_too()
    {
        var run = await NewRunAsync();
        await LogAsync(run, (long.MinValue, 0, 1));
        (await Runs.GetRunAsync(run, Cancel)).Data.Metrics.ShouldBe([new Metric("m", 1, 0, long.MinValue)]);

        await LogAsync(run, (long.MaxValue, 0, 2));
        await LogAsync(run, (long.MaxValue, long.MaxValue, 3));
        await LogAsync(run, (long.MaxValue - 1, long.MaxValue, 4), (long.MinValue, long.MaxValue, 5));
        (await Runs.GetRunAsync(run, Cancel)).Data.Metrics.ShouldBe([new Metric("m", 3, long.MaxValue, long.MaxValue)]);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 1, /**/ 2.0, 1, 0 }, 0.0, "a larger step wins, whatever the time")]
    [InlineData(new[] { 1.0, 2, 1, /**/ 1.0, 3, 0 }, 0.0, "then a later time")]
    [InlineData(new[] { 1.0, 2, 1, /**/ 1.0, 2, 3 }, 3.0, "then a larger value")]
    [InlineData(new[] { 1.0, 2, -1, /**/ 1.0, 2, double.NaN }, double.NaN, "NaN counts as 0")]
    [InlineData(new[] { 1.0, 2, 0, /**/ 1.0, 2, double.NaN }, 0.0, "the earlier stays on a tie")]
    [InlineData(new[] { 1.0, 2, double.NaN, /**/ 1.0, 2, 0 }, double.NaN, "the earlier stays on a tie, NaN too")]
    public async Task The_latest_value_follows_step_time_and_value(double[] points, double expected, string because)
    {
        var run = await NewRunAsync();
        for (var i = 0; i < points.Length; i += 3)
            await LogAsync(run, ((long)points[i], (long)points[i + 1], points[i + 2]));

        (await Runs.GetRunAsync(run, Cancel)).Data.Metrics.Single().Value.ShouldBe(expected, because);
    }

    [Fact]
    public async Task The_latest_value_is_the_same_within_one_batch()
    {
        var run = await NewRunAsync();
        await LogAsync(run, (3, 1, 30), (9, 1, 90), (5, 9, 50));
        (await Runs.GetRunAsync(run, Cancel)).Data.Metrics.ShouldBe([new Metric("m", 90, 1, 9)]);
    }

    [Fact]
    public async Task Unknown_runs_and_keys_have_an_empty_history()
    {
        var run = await NewRunAsync();
        (await Metrics.GetHistoryAsync(run, "nope", cancellationToken: Cancel)).Items.ShouldBeEmpty();
        (await Metrics.GetHistoryAsync("nope", "m", cancellationToken: Cancel)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public async Task Pages_of_a_long_history_cover_it_once(int pageSize)
    {
        var run = await NewRunAsync();
        var count = pageSize < 100 ? 20 : 12_345;
        await LogManyAsync(run, Enumerable.Range(0, count).Select(i => (Step: (long)i, Time: 1_000L + i, Value: i / 7.0)));

        var seen = new List<MetricPoint>();
        string? token = null;
        do
        {
            var page = await Metrics.GetHistoryAsync(run, "m", pageSize, token, Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo(pageSize);
            seen.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);

        seen.Select(p => p.Step).ShouldBe(Enumerable.Range(0, count).Select(i => (long)i));
    }

    [Theory]
    [InlineData(true, 500)]
    [InlineData(true, 4_000)]
    [InlineData(false, 500)]
    [InlineData(false, 4_000)]
    public async Task Pages_and_streams_agree_with_the_whole_history(bool inOrder, int pageSize)
    {
        var run = await NewRunAsync();
        var random = new Random(pageSize);
        var points = Enumerable.Range(0, 9_000)
            .Select(i => (Step: (long)i, Time: inOrder ? i / 3L : random.Next(3_000), Value: (double)random.Next(5))).ToList();
        await LogManyAsync(run, points.Take(8_000));
        await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);

        // Repeats of points that may be sealed by now, late points, and new ones.
        await LogManyAsync(run, points.Skip(3_000).Take(50).Concat([(4_000, 1_500, 9), (-1, 0, 9)]).Concat(points.Skip(7_900)));

        var whole = await HistoryAsync(run);
        whole.Count.ShouldBe(9_002);
        for (var offset = 0; offset < whole.Count; offset += pageSize)
        {
            var page = await Metrics.GetHistoryAsync(run, "m", pageSize, offset == 0 ? null : PageToken.FromOffset(offset), Cancel);
            page.Items.ShouldBe(whole.Skip(offset).Take(pageSize));
            (page.NextPageToken is not null).ShouldBe(offset + pageSize < whole.Count);
        }

        var streamed = new List<MetricPoint>();
        await foreach (var piece in Metrics.StreamHistoryAsync(run, "m", offset: 10, limit: 8_500, Cancel))
            streamed.AddRange(piece.Span);
        streamed.ShouldBe(whole.Skip(10).Take(8_500));
    }

    [Fact]
    public async Task A_long_history_out_of_order_with_repeats_is_kept_exactly()
    {
        var run = await NewRunAsync();
        var random = new Random(20240611);
        var expected = new HashSet<MetricPoint>();
        for (var round = 0; round < 6; round++)
        {
            var batch = new List<(long, long, double)>();
            for (var i = 0; i < 5_000; i++)
            {
                // A third repeats, a third falls among the old points, a third continues at the end.
                long step = random.Next(3) switch { 0 => random.Next(100), 1 => random.Next(30_000), _ => (round * 5_000) + i };
                batch.Add((step, step / 3, step % 11 == 0 ? double.NaN : step % 5));
                expected.Add(new MetricPoint(step, step / 3, batch[^1].Item3));
            }

            await LogManyAsync(run, batch);
        }

        await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);
        await LogManyAsync(run, [(7, 7, 7), (40_000, 1, 1)]);
        expected.Add(new MetricPoint(7, 7, 7));
        expected.Add(new MetricPoint(40_000, 1, 1));

        var history = await HistoryAsync(run);
        history.Count.ShouldBe(expected.Count);
        history.ShouldBe(expected.Order(Comparer<MetricPoint>.Create((a, b) => MetricValues.CompareByTime(a, b))));
    }

    [Fact]
    public async Task Many_points_at_one_step_and_time_are_kept_apart_by_value()
    {
        var run = await NewRunAsync();
        var values = Enumerable.Range(0, 9_000).Select(i => (i * 7_919 % 9_000) / 8.0).ToList();
        await LogManyAsync(run, values.Select(v => (0L, 0L, v)));
        await LogManyAsync(run, values.Take(3_000).Select(v => (0L, 0L, v)));
        await LogManyAsync(run, values.Take(3_000).Select(v => (0L, 0L, v + 0.0625)));

        (await HistoryAsync(run)).Count.ShouldBe(12_000);
    }

    [Fact]
    public async Task Series_of_one_run_do_not_mix()
    {
        var run = await NewRunAsync();
        for (var i = 0; i < 40; i++)
            await Runs.LogAsync(LogBatch.Create(run, [.. Enumerable.Range(0, 25).Select(k => new Metric($"k{k}", (100 * k) + i, i, i))]), Cancel);

        for (var k = 0; k < 25; k++)
        {
            var history = (await Metrics.GetHistoryAsync(run, $"k{k}", cancellationToken: Cancel)).Items;
            history.Select(p => p.Value).ShouldBe(Enumerable.Range(0, 40).Select(i => (double)((100 * k) + i)));
        }
    }

    [Fact]
    public async Task Bulk_histories_come_by_run_id_and_stop_at_the_limit()
    {
        var runs = new List<string>();
        for (var r = 0; r < 3; r++)
        {
            runs.Add(await NewRunAsync());
            await LogAsync(runs[r], (0, 0, r), (1, 1, r), (2, 2, r));
        }

        var all = await Metrics.GetHistoryBulkAsync([.. runs, "nope", runs[0]], "m", 100, Cancel);
        all.Select(h => h.RunId).ShouldBe(runs.Order(StringComparer.Ordinal));
        all.ShouldAllBe(h => h.Points.Count == 3);
        (await Metrics.GetHistoryBulkAsync(runs, "m", 4, Cancel)).Sum(h => h.Points.Count).ShouldBe(4);
    }

    [Fact]
    public async Task Interval_histories_sample_the_same_steps_of_all_runs()
    {
        var (one, two) = (await NewRunAsync(), await NewRunAsync());
        await LogManyAsync(one, Enumerable.Range(0, 1_000).Select(i => ((long)i, (long)i, 1.0)));
        await LogManyAsync(two, Enumerable.Range(500, 1_000).Select(i => ((long)i, (long)i, 2.0)));

        var sampled = await Metrics.GetHistoryBulkIntervalAsync([two, one, "nope"], "m", null, null, 10, Cancel);
        sampled.Select(h => h.RunId).ShouldBe([two, one]);
        sampled[1].Points[0].Step.ShouldBe(0);
        sampled[1].Points[^1].Step.ShouldBe(999);
        sampled[0].Points[^1].Step.ShouldBe(1_499);
        sampled.ShouldAllBe(h => h.Points.Count < 20);

        var part = await Metrics.GetHistoryBulkIntervalAsync([one], "m", 10, 14, 2_500, Cancel);
        part[0].Points.Select(p => p.Step).ShouldBe([10, 11, 12, 13, 14]);
    }

    [Theory]
    [InlineData(HistoryAxis.Step)]
    [InlineData(HistoryAxis.Time)]
    public async Task Thinned_histories_keep_extremes_of_blocks_and_tail(HistoryAxis axis)
    {
        var (one, two) = (await NewRunAsync(), await NewRunAsync());
        var points = Enumerable.Range(0, 9_000).Select(i => (Step: (long)i, Time: i * 7_919L % 9_000, Value: Math.Sin(i / 90.0))).ToList();
        await LogManyAsync(one, points);
        await Runs.UpdateRunAsync(new RunUpdate(one) { Status = RunStatus.Finished }, Cancel);
        await LogManyAsync(one, points.Skip(4_000).Take(10).Concat([(5_000, 5_000, 7), (20_000, 20_000, -7)]));
        await LogAsync(two, (3, 3, 1), (1, 9, double.NaN));

        var thinned = await Metrics.GetThinnedHistoriesAsync(
            ThinnedHistoryQuery.Create([two, one, "nope"], ["nope", "m"], axis, null, null, 300), Cancel);

        thinned.Select(history => (history.RunId, history.Key, history.Total, history.IsThinned))
            .ShouldBe([(two, "m", 2, false), (one, "m", 9_002, true)]);
        thinned[0].Points.ShouldBe(axis == HistoryAxis.Step ? Points((1, 9, double.NaN), (3, 3, 1)) : Points((3, 3, 1), (1, 9, double.NaN)));
        thinned[1].Points.Count.ShouldBeInRange(100, 300);
        thinned[1].Points.ShouldContain(new MetricPoint(5_000, 5_000, 7));
        thinned[1].Points[^1].ShouldBe(new MetricPoint(20_000, 20_000, -7));
        thinned[1].Points.Select(point => axis == HistoryAxis.Step ? point.Step : point.TimestampMs).ShouldBeInOrder();

        var part = await Metrics.GetThinnedHistoriesAsync(ThinnedHistoryQuery.Create([one], ["m"], axis, 100, 119, 50), Cancel);
        part.Single().Points.Select(point => axis == HistoryAxis.Step ? point.Step : point.TimestampMs)
            .ShouldBe(Enumerable.Range(100, 20).Select(x => (long)x));
        (await Metrics.GetThinnedHistoriesAsync(ThinnedHistoryQuery.Create([one], ["m"], axis, -9, -1, 50), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Histories_count_the_points_that_they_return_and_not_the_blocks_that_these_come_from()
    {
        var run = await NewRunAsync();
        var random = new Random(1);
        await LogManyAsync(run, Enumerable.Range(0, 20_000).Select(i => ((long)i, (long)random.Next(), random.NextDouble())));
        await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);
        using var share = new MemoryShare(new MemoryBudget(1 << 20));
        MemoryShare.Current = share;

        var thinned = await Metrics.GetThinnedHistoriesAsync(ThinnedHistoryQuery.Create([run], ["m"], HistoryAxis.Step, null, null, 100), Cancel);
        var afterThinning = share.Used;
        for (var i = 0; i < 10; i++)
            await Metrics.GetHistoryBulkIntervalAsync([run], "m", null, null, 10, Cancel);
        MemoryShare.Current = null;

        afterThinning.ShouldBe(ReadsHere ? 48L * thinned.Single().Points.Count : 0);
        share.Used.ShouldBeLessThan(afterThinning + (10 * 48 * 20));
    }

    [Fact]
    public async Task A_series_that_the_caller_has_is_read_again_once_it_has_more_points()
    {
        var (one, two) = (await NewRunAsync(), await NewRunAsync());
        await LogManyAsync(one, Enumerable.Range(0, 3_000).Select(i => ((long)i, (long)i, i / 7.0)));
        await LogAsync(two, (1, 1, 1));
        var query = ThinnedHistoryQuery.Create([one, two, "nope"], ["m"], HistoryAxis.Step, null, null, 50);
        var first = await StreamAsync(query);
        first.Select(history => (history.RunId, history.Total, history.IsUnchanged)).ShouldBe([(one, 3_000, false), (two, 1, false)]);

        await LogAsync(one, (2, 2, 2 / 7.0));
        (await StreamAsync(Knowing(first))).Select(history => history.IsUnchanged).ShouldBe([true, true], "a repeated point changes nothing");

        // Among the others, without changing first, last, least or greatest.
        await LogAsync(one, (1_000, 1_500, 3));
        var later = await StreamAsync(Knowing(first));
        later.Select(history => (history.Total, history.IsUnchanged)).ShouldBe([(3_001, false), (0, true)]);
        later[1].Points.ShouldBeEmpty();

        await LogAsync(two, (1, 1, double.NaN));
        (await StreamAsync(Knowing(later))).Select(history => history.IsUnchanged).ShouldBe([true, false]);

        // What is sealed may come again, once, with the same points.
        await Runs.UpdateRunAsync(new RunUpdate(one) { Status = RunStatus.Finished }, Cancel);
        (await StreamAsync(query))[0].Points.ShouldBe(later[0].Points);

        ThinnedHistoryQuery Knowing(List<ThinnedHistory> histories) => query with
        {
            Known = histories.ToDictionary(history => new SeriesName(history.RunId, history.Key), history => history.Version!),
        };

        async Task<List<ThinnedHistory>> StreamAsync(ThinnedHistoryQuery asked)
        {
            var histories = new List<ThinnedHistory>();
            await foreach (var history in Metrics.StreamThinnedHistoriesAsync(asked, Cancel))
                histories.Add(history);
            return histories;
        }
    }

    private static List<MetricPoint> Points(params (long Step, long Time, double Value)[] points) =>
        [.. points.Select(p => new MetricPoint(p.Step, p.Time, p.Value))];

    private Task LogAsync(string run, params (long Step, long Time, double Value)[] points) => LogManyAsync(run, points);

    private async Task LogManyAsync(string run, IEnumerable<(long Step, long Time, double Value)> points)
    {
        foreach (var chunk in points.Chunk(LogRules.MaxMetricsPerBatch))
            await Runs.LogAsync(LogBatch.Create(run, [.. chunk.Select(p => new Metric("m", p.Value, p.Time, p.Step))]), Cancel);
    }

    private async Task<IReadOnlyList<MetricPoint>> HistoryAsync(string run) =>
        (await Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items;
}
