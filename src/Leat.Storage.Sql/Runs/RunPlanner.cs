using System.Globalization;
using Leat.Core.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>How one search is carried out.</summary>
/// <param name="Kind">The kind of plan.</param>
internal sealed record RunPlan(RunSearchPlan Kind)
{
    /// <summary>The access path of <see cref="RunSearchPlan.ConditionScan"/>.</summary>
    public AccessPath? Path { get; init; }

    /// <summary>Conditions whose runs are gathered once rather than looked up for each run.</summary>
    public IReadOnlyList<AccessPath> SemiJoins { get; init; } = [];
}

/// <summary>Estimates how much the conditions of a search and its order would read, and chooses the plan that reads less.</summary>
/// <remarks>Estimating is bounded, so that a search over many runs does not spend its time counting them. One exception: when nothing else
/// promises a cheap plan, a pattern is tested against all values of its name. docs/adr/0017 explains the decisions and the constants.</remarks>
internal sealed class RunPlanner(RunSearchContext search, RunSearchPart part, RunSearchCompiler compiler, long experiment)
{
    /// <summary>How many entries of the order are tested against the filter: enough to tell one match in a hundred from one in a thousand.</summary>
    private const long SampleSize = 512;

    /// <summary>A condition that fewer runs than this satisfy is worth an access path of its own, or a semi-join.</summary>
    private const long ProbeSize = 32_768;

    /// <summary>How far to count when neither the order nor any condition promises a cheap plan.</summary>
    private const long LongProbeSize = 262_144;

    /// <summary>A scan of this many entries is cheap enough: no other plan is considered.</summary>
    private const long ShortScan = 1_500;

    /// <summary>A condition that this few runs satisfy is taken at once.</summary>
    private const long FewRuns = 256;

    /// <summary>A pattern that more runs match is not used as an access path: a scan of the order finds them soon enough.</summary>
    private const int MaxMatches = 8_192;

    /// <summary>The most conditions that are counted.</summary>
    private const int MaxProbes = 12;

    /// <summary>A set of runs is gathered if it has fewer than this many times the rows that are tested against it.</summary>
    private const double SemiJoinFactor = 4;

    /// <summary>The cost of one run on a condition's access path, relative to one entry of an order: reading the run, finding its place in the
    /// order, sorting.</summary>
    private const double ConditionRowCost = 3.5;

    private IEnumerable<Condition> Conditions => part.Members.OfType<ConditionNode>().Select(node => node.Condition);

    /// <summary>The plan for a page.</summary>
    /// <param name="needed">The number of runs on the page and before it.</param>
    public async Task<RunPlan> ChooseAsync(long needed)
    {
        AccessPath[] paths =
            [.. Conditions.OrderBy(IsLoose).Select(condition => search.Filter.FindPath(condition, experiment)).OfType<AccessPath>().Take(MaxProbes)];
        AccessPath[] sweeps = [.. Conditions.Select(condition => search.Filter.FindSweep(condition, experiment)).OfType<AccessPath>().Take(MaxProbes)];
        var hasIndexOrder = OrderSegments.HaveIndex(part.Terms);
        if (search.Database.Options.SearchPlan is { } forced)
            return await ForceAsync(forced, paths, hasIndexOrder).ConfigureAwait(false);
        var otherwise = new RunPlan(hasIndexOrder ? RunSearchPlan.OrderScan : RunSearchPlan.FullSort);
        if (paths.Length == 0 && sweeps.Length == 0)
            return otherwise;

        var scan = hasIndexOrder ? await EstimateOrderScanAsync(needed).ConfigureAwait(false) : double.PositiveInfinity;
        if (scan <= ShortScan)
            return otherwise;
        var counts = await CountAsync(paths, (long)Math.Min(ProbeSize, SemiJoinFactor * scan)).ConfigureAwait(false);
        if (counts.Count == 0 && double.IsPositiveInfinity(scan))
        {
            if (await GatherAsync(sweeps).ConfigureAwait(false) is { } gathered)
                return new RunPlan(RunSearchPlan.ConditionScan) { Path = gathered };
            counts = await CountAsync(paths, LongProbeSize).ConfigureAwait(false);
        }

        if (counts.Count == 0)
            return otherwise;
        var (path, count) = counts.MinBy(entry => entry.Count);
        return count * ConditionRowCost <= scan
            ? new RunPlan(RunSearchPlan.ConditionScan) { Path = path, SemiJoins = SemiJoins(counts, SemiJoinFactor * count, except: path) }
            : new RunPlan(RunSearchPlan.OrderScan) { SemiJoins = SemiJoins(counts, SemiJoinFactor * scan, except: null) };
    }

    /// <summary>How many entries a scan of the order would read; infinite if a sample cannot tell, because almost nothing in it matches or the
    /// page begins where no index yields the order.</summary>
    private async Task<double> EstimateOrderScanAsync(long needed)
    {
        if (OrderSegments.Of(search.Filter, part, experiment).FirstOrDefault() is not { } first)
            return 0;
        if (first.Path.IndexOrder.Count == 0)
            return double.PositiveInfinity;
        var (sql, arguments) = compiler.Sample(first.Path, SampleSize);
        var sample = await search.Session.ReadAsync(
            sql, arguments, row => (Entries: row.NextSum(), Matches: row.NextSum()), search.CancellationToken).ConfigureAwait(false);
        var (entries, matches) = sample[0];
        if (matches >= needed)
            return SampleSize;

        // A short segment may end before the page is full, and the length of the segments after it is unknown.
        return matches < 2 || entries < SampleSize ? double.PositiveInfinity : (double)needed * entries / matches;
    }

    /// <summary>Ranges, and all values, usually match more runs than equalities do, so they are counted last, and only up to the best count so far.</summary>
    private static bool IsLoose(Condition condition) => condition is NumberCondition { Comparator: not Comparator.Equal } or PresenceCondition;

    /// <summary>The conditions that fewer runs than a limit satisfy, with their counts. A condition looser than one before it is not counted to
    /// its end.</summary>
    private async Task<List<(AccessPath Path, long Count)>> CountAsync(IReadOnlyList<AccessPath> paths, long limit)
    {
        var counts = new List<(AccessPath, long)>();
        foreach (var path in paths)
        {
            var (sql, arguments) = compiler.Probe(path, limit);
            var count = ToInt64(await search.Session.ScalarAsync(sql, arguments).ConfigureAwait(false));
            if (count < limit)
            {
                counts.Add((path, count));
                limit = count;
            }

            if (count <= FewRuns)
                break;
        }

        return counts;
    }

    /// <summary>The runs that match a pattern or lack something, if they are few. No index answers a pattern, so all values of the name are read in one sweep over
    /// its index. With a million runs that took 0.07 s of processor time; following an order and looking up each run took 3 s.</summary>
    private async Task<AccessPath?> GatherAsync(AccessPath[] sweeps)
    {
        foreach (var sweep in sweeps)
        {
            var (sql, arguments) = compiler.Runs(sweep, MaxMatches + 1);
            var runs = await search.Session.ReadAsync(sql, arguments, row => row.NextInt64(), search.CancellationToken).ConfigureAwait(false);
            if (runs.Count <= MaxMatches)
                return search.Filter.PathTo(runs, sweep.Covered);
        }

        return null;
    }

    /// <summary>The conditions to gather: those with fewer runs than <paramref name="most"/>, where reading a set once is cheaper than looking
    /// up each row.</summary>
    private static List<AccessPath> SemiJoins(List<(AccessPath Path, long Count)> counts, double most, AccessPath? except) =>
        [.. counts.Where(entry => entry.Count < most && !ReferenceEquals(entry.Path, except)).Select(entry => entry.Path)];

    private async Task<RunPlan> ForceAsync(RunSearchPlan plan, AccessPath[] paths, bool hasIndexOrder)
    {
        if (plan == RunSearchPlan.ConditionScan && paths.Length > 0)
        {
            var counts = await CountAsync(paths, ProbeSize).ConfigureAwait(false);
            return new RunPlan(plan) { Path = paths[0], SemiJoins = SemiJoins(counts, double.MaxValue, except: paths[0]) };
        }

        return plan == RunSearchPlan.OrderScan && hasIndexOrder
            ? new RunPlan(plan) { SemiJoins = [.. paths.Take(1)] }
            : new RunPlan(RunSearchPlan.FullSort);
    }

    private static long ToInt64(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
