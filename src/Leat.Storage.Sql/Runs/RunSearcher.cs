using System.Globalization;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Experiments;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Runs;

/// <summary>Finds the runs of a search: looks how much its conditions and its order would read, and chooses the plan that reads less.</summary>
/// <remarks>What is looked at before is bounded, so that a search over many runs does not pay for knowing how many they are.</remarks>
internal sealed partial class RunSearcher
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

    private const int MaxProbes = 12;

    /// <summary>Past so many experiments, or so many rows in each, one statement sorts all.</summary>
    private const int MaxMergedExperiments = 16;

    private const int MaxMergedRows = 10_000;

    /// <summary>What one run costs that a condition leads to, against one entry of an order: the run, its place in the order, the sorting.</summary>
    private const double StartCost = 3.5;

    private readonly SqlDatabase _database;
    private readonly SqlSession _session;
    private readonly RunFilterSql _filter;
    private readonly IReadOnlyList<FilterNode> _members;
    private readonly IReadOnlyList<OrderTerm> _terms;
    private readonly RunPosition? _after;
    private readonly RunSearchCompiler _compiler;
    private readonly CancellationToken _cancellationToken;

    private RunSearcher(
        SqlDatabase database, SqlSession session, RunFilterSql filter, RunQuery query, FilterNode tree, IReadOnlyList<OrderTerm> terms,
        RunPosition? after, CancellationToken cancellationToken)
    {
        _database = database;
        _session = session;
        _filter = filter;
        _members = tree.Members;
        _terms = terms;
        _after = after;
        _compiler = new RunSearchCompiler(database, query.View, filter, _members, terms);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The runs of one page, in order.</summary>
    /// <param name="database">The database.</param>
    /// <param name="session">In a transaction that sees one state.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="tree">Its filter.</param>
    /// <param name="orderBy">Its order.</param>
    /// <param name="limit">The most runs.</param>
    /// <param name="begin">Where the page begins.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<List<(long Key, RunInfo Info)>> FindAsync(
        SqlDatabase database, SqlSession session, RunQuery query, FilterNode tree, IReadOnlyList<OrderTerm> orderBy, int limit,
        (long Offset, RunPosition? After) begin, CancellationToken cancellationToken)
    {
        var experiments = new List<long>();
        foreach (var id in query.ExperimentIds)
        {
            if (ExperimentKey.TryParse(id, out var key) && !experiments.Contains(key))
                experiments.Add(key);
        }

        if (experiments.Count == 0)
            return [];
        var filter = await RunFilterSql.CreateAsync(database, session, tree, orderBy).ConfigureAwait(false);

        // A name that nobody has orders nothing.
        OrderTerm[] terms = [.. orderBy.Where(term => term.Entity == SearchEntity.Attribute || filter.NameOf(term.Key) is not null)];
        var searcher = new RunSearcher(database, session, filter, query, tree, terms, begin.After, cancellationToken);
        var offset = begin.After is null ? begin.Offset : 0;
        return experiments.Count == 1
            ? await searcher.SearchAsync(experiments[0], limit, offset).ConfigureAwait(false)
            : await searcher.SearchAsync(experiments, limit, offset).ConfigureAwait(false);
    }

    /// <summary>Of several experiments: the first of each, sorted together.</summary>
    private async Task<List<(long Key, RunInfo Info)>> SearchAsync(List<long> experiments, int limit, long offset)
    {
        var needed = offset + limit;
        if (experiments.Count > MaxMergedExperiments || needed > MaxMergedRows)
            return await ReadAsync(_compiler.Sort(experiments, limit, offset, _after)).ConfigureAwait(false);
        var runs = new List<long>();
        foreach (var experiment in experiments)
            runs.AddRange((await SearchAsync(experiment, (int)needed, 0).ConfigureAwait(false)).Select(run => run.Key));
        return runs.Count == 0 ? [] : await ReadAsync(_compiler.SortKnown(runs, limit, offset)).ConfigureAwait(false);
    }

    private async Task<List<(long Key, RunInfo Info)>> SearchAsync(long experiment, int limit, long offset)
    {
        var choice = await ChooseAsync(experiment, offset + limit).ConfigureAwait(false);
        LogChoice(_database.SearchLog, choice.Plan);
        return choice.Plan switch
        {
            RunSearchPlan.Start => await ReadAsync(_compiler.Page(new RunPhase(choice.Start!, _terms, [], _after), choice.Sets, limit, offset))
                .ConfigureAwait(false),
            RunSearchPlan.Walk => await WalkAsync(experiment, choice.Sets, limit, offset).ConfigureAwait(false),
            _ => await ReadAsync(_compiler.Sort([experiment], limit, offset, _after)).ConfigureAwait(false),
        };
    }

    private async Task<Choice> ChooseAsync(long experiment, long needed)
    {
        RunDriver[] starts =
        [
            .. _members.OfType<ConditionNode>().Select(node => node.Condition).OrderBy(IsLoose)
                .Select(condition => _filter.Find(condition, experiment)).OfType<RunDriver>().Take(MaxProbes),
        ];
        var canWalk = RunPhases.CanWalk(_terms);
        if (_database.Options.SearchPlan is { } forced)
            return await ForceAsync(forced, starts, canWalk).ConfigureAwait(false);
        if (starts.Length == 0)
            return new Choice(canWalk ? RunSearchPlan.Walk : RunSearchPlan.Sort);

        var walk = canWalk ? await EstimateWalkAsync(experiment, needed).ConfigureAwait(false) : double.PositiveInfinity;
        if (walk <= ShortWalk)
            return new Choice(RunSearchPlan.Walk);
        var counts = await CountAsync(starts, (long)Math.Min(ProbeSize, 4 * walk)).ConfigureAwait(false);
        if (counts.Count == 0 && double.IsPositiveInfinity(walk))
            counts = await CountAsync(starts, LongProbeSize).ConfigureAwait(false);
        if (counts.Count == 0)
            return new Choice(canWalk ? RunSearchPlan.Walk : RunSearchPlan.Sort);
        var (start, count) = counts.MinBy(entry => entry.Count);
        return count * StartCost <= walk
            ? new Choice(RunSearchPlan.Start) { Start = start, Sets = Sets(counts, 4.0 * count, except: start) }
            : new Choice(RunSearchPlan.Walk) { Sets = Sets(counts, 4 * walk, except: null) };
    }

    /// <summary>How many entries a walk would read; infinite if a sample cannot tell: nearly nothing in it matches, or the page begins where
    /// no index yields the order.</summary>
    private async Task<double> EstimateWalkAsync(long experiment, long needed)
    {
        if (RunPhases.Of(_filter, _members, _terms, experiment, _after).FirstOrDefault() is not { } first)
            return 0;
        if (first.Driver.IndexedOrder.Count == 0)
            return double.PositiveInfinity;
        var (sql, arguments) = _compiler.Sample(first.Driver, SampleSize);
        var reader = await _session.QueryAsync(sql, _cancellationToken, arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync(_cancellationToken).ConfigureAwait(false);
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
            var (sql, arguments) = _compiler.Probe(start, limit);
            var count = ToInt64(await _session.ScalarAsync(sql, arguments).ConfigureAwait(false));
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

    /// <summary>What is read once into a set must be less than what it is asked for.</summary>
    private static List<RunDriver> Sets(List<(RunDriver Start, long Count)> counts, double most, RunDriver? except) =>
        [.. counts.Where(entry => entry.Count < most && !ReferenceEquals(entry.Start, except)).Select(entry => entry.Start)];

    private async Task<Choice> ForceAsync(RunSearchPlan plan, RunDriver[] starts, bool canWalk)
    {
        if (plan == RunSearchPlan.Start && starts.Length > 0)
        {
            var counts = await CountAsync(starts, ProbeSize).ConfigureAwait(false);
            return new Choice(plan) { Start = starts[0], Sets = Sets(counts, double.MaxValue, except: starts[0]) };
        }

        return plan == RunSearchPlan.Walk && canWalk
            ? new Choice(plan) { Sets = [.. starts.Take(1)] }
            : new Choice(RunSearchPlan.Sort);
    }

    private async Task<List<(long Key, RunInfo Info)>> WalkAsync(long experiment, IReadOnlyList<RunDriver> sets, int limit, long offset)
    {
        var found = new List<(long, RunInfo)>();
        foreach (var phase in RunPhases.Of(_filter, _members, _terms, experiment, _after))
        {
            RunDriver[] others = [.. sets.Where(set => !set.Covered.Any(phase.Driver.Covered.Contains))];
            var rows = await ReadAsync(_compiler.Page(phase, others, limit - found.Count, offset)).ConfigureAwait(false);
            found.AddRange(rows);
            if (found.Count == limit)
                break;
            if (rows.Count > 0)
            {
                offset = 0;
            }
            else if (offset > 0)
            {
                var (sql, arguments) = _compiler.Count(phase.Driver, others, phase.Without);
                offset -= ToInt64(await _session.ScalarAsync(sql, arguments).ConfigureAwait(false));
            }
        }

        return found;
    }

    private async Task<List<(long Key, RunInfo Info)>> ReadAsync((string Sql, object?[] Arguments) statement)
    {
        var found = new List<(long, RunInfo)>();
        var reader = await _session.QueryAsync(statement.Sql, _cancellationToken, statement.Arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(_cancellationToken).ConfigureAwait(false))
                found.Add(RunColumns.Read(reader));
        }

        return found;
    }

    private static long ToInt64(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Search over runs by plan {Plan}.")]
    private static partial void LogChoice(ILogger logger, RunSearchPlan plan);

    private sealed record Choice(RunSearchPlan Plan)
    {
        public RunDriver? Start { get; init; }

        public IReadOnlyList<RunDriver> Sets { get; init; } = [];
    }
}
