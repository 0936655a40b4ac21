namespace Leat.Core.Search;

/// <summary>Reads order terms: <c>field</c>, <c>field ASC</c> or <c>field DESC</c>, the direction in any case.</summary>
internal static class OrderParser
{
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field twice where that is not allowed.</exception>
    public static IReadOnlyList<OrderTerm> Parse(IReadOnlyList<string> orderBy, SearchGrammar grammar)
    {
        SearchLimits.Check(orderBy.Count, SearchLimits.MaxOrderTerms, "order_by", "fields");
        var terms = new List<OrderTerm>(orderBy.Count);

        // Keyed by the entity as written too, since a name may stand for a tag.
        var seen = new HashSet<(SearchEntity Written, SearchField Field)>();
        var repeated = new List<string>();
        foreach (var clause in orderBy)
        {
            var (written, term) = ParseTerm(clause, grammar);
            if (seen.Add((written, term.Field)))
                terms.Add(term);
            else
                repeated.Add($"'{SearchErrors.Clip(clause)}'");
        }

        if (repeated.Count > 0 && !grammar.AllowsRepeatedOrder)
        {
            throw LeatException.InvalidParameter(
                $"`order_by` contains duplicate fields: [{SearchErrors.Clip(string.Join(", ", repeated))}]. Name each field once.");
        }

        return terms;
    }

    private static (SearchEntity Written, OrderTerm Term) ParseTerm(string clause, SearchGrammar grammar)
    {
        TextRules.CheckStorable("order_by", clause);
        var tokens = Tokenizer.Tokenize(clause, grammar.HasMetricParts);
        if (tokens.Count == 0)
            throw NotAnOrder(clause, null);
        if (tokens[0].Kind is not (TokenKind.Name or TokenKind.DoubleQuoted))
            throw NotAnOrder(clause, tokens[0]);
        if (tokens.Count > 2)
            throw NotAnOrder(clause, tokens[2]);
        var ascending = tokens.Count == 1 || ReadDirection(clause, tokens[1]);
        var (entityName, writtenKey) = tokens[0].AsField();
        var entity = grammar.Entity(entityName, tokens[0]);
        return (entity, new OrderTerm(grammar.SortField(entity, writtenKey, tokens[0]), ascending));
    }

    private static bool ReadDirection(string clause, Token direction)
    {
        if (direction.IsKeyword("ASC"))
            return true;
        if (direction.IsKeyword("DESC"))
            return false;
        if (direction.Kind != TokenKind.Name)
            throw NotAnOrder(clause, direction);
        throw SearchErrors.At(
            direction,
            $"Invalid ordering key in order_by clause '{SearchErrors.Clip(clause)}'.",
            $"expected ASC or DESC, found {SearchErrors.Describe(direction)}");
    }

    private static LeatException NotAnOrder(string clause, Token? found) => SearchErrors.At(
        found ?? new Token(TokenKind.Other, "", 0),
        $"Invalid order_by clause '{SearchErrors.Clip(clause)}'. Could not be parsed.",
        $"expected a field and, if wanted, ASC or DESC, found {SearchErrors.Describe(found)}");
}
