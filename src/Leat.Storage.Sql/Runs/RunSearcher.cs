using System.Globalization;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Search;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Runs;

/// <summary>Finds the runs of a search, by the plan that reads least.</summary>
internal sealed partial class RunSearcher
{
    /// <summary>With more experiments than this, or more rows needed from each, one statement sorts them all.</summary>
    private const int MaxMergedExperiments = 16;

    private const int MaxMergedRows = 10_000;

    private readonly RunSearchContext _search;
    private readonly RunSearchPart _part;
    private readonly RunSearchCompiler _compiler;

    private RunSearcher(RunSearchContext search, RunSearchPart part)
    {
        _search = search;
        _part = part;
        _compiler = new RunSearchCompiler(search.Database, search.View, search.Filter, part);
    }

    /// <summary>The runs of one page, in order.</summary>
    /// <param name="database">The database.</param>
    /// <param name="session">A session in a read transaction, which sees one state of the database.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="begin">Where the page begins.</param>
    /// <param name="log">Receives the chosen plan.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<List<(long Key, RunInfo Info)>> FindAsync(
        SqlDatabase database,
        SqlSession session,
        RunQuery query,
        (long Offset, RunCursor? Cursor) begin,
        ILogger log,
        CancellationToken cancellationToken)
    {
        var experiments = ExperimentKey.ParseValid(query.ExperimentIds);
        if (experiments.Count == 0)
            return [];
        var filter = await RunFilterSql.CreateAsync(database, session, query).ConfigureAwait(false);

        // A name that no run has cannot order anything.
        OrderTerm[] terms = [.. query.OrderBy.Terms.Where(term => term.Entity == SearchEntity.Attribute || filter.NameOf(term.Field) is not null)];
        var searcher = new RunSearcher(
            new RunSearchContext(database, session, filter, query.View, log, cancellationToken), new RunSearchPart(query.Filter.Root.Members, terms, begin.Cursor));
        var offset = begin.Cursor is null ? begin.Offset : 0;
        var limit = (int)query.MaxResults;
        return experiments.Count == 1
            ? await searcher.SearchAsync(experiments[0], limit, offset).ConfigureAwait(false)
            : await searcher.SearchAsync(experiments, limit, offset).ConfigureAwait(false);
    }

    /// <summary>A page over several experiments: the first runs of each, sorted together.</summary>
    private async Task<List<(long Key, RunInfo Info)>> SearchAsync(IReadOnlyList<long> experiments, int limit, long offset)
    {
        var needed = offset + limit;
        if (experiments.Count > MaxMergedExperiments || needed > MaxMergedRows)
            return await ReadAsync(_compiler.Sort(experiments, limit, offset)).ConfigureAwait(false);
        var runs = new List<long>();
        foreach (var experiment in experiments)
            runs.AddRange((await SearchAsync(experiment, (int)needed, 0).ConfigureAwait(false)).Select(run => run.Key));
        return runs.Count == 0 ? [] : await ReadAsync(_compiler.SortKnown(runs, limit, offset)).ConfigureAwait(false);
    }

    private async Task<List<(long Key, RunInfo Info)>> SearchAsync(long experiment, int limit, long offset)
    {
        var plan = await new RunPlanner(_search, _part, _compiler, experiment).ChooseAsync(offset + limit).ConfigureAwait(false);
        LogChoice(_search.Log, plan.Kind);
        return plan.Kind switch
        {
            RunSearchPlan.ConditionScan => await ReadAsync(_compiler.Page(new OrderSegment(plan.Path!, _part.Terms, [], _part.Cursor), plan.SemiJoins, limit, offset))
                .ConfigureAwait(false),
            RunSearchPlan.OrderScan => await ScanOrderAsync(experiment, plan.SemiJoins, limit, offset).ConfigureAwait(false),
            _ => await ReadAsync(_compiler.Sort([experiment], limit, offset)).ConfigureAwait(false),
        };
    }

    private async Task<List<(long Key, RunInfo Info)>> ScanOrderAsync(long experiment, IReadOnlyList<AccessPath> semiJoins, int limit, long offset)
    {
        var found = new List<(long, RunInfo)>();
        foreach (var whole in OrderSegments.Of(_search.Filter, _part, experiment))
        {
            AccessPath[] others = [.. semiJoins.Where(semiJoin => !semiJoin.Covered.Any(whole.Path.Covered.Contains))];
            var segment = whole;
            if (offset >= _search.Database.Options.DeepOffset)
            {
                (var rest, offset) = await SkipAsync(experiment, whole, others, offset).ConfigureAwait(false);
                if (rest is null)
                    continue;
                segment = rest;
            }

            var wasSkipped = !ReferenceEquals(segment, whole);
            var rows = offset == 0 || wasSkipped
                ? await ScanSegmentAsync(experiment, segment, others, limit - found.Count, offset).ConfigureAwait(false)
                : await ReadPageAsync(segment, others, limit - found.Count, offset).ConfigureAwait(false);
            found.AddRange(rows);
            if (found.Count == limit)
                break;
            if (rows.Count > 0)
                offset = 0;
            else if (offset > 0)
                offset -= await CountAsync(_compiler.Count(segment.Path, others, segment.Without)).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>Passes over the runs of a segment by its index alone, where that tells enough: whose run stands at the offset does not matter, only
    /// which value is there and how many runs come before those with this value.</summary>
    /// <returns>The segment from this value on, null if it ends before, and how many runs are still to be passed over; the segment itself if
    /// its index does not tell enough.</returns>
    private async Task<(OrderSegment? Segment, long Offset)> SkipAsync(long experiment, OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, long offset)
    {
        if (await RunsInView.FindAsync(_search.Session, experiment, _search.View, _search.CancellationToken).ConfigureAwait(false) is not { } view
            || !_compiler.CanSkip(segment.Path, view))
        {
            return (segment, offset);
        }

        var (sql, arguments) = _compiler.ValueAt(segment, semiJoins, view, offset);
        var value = await _search.Session.ScalarAsync(sql, arguments).ConfigureAwait(false);
        var passed = value is null ? segment : segment.Before(value);
        var before = await CountAsync(_compiler.CountInView(passed, semiJoins, view)).ConfigureAwait(false);
        return (value is null ? null : segment.From(value), offset - before);
    }

    /// <summary>The first runs of a segment. An index yields runs that share a value in no useful order, so the database reads all of them
    /// before it returns the first. If many share one, they are searched separately, as runs with that value in the rest of the order.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="semiJoins">Conditions whose runs are gathered once.</param>
    /// <param name="limit">The most runs.</param>
    /// <param name="offset">How many runs to pass over; all of them have the segment's first value.</param>
    private async Task<List<(long Key, RunInfo Info)>> ScanSegmentAsync(
        long experiment, OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, int limit, long offset)
    {
        var found = new List<(long, RunInfo)>();
        while (segment.CanHoldTies && await FindTieAsync(segment).ConfigureAwait(false) is { } tie)
        {
            found.AddRange(await ReadPageAsync(segment.Before(tie), semiJoins, limit - found.Count, offset).ConfigureAwait(false));
            if (found.Count == limit)
                return found;

            // Where nothing came before them, the runs to pass over are among those that share the value.
            offset = found.Count > 0 ? 0 : offset;
            var term = _part.Terms[0];
            FilterNode[] members =
            [
                new ConditionNode(RunFilterSql.Equal(term, tie)),
                .. _part.Members.Where(member => member is not ConditionNode leaf || !segment.Path.Covered.Contains(leaf.Condition)),
            ];
            var own = segment.Cursor is { } cursor && tie.Equals(cursor[term].Value) ? cursor : null;
            var tied = new RunSearcher(_search, new RunSearchPart(members, segment.Rest, own));
            found.AddRange(await tied.SearchAsync(experiment, limit - found.Count, offset).ConfigureAwait(false));
            if (found.Count == limit)
                return found;
            offset = 0;
            segment = segment.Behind(tie);
        }

        found.AddRange(await ReadPageAsync(segment, semiJoins, limit - found.Count, offset).ConfigureAwait(false));
        return found;
    }

    /// <summary>The first value that many runs share, looked for near the beginning of a segment; null if there is none.</summary>
    private async Task<object?> FindTieAsync(OrderSegment segment)
    {
        var (sql, arguments) = _compiler.FirstTie(segment.Path, _search.Database.Options.ManyTied);
        var tie = await _search.Session.ScalarAsync(sql, arguments).ConfigureAwait(false);
        return tie is string text && !IndexedText.IsWhole(text) ? null : tie;
    }

    /// <summary>A page of a segment, read no further than to its end: a database that reads everything before it sorts is told first at which value
    /// the page ends.</summary>
    private async Task<List<(long Key, RunInfo Info)>> ReadPageAsync(OrderSegment segment, IReadOnlyList<AccessPath> semiJoins, int limit, long offset)
    {
        if (segment.Path.IndexOrder.Count > 0 && !_search.Database.Syntax.SortsPiecewise)
        {
            var (sql, arguments) = _compiler.LastValue(segment, semiJoins, limit + offset);
            if (await _search.Session.ScalarAsync(sql, arguments).ConfigureAwait(false) is { } last)
                segment = segment.Until(last);
        }

        return await ReadAsync(_compiler.Page(segment, semiJoins, limit, offset)).ConfigureAwait(false);
    }

    private async Task<long> CountAsync((string Sql, object?[] Arguments) statement) => Convert.ToInt64(
        await _search.Session.ScalarAsync(statement.Sql, statement.Arguments).ConfigureAwait(false), CultureInfo.InvariantCulture);

    private ValueTask<List<(long Key, RunInfo Info)>> ReadAsync((string Sql, object?[] Arguments) statement) =>
        _search.Session.ReadAsync(statement.Sql, statement.Arguments, RunColumns.Read, _search.CancellationToken);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Debug, Message = "Search over runs by plan {Plan}.")]
    private static partial void LogChoice(ILogger logger, RunSearchPlan plan);
}
