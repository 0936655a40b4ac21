namespace Leat.Core.Search;

/// <summary>A keyset cursor, that is a position in an order of runs: the values of the run there for each term, including tie-breaks, so
/// that no other run shares it.</summary>
/// <remarks>Does not move when the run changes or is removed. Immutable.</remarks>
public sealed class RunCursor
{
    private readonly Dictionary<OrderTerm, OrderValue> _values;

    internal RunCursor(IReadOnlyList<OrderTerm> terms, IReadOnlyList<OrderValue> values) =>
        _values = terms.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>The run's value for a term of the order, or for a tie-break.</summary>
    public OrderValue this[OrderTerm term] => _values[term];

    /// <summary>A run's values for these terms.</summary>
    internal static IReadOnlyList<OrderValue> ValuesOf(Run run, IReadOnlyList<OrderTerm> terms) =>
        [.. terms.Select(term => RunSearch.Values.One(run, term.Field))];
}
