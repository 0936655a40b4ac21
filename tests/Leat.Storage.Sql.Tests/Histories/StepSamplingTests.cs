using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Histories;

namespace Leat.Storage.Sql.Tests.Histories;

/// <summary>Expected values follow MLflow 3.6's get-history-bulk-interval.</summary>
public sealed class StepSamplingTests
{
    [Fact]
    public void Few_steps_are_all_chosen() => Choose([[0, 1, 2], [1, 5]], null, null, 10).ShouldBe([0, 1, 2, 5]);

    [Fact]
    public void Many_steps_are_thinned_by_their_place_and_the_last_is_kept() =>
        Choose([Steps(0, 20)], null, null, 5).ShouldBe([0, 4, 8, 12, 16, 19]);

    [Fact]
    public void Places_are_cut_not_rounded() => Choose([Steps(0, 10)], null, null, 4).ShouldBe([0, 2, 5, 7, 9]);

    [Fact]
    public void Both_ends_of_a_range_count() => Choose([Steps(0, 20)], 3, 6, 2_500).ShouldBe([3, 4, 5, 6]);

    [Fact]
    public void A_range_of_one_step_is_a_range() => Choose([Steps(0, 20)], 4, 4, 1).ShouldBe([4]);

    [Fact]
    public void A_sample_within_a_range_starts_at_the_range() =>
        Choose([Steps(0, 100)], 50, 59, 2).ShouldBe([50, 55, 59]);

    [Fact]
    public void Negative_steps_come_only_when_asked_for()
    {
        Choose([[-5, -1, 0, 3]], null, null, 10).ShouldBe([0, 3]);
        Choose([[-5, -1, 0, 3]], -5, 3, 10).ShouldBe([-5, -1, 0, 3]);
        Choose([[-5, -1]], null, null, 10).ShouldBeEmpty();
    }

    [Fact]
    public void The_first_and_last_step_of_each_run_are_added() =>
        Choose([Steps(0, 100), [33, 34, 35], [77, 78]], null, null, 2).ShouldBe([0, 33, 35, 50, 77, 78, 99]);

    [Fact]
    public void A_first_step_outside_the_range_is_not_replaced_by_the_next_inside() =>
        Choose([Steps(0, 100), [5, 33, 34, 200]], 20, 80, 2).ShouldBe([20, 50, 80]);

    [Fact]
    public void Runs_without_points_change_nothing() => Choose([[], [1, 2], []], null, null, 10).ShouldBe([1, 2]);

    [Fact]
    public void Without_runs_nothing_is_chosen() => Choose([], null, null, 10).ShouldBeEmpty();

    [Fact]
    public void The_ends_of_the_number_line_are_steps_too() =>
        Choose([[long.MinValue, 0, long.MaxValue]], long.MinValue, long.MaxValue, 10)
            .ShouldBe([long.MinValue, 0, long.MaxValue]);

    [Fact]
    public void Every_point_at_a_chosen_step_is_kept()
    {
        MetricPoint[] points = [new(0, 1, 1), new(0, 2, 2), new(1, 1, 1), new(2, 1, 1), new(2, 1, 3)];
        Keep(points, [0, 2, 9]).ShouldBe([points[0], points[1], points[3], points[4]]);
    }

    [Fact]
    public void At_most_25000_points_of_a_run_are_kept()
    {
        var points = Enumerable.Range(0, 25_001).Select(i => new MetricPoint(0, i, 0)).ToArray();
        Keep(points, [0]).ShouldBe(points[..25_000]);
    }

    [Fact]
    public void Choosing_agrees_with_the_rule_written_out_over_sets() =>
        Gen.Select(
            Gen.Long[-20, 60].Array[0, 60].Array[0, 4], Gen.Long[-25, 65].Nullable(), Gen.Long[-25, 65].Nullable(),
            Gen.Int[1, 12]).Sample((runs, start, end, max) =>
        {
            var sorted = runs.Select(run => run.Order().ToArray()).ToArray();
            Choose(sorted, start, end, max).ShouldBe(Rule(runs, start ?? 0, end ?? long.MaxValue, max));
        });

    /// <summary>The rule in its plain, slow form: the union of steps, the sample by position, the ends of each run.</summary>
    private static IEnumerable<long> Rule(long[][] runs, long start, long end, int max)
    {
        bool InRange(long step) => step >= start && step <= end;
        var all = runs.SelectMany(run => run).Where(InRange).Distinct().Order().ToArray();
        var places = all.Length <= max
            ? Enumerable.Range(0, all.Length)
            : Enumerable.Range(0, max).Select(i => (int)(i * ((double)all.Length / max))).Append(all.Length - 1);
        var ends = runs.Where(run => run.Length > 0).SelectMany(run => new[] { run.Min(), run.Max() }).Where(InRange);
        return places.Select(place => all[place]).Union(ends).Order();
    }

    private static List<MetricPoint> Keep(MetricPoint[] points, List<long> chosen)
    {
        var kept = new List<MetricPoint>();
        StepSampling.Keep(points, chosen, kept);
        return kept;
    }

    private static List<long> Choose(long[][] runs, long? start, long? end, int max)
    {
        bool InRange(long step) => step >= (start ?? 0) && step <= (end ?? long.MaxValue);
        var all = new StepSet();
        foreach (var run in runs)
        {
            var steps = new StepSet();
            steps.Append(run.Where(InRange).ToArray());
            all.UnionWith(steps);
        }

        var ends = runs.Where(run => run.Length > 0).SelectMany(run => new[] { run[0], run[^1] }).Where(InRange);
        return StepSampling.Choose(all, [.. ends], max);
    }

    private static long[] Steps(int from, int count) => [.. Enumerable.Range(from, count).Select(step => (long)step)];
}
