using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>A stretch of an order that one index yields.</summary>
/// <param name="Driver">Yields it.</param>
/// <param name="Rest">Terms that its order does not cover.</param>
/// <param name="Without">What the runs of this stretch lack: those that have it came before.</param>
internal sealed record RunPhase(RunDriver Driver, IReadOnlyList<OrderTerm> Rest, IReadOnlyList<OrderTerm> Without);

/// <summary>Cuts an order into stretches: the runs that have what it goes by, then NaN, then those that lack it, which go by the next
/// term.</summary>
internal static class RunPhases
{
    /// <summary>Whether an index yields the order, its first term at least.</summary>
    public static bool CanWalk(IReadOnlyList<OrderTerm> terms) =>
        terms.Count == 0 || terms[0].Entity != SearchEntity.Attribute || terms[0].Key == "start_time";

    /// <summary>The stretches, one after the other.</summary>
    /// <param name="filter">Knows the numbers of names.</param>
    /// <param name="members">What must hold: conditions on what the order goes by narrow the stretch.</param>
    /// <param name="terms">The order.</param>
    /// <param name="experiment">Where to look.</param>
    public static IEnumerable<RunPhase> Of(
        RunFilterSql filter, IReadOnlyList<FilterNode> members, IReadOnlyList<OrderTerm> terms, long experiment)
    {
        var without = new List<OrderTerm>();
        for (var i = 0; i <= terms.Count; i++)
        {
            OrderTerm[] rest = [.. terms.Skip(i + 1)];
            if (i == terms.Count || terms[i].Entity == SearchEntity.Attribute)
            {
                yield return new RunPhase(OfRuns(i == terms.Count ? null : terms[i], experiment), WithoutDriven(terms, i), [.. without]);
                yield break;
            }

            var term = terms[i];
            var own = members.OfType<ConditionNode>().Select(node => node.Condition)
                .Where(condition => condition.Entity == term.Entity && condition.Key == term.Key).ToList();
            if (term.Entity == SearchEntity.Metric)
            {
                yield return new RunPhase(OfMetric(filter, term, experiment, own, isNan: false), rest, [.. without]);
                yield return new RunPhase(OfMetric(filter, term, experiment, own, isNan: true), rest, [.. without]);
            }
            else
            {
                yield return new RunPhase(OfText(filter, term, experiment, own), rest, [.. without]);
            }

            // What lacks it satisfies no condition about it.
            if (own.Count > 0)
                yield break;
            without.Add(term);
        }
    }

    /// <summary>An attribute without an index is sorted with the terms behind it.</summary>
    private static OrderTerm[] WithoutDriven(IReadOnlyList<OrderTerm> terms, int at) =>
        [.. terms.Skip(at < terms.Count && terms[at].Key == "start_time" ? at + 1 : at)];

    private static RunDriver OfRuns(OrderTerm? term, long experiment)
    {
        string[] order = term switch
        {
            { Key: "start_time" } => [$"r.start_ms {RunSearchCompiler.Direction(term)}"],
            null => ["r.start_ms DESC"],
            _ => [],
        };
        return new RunDriver("runs", (text, _) => $"r.experiment_id = {text.Parameter(experiment)}")
        {
            Order = term is null ? [] : order,
            IndexedOrder = order,
        };
    }

    private static RunDriver OfMetric(RunFilterSql filter, OrderTerm term, long experiment, List<Condition> own, bool isNan)
    {
        string[] order = isNan ? [] : [$"d.value {RunSearchCompiler.Direction(term)}"];
        return new RunDriver(
            "metric_latest",
            (text, alias) => $"{RunFilterSql.OfName(text, alias, experiment, filter.NameOf(term.Key)!.Value)} "
                + $"AND {alias}.is_nan = {(isNan ? 1 : 0)}{Own(filter, text, alias, own)}")
        {
            Order = order,
            IndexedOrder = order,
            Covered = own,
        };
    }

    private static RunDriver OfText(RunFilterSql filter, OrderTerm term, long experiment, List<Condition> own)
    {
        var direction = RunSearchCompiler.Direction(term);
        var indexed = $"{filter.Prefix("d.value")} {direction}";
        return new RunDriver(
            RunFilterSql.Table(term.Entity),
            (text, alias) => RunFilterSql.OfName(text, alias, experiment, filter.NameOf(term.Key)!.Value) + Own(filter, text, alias, own))
        {
            Order = [indexed, $"d.value {direction}"],
            IndexedOrder = [indexed],
            Covered = own,
        };
    }

    private static string Own(RunFilterSql filter, SqlText text, string alias, List<Condition> own) =>
        string.Concat(own.Select(condition => $" AND ({filter.CompareValue(text, alias, condition)})"));
}
