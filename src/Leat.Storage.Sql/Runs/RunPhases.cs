using Leat.Core.Search;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Runs;

/// <summary>A stretch of an order that one index yields.</summary>
/// <param name="Driver">Yields it.</param>
/// <param name="Rest">Terms that its order does not cover.</param>
/// <param name="Without">What the runs of this stretch lack: those that have it came before.</param>
/// <param name="After">The place in this stretch that the runs wanted come after; null for all of it.</param>
internal sealed record RunPhase(RunDriver Driver, IReadOnlyList<OrderTerm> Rest, IReadOnlyList<OrderTerm> Without, RunPosition? After)
{
    /// <summary>Whether runs of this stretch may share a value of the order's first term.</summary>
    public bool CanHoldTies => Without.Count == 0 && !Driver.IsRuns && Driver.IndexedOrder.Count > 0;

    /// <summary>What comes before the runs with a value.</summary>
    public RunPhase Before(object value) => this with { Driver = Driver.Beside(value, isBehind: false) };

    /// <summary>What comes behind the runs with a value; the place is at them or before them.</summary>
    public RunPhase Behind(object value)
    {
        var behind = Driver.Beside(value, isBehind: true);
        return this with { Driver = behind with { Order = [.. behind.Order.Select(key => key with { At = null })] }, After = null };
    }
}

/// <summary>Cuts an order into stretches: the runs that have what it goes by, then NaN, then those that lack it, which go by the next
/// term.</summary>
internal static class RunPhases
{
    /// <summary>Whether an index yields the order, its first term at least.</summary>
    public static bool CanWalk(IReadOnlyList<OrderTerm> terms, SqlSyntax syntax) => terms is not [var first, ..] || first.Entity switch
    {
        SearchEntity.Attribute => first.Field == RunSearch.StartTime,
        SearchEntity.Metric => true,
        _ => syntax.OrdersTexts,
    };

    /// <summary>The stretches, one after the other.</summary>
    /// <param name="filter">Knows the numbers of names.</param>
    /// <param name="part">What to find: conditions on what the order goes by narrow the stretch.</param>
    /// <param name="experiment">Where to look.</param>
    public static IEnumerable<RunPhase> Of(RunFilterSql filter, RunSearchPart part, long experiment)
    {
        var (members, terms, after) = part;
        var without = new List<OrderTerm>();
        for (var i = 0; i < terms.Count && terms[i].Entity != SearchEntity.Attribute; i++)
        {
            var term = terms[i];
            OrderTerm[] rest = [.. terms.Skip(i + 1)];
            var own = members.OfType<ConditionNode>().Select(node => node.Condition)
                .Where(condition => condition.Field == term.Field).ToList();
            foreach (var rank in RanksOf(term).Where(rank => after is null || after[term].Rank <= rank))
            {
                // Stretches behind the one that holds the place are wanted whole.
                var place = after?[term].Rank == rank ? after : null;
                yield return new RunPhase(OfTerm(filter, term, experiment, own, rank, place?[term]), rest, [.. without], place);
            }

            if (after?[term].Rank != OrderRank.Missing)
                after = null;

            // What lacks it satisfies no condition about it.
            if (own.Count > 0)
                yield break;
            without.Add(term);
        }

        yield return OfRuns(terms, without, experiment, after);
    }

    private static OrderRank[] RanksOf(OrderTerm term) =>
        term.Entity == SearchEntity.Metric ? [OrderRank.Value, OrderRank.NotANumber] : [OrderRank.Value];

    /// <summary>The last stretch: by an attribute, or by nothing but the tie-breaks. An attribute without an index is sorted with the terms
    /// behind it.</summary>
    private static RunPhase OfRuns(IReadOnlyList<OrderTerm> terms, List<OrderTerm> without, long experiment, RunPosition? after)
    {
        var first = terms.Count > without.Count ? terms[without.Count] : RunSearch.NewestFirst;
        var isIndexed = first.Field == RunSearch.StartTime;
        SortKey[] order = isIndexed ? [new SortKey(RunSearchColumns.Instance[first.Field].Expression, first.Ascending) { At = after?[first].Value }] : [];
        var driver = new RunDriver("runs", (text, _) => $"{From(text, order)}r.experiment_id = {text.Parameter(experiment)}")
        {
            Order = order,
            IndexedOrder = order,
        };
        return new RunPhase(driver, [.. terms.Skip(without.Count + (isIndexed ? 1 : 0))], [.. without], after);
    }

    private static RunDriver OfTerm(
        RunFilterSql filter, OrderTerm term, long experiment, List<Condition> own, OrderRank rank, OrderValue? at)
    {
        var isMetric = term.Entity == SearchEntity.Metric;
        SortKey[] order = (isMetric, rank) switch
        {
            (true, OrderRank.NotANumber) => [],
            (true, _) => [new SortKey("d.value", term.Ascending) { At = at?.Value }],
            _ => filter.TextKeys("d.value", term.Ascending, (string?)at?.Value),
        };
        SortKey[] indexed = [.. order.Take(1)];
        return new RunDriver(
            RunSearchColumns.Table(term.Entity),
            (text, alias) => From(text, indexed) + RunFilterSql.OfName(text, alias, experiment, filter.NameOf(term.Field)!.Value)
                + (isMetric ? $" AND {alias}.is_nan = {(rank == OrderRank.NotANumber ? 1 : 0)}" : "")
                + string.Concat(own.Select(condition => $" AND ({RunFilterSql.CompareValue(text, alias, condition)})")))
        {
            Order = order,
            IndexedOrder = indexed,
            Covered = own,
        };
    }

    /// <summary>Where the index has to be entered. Of several such conditions SQLite takes the first that is written.</summary>
    private static string From(SqlText text, SortKey[] indexed) => indexed is [{ At: not null } key, ..] ? $"{key.From(text)} AND " : "";
}
