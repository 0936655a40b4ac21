using System.Globalization;
using Leat.Core.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>How one search goes about it.</summary>
/// <param name="Kind">The kind of plan.</param>
internal sealed record RunPlan(RunSearchPlan Kind)
{
    /// <summary>The access path of <see cref="RunSearchPlan.ConditionScan"/>.</summary>
    public AccessPath? Path { get; init; }

    /// <summary>Conditions whose runs are gathered once rather than looked up for each run.</summary>
    public IReadOnlyList<AccessPath> SemiJoins { get; init; } = [];
}

/// <summary>Estimates how much the conditions of a search and its order would read, and chooses the plan that reads less.</summary>
/// <remarks>Estimating is bounded, so that a search over many runs does not pay for knowing how many they are. One exception: when nothing
/// else promises a short way, a pattern is looked for in all values of its name. docs/adr/0017 tells how it decides, and where the constants
/// come from.</remarks>
internal sealed class RunPlanner(RunSearchContext search, RunSearchPart part, RunSearchCompiler compiler, long experiment)
{
    /// <summary>Entries of the order that are tried against the filter: enough to tell one match in a hundred from one in a thousand.</summary>
    private const long SampleSize = 512;

    /// <summary>A condition that fewer runs satisfy is worth an access path of its own, or a semi-join.</summary>
    private const long ProbeSize = 32_768;

    /// <summary>Counted so far when neither the order nor any condition promises a short way.</summary>
    private const long LongProbeSize = 262_144;

    /// <summary>A scan of so many entries is not worth looking for another way.</summary>
    private const long ShortScan = 1_500;

    /// <summary>A condition that so few runs satisfy is taken at once.</summary>
    private const long FewRuns = 256;

    /// <summary>A pattern that more runs match is no access path: a scan of the order meets them soon enough.</summary>
    private const int MaxMatches = 8_192;

    /// <summary>Conditions that are counted.</summary>
    private const int MaxProbes = 12;

    /// <summary>A set of runs is gathered if it holds fewer than so many times the rows that it is asked for.</summary>
    private const double SemiJoinFactor = 4;

    /// <summary>What one run of a condition's access path costs, against one entry of an order: reading the run, its place in the order,
    /// sorting.</summary>
    private const double ConditionRowCost = 3.5;

    private IEnumerable<Condition> Conditions => part.Members.OfType<ConditionNode>().Select(node => node.Condition);

    /// <summary>The plan for a page.</summary>
    /// <param name="needed">How many runs it and what is left out before it hold.</param>
    public async Task<RunPlan> ChooseAsync(long needed)
    {
        AccessPath[] paths =
            [.. Conditions.OrderBy(IsLoose).Select(condition => search.Filter.FindPath(condition, experiment)).OfType<AccessPath>().Take(MaxProbes)];
        AccessPath[] patterns = [.. Conditions.Select(condition => search.Filter.FindPatternPath(condition, experiment)).OfType<AccessPath>().Take(MaxProbes)];
        var hasIndexOrder = OrderSegments.HaveIndex(part.Terms, search.Database.Syntax);
        if (search.Database.Options.SearchPlan is { } forced)
            return await ForceAsync(forced, paths, hasIndexOrder).ConfigureAwait(false);
        var otherwise = new RunPlan(hasIndexOrder ? RunSearchPlan.OrderScan : RunSearchPlan.FullSort);
        if (paths.Length == 0 && patterns.Length == 0)
            return otherwise;

        var scan = hasIndexOrder ? await EstimateOrderScanAsync(needed).ConfigureAwait(false) : double.PositiveInfinity;
        if (scan <= ShortScan)
            return otherwise;
        var counts = await CountAsync(paths, (long)Math.Min(ProbeSize, SemiJoinFactor * scan)).ConfigureAwait(false);
        if (counts.Count == 0 && double.IsPositiveInfinity(scan))
        {
            if (await GatherAsync(patterns).ConfigureAwait(false) is { } gathered)
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

    /// <summary>How many entries a scan of the order would read; infinite if a sample cannot tell: nearly nothing in it matches, or the page begins where
    /// no index yields the order.</summary>
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

        // A short order may be read to its end without filling the page; how long what follows is, nobody knows.
        return matches < 2 || entries < SampleSize ? double.PositiveInfinity : (double)needed * entries / matches;
    }

    /// <summary>Ranges hold more than equal values, as a rule: they are counted last, up to what a better one may have.</summary>
    private static bool IsLoose(Condition condition) => condition is NumberCondition { Comparator: not Comparator.Equal };

    /// <summary>The conditions that fewer runs than a limit satisfy, and how many they are. What is looser than one before is not counted
    /// to its end.</summary>
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

    /// <summary>The runs that match a pattern, if they are few. No index knows: all values of the name are read, in one sweep over its index,
    /// which took 0.07 s of processor time over a million runs where following an order and looking up each run took 3 s.</summary>
    private async Task<AccessPath?> GatherAsync(AccessPath[] patterns)
    {
        foreach (var pattern in patterns)
        {
            var (sql, arguments) = compiler.Runs(pattern, MaxMatches + 1);
            var runs = await search.Session.ReadAsync(sql, arguments, row => row.NextInt64(), search.CancellationToken).ConfigureAwait(false);
            if (runs.Count <= MaxMatches)
                return search.Filter.PathTo(runs, pattern.Covered);
        }

        return null;
    }

    /// <summary>What is read once into a set must be less than what it is asked for.</summary>
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
