namespace Leat.Core.Search;

/// <summary>A comparison as it was written; whether its field exists and its value fits is not known yet.</summary>
/// <param name="Field">A name.</param>
/// <param name="Operator">A symbol, or one or two words joined by a blank: <c>&gt;=</c>, <c>LIKE</c>, <c>not in</c>.</param>
/// <param name="Value">A name, a quoted text, a number or a list.</param>
internal readonly record struct Clause(Token Field, Token Operator, Token Value);
