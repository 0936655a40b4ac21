namespace Leat.Core.Search;

/// <summary>Reads a filter with OR, NOT and parentheses: comparisons as <see cref="ClauseParser"/> reads them, joined to a tree.</summary>
internal sealed class FilterTreeParser
{
    private readonly SearchGrammar _grammar;
    private int _conditions;

    private FilterTreeParser(SearchGrammar grammar) => _grammar = grammar;

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or too large.</exception>
    public static FilterNode Parse(string filter, SearchGrammar grammar)
    {
        var clauses = new ClauseParser(filter, 0, filter.Length, grammar.QuotesInvalidTokens, joinsByOr: true, grammar.HasMetricParts);
        if (clauses.Current is null)
            return FilterNode.All;
        var parser = new FilterTreeParser(grammar);
        var tree = parser.ReadWhole(clauses, depth: 0);
        SearchLimits.Check(parser._conditions, SearchLimits.MaxConditions, "filter", "conditions");
        return tree;
    }

    private FilterNode ReadWhole(ClauseParser clauses, int depth)
    {
        var tree = ReadOr(clauses, depth);
        return clauses.Current is null ? tree : throw clauses.Unexpected("AND, OR or the end");
    }

    private FilterNode ReadOr(ClauseParser clauses, int depth)
    {
        var nodes = new List<FilterNode> { ReadAnd(clauses, depth) };
        while (clauses.Accept("OR"))
            nodes.Add(ReadAnd(clauses, depth));
        return nodes.Count == 1 ? nodes[0] : new OrNode(nodes);
    }

    private FilterNode ReadAnd(ClauseParser clauses, int depth)
    {
        var nodes = new List<FilterNode> { ReadUnary(clauses, depth) };
        while (clauses.Accept("AND"))
            nodes.Add(ReadUnary(clauses, depth));
        return nodes.Count == 1 ? nodes[0] : new AndNode(nodes);
    }

    private FilterNode ReadUnary(ClauseParser clauses, int depth)
    {
        if (depth > SearchLimits.MaxFilterDepth)
            throw TooDeep(clauses.Current);
        if (clauses.Accept("NOT"))
            return new NotNode(ReadUnary(clauses, depth + 1));
        if (clauses.AcceptGroup() is { } group)
            return ReadWhole(group, depth + 1);
        if (clauses.Current is not { } token || token.IsKeyword("AND") || token.IsKeyword("OR"))
            throw clauses.Unexpected("a comparison such as metrics.loss < 0.1, NOT or a parenthesis");
        _conditions++;
        return new ConditionNode(ConditionBuilder.Build(clauses.ReadClause(), _grammar));
    }

    private static LeatException TooDeep(Token? at) => LeatException.InvalidParameter(
        "Invalid value for parameter 'filter' supplied: parentheses and NOT are nested deeper than "
        + $"{SearchLimits.MaxFilterDepth} levels at position {(at?.Start ?? 0) + 1}. Join conditions side by side instead.");
}
