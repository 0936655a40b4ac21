namespace Leat.Core.Search;

/// <summary>Orders runs in memory as a search does; what stores with a database compile to SQL must agree with it.</summary>
/// <remarks>Texts go by code point, statuses by name; what a run lacks comes last in both directions, behind NaN, which
/// comes behind all numbers. Safe for concurrent use.</remarks>
public sealed class RunOrder : IComparer<Run>
{
    private readonly Comparison<Run>[] _comparisons;

    /// <summary>Prepares an order.</summary>
    /// <param name="order">From <see cref="RunSearch.ParseOrderBy"/>.</param>
    public RunOrder(SearchOrder<Run> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        _comparisons = [.. order.Total.Select(ComparisonOf)];
    }

    /// <summary>Below, at or above 0 as <paramref name="x"/> comes before, with or after <paramref name="y"/>.</summary>
    public int Compare(Run? x, Run? y)
    {
        if (x is null || y is null)
            return (x is null).CompareTo(y is null);
        foreach (var comparison in _comparisons)
        {
            if (comparison(x, y) is var order and not 0)
                return order;
        }

        return 0;
    }

    private static Comparison<Run> ComparisonOf(OrderTerm term) => term.Entity switch
    {
        SearchEntity.Metric => OrderComparisons.ByMetric<Run>(run => RunValues.Metric(run, term.Key), term.Ascending),
        SearchEntity.Param => OrderComparisons.ByText<Run>(run => RunValues.Param(run, term.Key), term.Ascending),
        SearchEntity.Tag => OrderComparisons.ByText<Run>(run => RunValues.Tag(run, term.Key), term.Ascending),
        _ when RunSearch.IsTime(term) =>
            OrderComparisons.ByInteger(RunValues.TimeAttribute(term.Key), term.Ascending),
        _ => OrderComparisons.ByText(RunValues.TextAttribute(term.Key), term.Ascending),
    };
}
