using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>Orders objects as a search does.</summary>
/// <remarks>Texts go by code point; what an object lacks comes last in both directions, behind NaN, which comes behind all numbers.
/// Safe for concurrent use.</remarks>
/// <param name="terms">The order, with its tie-breaks.</param>
/// <param name="values">Reads what they go by.</param>
/// <typeparam name="T">What is searched.</typeparam>
internal sealed class SearchComparer<T>(IReadOnlyList<OrderTerm> terms, FieldReader<T> values) : IComparer<T>
{
    /// <summary>Below, at or above 0 as <paramref name="x"/> comes before, with or after <paramref name="y"/>.</summary>
    public int Compare(T? x, T? y)
    {
        if (x is null || y is null)
            return (x is null).CompareTo(y is null);
        foreach (var term in terms)
        {
            if (Compare(values.One(x, term.Field), values.One(y, term.Field), term.Ascending) is var order and not 0)
                return order;
        }

        return 0;
    }

    private static int Compare(OrderValue x, OrderValue y, bool ascending)
    {
        if (x.Rank != OrderRank.Value || y.Rank != OrderRank.Value)
            return x.Rank.CompareTo(y.Rank);
        var order = x.Value is string text
            ? TextOrder.Instance.Compare(text, (string?)y.Value)
            : Comparer<object>.Default.Compare(x.Value, y.Value);
        return ascending ? order : -Math.Sign(order);
    }
}
