namespace Leat.Core.Search;

/// <summary>A comparison as it was written; whether its field exists and its value fits is not known yet.</summary>
/// <param name="Field">A name.</param>
/// <param name="Operator">A symbol, or words joined by a blank: <c>&gt;=</c>, <c>LIKE</c>, <c>not in</c>, <c>IS NOT NULL</c>.</param>
/// <param name="Value">A name, a quoted text, a number or a list; NULL itself where that ends the operator.</param>
internal readonly record struct Clause(Token Field, Token Operator, Token Value)
{
    /// <summary>How the clause asks whether its field is there: IsNull or IsNotNull; null if it compares values.</summary>
    public Comparator? Presence => Comparators.OfPresence.Find(this, StringComparison.OrdinalIgnoreCase);
}
