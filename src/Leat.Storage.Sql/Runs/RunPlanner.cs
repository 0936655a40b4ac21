using System.Globalization;
using Leat.Core.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>How one search goes about it.</summary>
/// <param name="Kind">The kind of plan.</param>
internal sealed record RunPlan(RunSearchPlan Kind)
{
    /// <summary>Where <see cref="RunSearchPlan.Start"/> begins.</summary>
    public RunDriver? Start { get; init; }

    /// <summary>Conditions whose runs are gathered once rather than looked up for each run.</summary>
    public IReadOnlyList<RunDriver> Sets { get; init; } = [];
}

/// <summary>Looks how much the conditions of a search and its order would read, and chooses the plan that reads less.</summary>
/// <remarks>What is looked at before is bounded, so that a search over many runs does not pay for knowing how many they are. One exception:
/// when nothing else promises a short way, a pattern is looked for in all values of its name.</remarks>
internal sealed class RunPlanner(RunSearchContext search, RunSearchPart part, RunSearchCompiler compiler, long experiment)
{
    /// <summary>Entries of the order that are tried against the filter: enough to tell one match in a hundred from one in a thousand.</summary>
    private const long SampleSize = 512;

    /// <summary>A condition that fewer runs satisfy is worth beginning with, or gathering into a set.</summary>
    private const long ProbeSize = 32_768;

    /// <summary>Counted so far when neither the order nor any condition promises a short way.</summary>
    private const long LongProbeSize = 262_144;

    /// <summary>A walk of so many entries is not worth looking for another way.</summary>
    private const long ShortWalk = 1_500;

    /// <summary>A condition that so few runs satisfy is taken at once.</summary>
    private const long FewRuns = 256;

    /// <summary>A pattern that more runs match is no place to begin: a walk meets them soon enough.</summary>
    private const int MaxMatches = 8_192;

    private const int MaxProbes = 12;

    /// <summary>What one run costs that a condition leads to, against one entry of an order: the run, its place in the order, the sorting.</summary>
    private const double StartCost = 3.5;

    private IEnumerable<Condition> Conditions => part.Members.OfType<ConditionNode>().Select(node => node.Condition);

    /// <summary>The plan for a page.</summary>
    /// <param name="needed">How many runs it and what is left out before it hold.</param>
    public async Task<RunPlan> ChooseAsync(long needed)
    {
        RunDriver[] starts =
            [.. Conditions.OrderBy(IsLoose).Select(condition => search.Filter.Find(condition, experiment)).OfType<RunDriver>().Take(MaxProbes)];
        RunDriver[] patterns = [.. Conditions.Select(condition => search.Filter.FindPattern(condition, experiment)).OfType<RunDriver>().Take(MaxProbes)];
        var canWalk = RunPhases.CanWalk(part.Terms, search.Database.Syntax);
        if (search.Database.Options.SearchPlan is { } forced)
            return await ForceAsync(forced, starts, canWalk).ConfigureAwait(false);
        var otherwise = new RunPlan(canWalk ? RunSearchPlan.Walk : RunSearchPlan.Sort);
        if (starts.Length == 0 && patterns.Length == 0)
            return otherwise;

        var walk = canWalk ? await EstimateWalkAsync(needed).ConfigureAwait(false) : double.PositiveInfinity;
        if (walk <= ShortWalk)
            return otherwise;
        var counts = await CountAsync(starts, (long)Math.Min(ProbeSize, 4 * walk)).ConfigureAwait(false);
        if (counts.Count == 0 && double.IsPositiveInfinity(walk))
        {
            if (await GatherAsync(patterns).ConfigureAwait(false) is { } gathered)
                return new RunPlan(RunSearchPlan.Start) { Start = gathered };
            counts = await CountAsync(starts, LongProbeSize).ConfigureAwait(false);
        }

        if (counts.Count == 0)
            return otherwise;
        var (start, count) = counts.MinBy(entry => entry.Count);
        return count * StartCost <= walk
            ? new RunPlan(RunSearchPlan.Start) { Start = start, Sets = Sets(counts, 4.0 * count, except: start) }
            : new RunPlan(RunSearchPlan.Walk) { Sets = Sets(counts, 4 * walk, except: null) };
    }

    /// <summary>How many entries a walk would read; infinite if a sample cannot tell: nearly nothing in it matches, or the page begins where
    /// no index yields the order.</summary>
    private async Task<double> EstimateWalkAsync(long needed)
    {
        if (RunPhases.Of(search.Filter, part, experiment).FirstOrDefault() is not { } first)
            return 0;
        if (first.Driver.IndexedOrder.Count == 0)
            return double.PositiveInfinity;
        var (sql, arguments) = compiler.Sample(first.Driver, SampleSize);
        var reader = await search.Session.QueryAsync(sql, search.CancellationToken, arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync(search.CancellationToken).ConfigureAwait(false);
            var entries = ToInt64(reader.GetValue(0));
            var matches = ToInt64(reader.GetValue(1));
            if (matches >= needed)
                return SampleSize;

            // A short order may be read to its end without filling the page; how long what follows is, nobody knows.
            return matches < 2 || entries < SampleSize ? double.PositiveInfinity : (double)needed * entries / matches;
        }
    }

    /// <summary>Ranges hold more than equal values, as a rule: they are counted last, up to what a better one may have.</summary>
    private static bool IsLoose(Condition condition) => condition is NumberCondition { Comparator: not Comparator.Equal };

    /// <summary>The conditions that fewer runs than a limit satisfy, and how many they are. What is looser than one before is not counted
    /// to its end.</summary>
    private async Task<List<(RunDriver Start, long Count)>> CountAsync(IReadOnlyList<RunDriver> starts, long limit)
    {
        var counts = new List<(RunDriver, long)>();
        foreach (var start in starts)
        {
            var (sql, arguments) = compiler.Probe(start, limit);
            var count = ToInt64(await search.Session.ScalarAsync(sql, arguments).ConfigureAwait(false));
            if (count < limit)
            {
                counts.Add((start, count));
                limit = count;
            }

            if (count <= FewRuns)
                break;
        }

        return counts;
    }

    /// <summary>The runs that match a pattern, if they are few. No index knows: all values of the name are read, in one sweep over its index,
    /// which took 0.07 s of processor time over a million runs where following an order and looking up each run took 3 s.</summary>
    private async Task<RunDriver?> GatherAsync(RunDriver[] patterns)
    {
        foreach (var pattern in patterns)
        {
            var runs = new List<long>();
            var (sql, arguments) = compiler.Runs(pattern, MaxMatches + 1);
            var reader = await search.Session.QueryAsync(sql, search.CancellationToken, arguments).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(search.CancellationToken).ConfigureAwait(false))
                    runs.Add(reader.GetInt64(0));
            }

            if (runs.Count <= MaxMatches)
                return search.Filter.Known(runs, pattern.Covered);
        }

        return null;
    }

    /// <summary>What is read once into a set must be less than what it is asked for.</summary>
    private static List<RunDriver> Sets(List<(RunDriver Start, long Count)> counts, double most, RunDriver? except) =>
        [.. counts.Where(entry => entry.Count < most && !ReferenceEquals(entry.Start, except)).Select(entry => entry.Start)];

    private async Task<RunPlan> ForceAsync(RunSearchPlan plan, RunDriver[] starts, bool canWalk)
    {
        if (plan == RunSearchPlan.Start && starts.Length > 0)
        {
            var counts = await CountAsync(starts, ProbeSize).ConfigureAwait(false);
            return new RunPlan(plan) { Start = starts[0], Sets = Sets(counts, double.MaxValue, except: starts[0]) };
        }

        return plan == RunSearchPlan.Walk && canWalk
            ? new RunPlan(plan) { Sets = [.. starts.Take(1)] }
            : new RunPlan(RunSearchPlan.Sort);
    }

    private static long ToInt64(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
