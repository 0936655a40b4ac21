namespace Leat.Core.Search;

/// <summary>A keyset cursor, that is a place in an order of runs: what the run there has of each term, tie-breaks included, so that no other run shares it.</summary>
/// <remarks>Stays where it is when the run changes or goes away. Immutable.</remarks>
public sealed class RunCursor
{
    private readonly Dictionary<OrderTerm, OrderValue> _values;

    internal RunCursor(IReadOnlyList<OrderTerm> terms, IReadOnlyList<OrderValue> values) =>
        _values = terms.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>What the run there has of a term of the order, or of a tie-break.</summary>
    public OrderValue this[OrderTerm term] => _values[term];

    /// <summary>What a run has of each of some terms.</summary>
    internal static IReadOnlyList<OrderValue> ValuesOf(Run run, IReadOnlyList<OrderTerm> terms) =>
        [.. terms.Select(term => RunSearch.Values.One(run, term.Field))];
}
