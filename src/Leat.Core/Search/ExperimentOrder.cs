using System.Globalization;

namespace Leat.Core.Search;

/// <summary>Orders experiments in memory as a search does; what stores with a database compile to SQL must agree with it.</summary>
/// <remarks>Names go by code point, ids as numbers. Safe for concurrent use.</remarks>
public sealed class ExperimentOrder : IComparer<Experiment>
{
    /// <summary>Imported directories may have ids that are no numbers: they come last, as texts.</summary>
    private static readonly Comparison<Experiment> ByIdAsText =
        OrderComparisons.ByText<Experiment>(experiment => experiment.ExperimentId, ascending: true);

    private readonly Comparison<Experiment>[] _comparisons;

    /// <summary>Prepares an order.</summary>
    /// <param name="order">From <see cref="ExperimentSearch.ParseOrderBy"/>.</param>
    public ExperimentOrder(SearchOrder<Experiment> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        _comparisons = [.. order.Total.Select(ComparisonOf), ByIdAsText];
    }

    /// <summary>Below, at or above 0 as <paramref name="x"/> comes before, with or after <paramref name="y"/>.</summary>
    public int Compare(Experiment? x, Experiment? y)
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

    private static Comparison<Experiment> ComparisonOf(OrderTerm term)
    {
        if (term.Key == "name")
            return OrderComparisons.ByText<Experiment>(experiment => experiment.Name, term.Ascending);
        if (term.Key == "experiment_id")
            return OrderComparisons.ByInteger<Experiment>(Number, term.Ascending);
        var time = ExperimentMatcher.TimeAttribute(term.Key);
        return OrderComparisons.ByInteger<Experiment>(experiment => time(experiment), term.Ascending);
    }

    private static long? Number(Experiment experiment) =>
        long.TryParse(experiment.ExperimentId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
