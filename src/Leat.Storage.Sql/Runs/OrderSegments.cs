using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>A segment of an order that one index yields.</summary>
/// <param name="Path">The access path that yields it.</param>
/// <param name="Rest">Terms that the path's order does not cover.</param>
/// <param name="Without">Terms that the runs of this segment lack: runs that have them came before.</param>
/// <param name="Cursor">The position in this segment after which runs are wanted; null for all of it.</param>
internal sealed record OrderSegment(AccessPath Path, IReadOnlyList<OrderTerm> Rest, IReadOnlyList<OrderTerm> Without, RunCursor? Cursor)
{
    /// <summary>Whether runs of this segment may share a value of the order's first term.</summary>
    public bool CanHoldTies => Without.Count == 0 && !Path.IsRuns && Path.IndexOrder.Count > 0;

    /// <summary>The part of the segment before the runs with a value.</summary>
    public OrderSegment Before(object value) => this with { Path = Path.Beside(value, isBehind: false) };

    /// <summary>The part of the segment from the runs with a value on.</summary>
    public OrderSegment From(object value) => this with { Path = Path.From(value) };

    /// <summary>The part of the segment up to the runs with a value.</summary>
    public OrderSegment Until(object value) => this with { Path = Path.Until(value) };

    /// <summary>The part of the segment after the runs with a value; the cursor is at or before these runs.</summary>
    public OrderSegment Behind(object value)
    {
        var behind = Path.Beside(value, isBehind: true);
        return this with { Path = behind with { Order = [.. behind.Order.Select(column => column with { Cursor = null })] }, Cursor = null };
    }
}

/// <summary>Cuts an order into segments: the runs that have the first term's field, then those where it is NaN, then those that lack it, ordered
/// by the next term.</summary>
internal static class OrderSegments
{
    /// <summary>Whether an index yields the order, at least by its first term.</summary>
    public static bool HaveIndex(IReadOnlyList<OrderTerm> terms) =>
        terms is not [var first, ..] || (first.Entity == SearchEntity.Attribute ? first.Field == RunSearch.StartTime : IsByValue(first));

    /// <summary>The segments, one after the other.</summary>
    /// <param name="filter">Knows the numbers of names.</param>
    /// <param name="part">What to find; conditions on the field that is sorted by narrow the segment.</param>
    /// <param name="experiment">Where to look.</param>
    public static IEnumerable<OrderSegment> Of(RunFilterSql filter, RunSearchPart part, long experiment)
    {
        var (members, terms, cursor) = part;
        var without = new List<OrderTerm>();
        for (var i = 0; i < terms.Count && terms[i].Entity != SearchEntity.Attribute && IsByValue(terms[i]); i++)
        {
            var term = terms[i];
            OrderTerm[] rest = [.. terms.Skip(i + 1)];
            var conditions = members.OfType<ConditionNode>().Select(node => node.Condition)
                .Where(condition => condition.Field == term.Field).ToList();
            foreach (var rank in RanksOf(term).Where(rank => cursor is null || cursor[term].Rank <= rank))
            {
                // Segments after the one that holds the cursor are wanted whole.
                var own = cursor?[term].Rank == rank ? cursor : null;
                yield return new OrderSegment(OfTerm(filter, term, experiment, conditions, rank, own?[term]), rest, [.. without], own);
            }

            if (cursor?[term].Rank != OrderRank.Missing)
                cursor = null;

            // Runs that lack the field satisfy no condition on it.
            if (conditions.Count > 0)
                yield break;
            without.Add(term);
        }

        yield return OfRuns(terms, without, experiment, cursor);
    }

    /// <summary>The index holds the latest values of metrics, not their other parts.</summary>
    private static bool IsByValue(OrderTerm term) => term.Field is NamedField { Part: MetricPart.Last };

    private static OrderRank[] RanksOf(OrderTerm term) =>
        term.Entity == SearchEntity.Metric ? [OrderRank.Value, OrderRank.NotANumber] : [OrderRank.Value];

    /// <summary>The last segment: ordered by an attribute, or by the tie-breaks alone. An attribute without an index is sorted together with the
    /// terms after it.</summary>
    private static OrderSegment OfRuns(IReadOnlyList<OrderTerm> terms, List<OrderTerm> without, long experiment, RunCursor? cursor)
    {
        var first = terms.Count > without.Count ? terms[without.Count] : RunSearch.NewestFirst;
        var isIndexed = first.Field == RunSearch.StartTime;
        KeysetColumn[] order = isIndexed ? [new KeysetColumn(RunSearchColumns.Instance[first.Field].Expression, first.Ascending) { Cursor = cursor?[first].Value }] : [];
        var path = new AccessPath("runs", (text, _) => $"{From(text, order)}r.experiment_id = {text.Parameter(experiment)}")
        {
            Order = order,
            IndexOrder = order,
        };
        return new OrderSegment(path, [.. terms.Skip(without.Count + (isIndexed ? 1 : 0))], [.. without], cursor);
    }

    private static AccessPath OfTerm(
        RunFilterSql filter, OrderTerm term, long experiment, List<Condition> conditions, OrderRank rank, OrderValue? at)
    {
        var isMetric = term.Entity == SearchEntity.Metric;
        KeysetColumn[] order = (isMetric, rank) switch
        {
            (true, OrderRank.NotANumber) => [],
            (true, _) => [new KeysetColumn("d.value", term.Ascending) { Cursor = at?.Value }],
            _ => filter.TextKeys(RunSearchColumns.Table(term.Entity), "d", term.Ascending, (string?)at?.Value),
        };
        KeysetColumn[] indexed = [.. order.Take(1)];
        return new AccessPath(
            RunSearchColumns.Table(term.Entity),
            (text, alias) => From(text, indexed) + RunFilterSql.OfName(text, alias, experiment, filter.NameOf(term.Field)!.Value)
                + (isMetric ? $" AND {alias}.is_nan = {(rank == OrderRank.NotANumber ? 1 : 0)}" : "")
                + string.Concat(conditions.Select(condition => $" AND ({RunFilterSql.CompareValue(text, alias, condition)})")))
        {
            Order = order,
            IndexOrder = indexed,
            Covered = conditions,
        };
    }

    /// <summary>The condition by which the index is entered. It is written first, because SQLite uses the first of several such conditions.</summary>
    private static string From(SqlText text, KeysetColumn[] indexed) => indexed is [{ Cursor: not null } column, ..] ? $"{column.From(text)} AND " : "";
}
