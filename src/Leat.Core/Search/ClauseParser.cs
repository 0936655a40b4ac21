namespace Leat.Core.Search;

/// <summary>Finds the clauses of a filter: <c>field operator value</c>, joined by AND.</summary>
/// <remarks>As in MLflow, AND may also lead, trail and repeat; there is no OR, no NOT and no grouping.
/// <see cref="FilterTreeParser"/> reads these around the same clauses.</remarks>
internal sealed class ClauseParser
{
    private const string Null = "NULL";

    private static readonly string[] Words = ["LIKE", "ILIKE", "RLIKE", "IN"];

    private readonly string _filter;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly int _end;
    private readonly bool _quotesInvalidTokens;
    private readonly bool _joinsByOr;
    private readonly bool _hasMetricParts;
    private int _at;

    /// <summary>Prepares a part of a filter.</summary>
    /// <param name="filter">The whole filter.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="quotesInvalidTokens">Whether messages put each token of an invalid clause in quotes.</param>
    /// <param name="joinsByOr">Whether OR ends a clause, as AND does.</param>
    /// <param name="hasMetricParts">Whether a part may follow a metric's key.</param>
    public ClauseParser(string filter, int start, int end, bool quotesInvalidTokens, bool joinsByOr, bool hasMetricParts = false)
    {
        _filter = filter;
        _end = end;
        _tokens = [.. Tokenizer.Tokenize(filter[start..end], hasMetricParts).Select(token => token with { Start = token.Start + start })];
        _quotesInvalidTokens = quotesInvalidTokens;
        _joinsByOr = joinsByOr;
        _hasMetricParts = hasMetricParts;
        CheckSemicolons();
    }

    /// <summary>The next token; null at the end.</summary>
    public Token? Current => _at < _tokens.Count ? _tokens[_at] : null;

    private bool IsAtBoundary =>
        Current is not { } token || token.IsKeyword("AND") || (_joinsByOr && token.IsKeyword("OR"));

    /// <summary>Whether OR, NOT or a group occurs where <see cref="FilterTreeParser"/> would understand it.</summary>
    private bool AsksForTree => Enumerable.Range(0, _tokens.Count).Any(i =>
        _tokens[i].IsKeyword("OR")
        || (_tokens[i].IsKeyword("NOT") && !(TokenAt(i + 1) is { } next && IsOperatorWord(next)) && !(i > 0 && _tokens[i - 1].IsKeyword("IS")))
        || (_tokens[i].Kind == TokenKind.List && BeginsClause(i) && TokenAt(i + 1) is not { Kind: TokenKind.Symbol }));

    /// <param name="filter">At least one character.</param>
    /// <param name="quotesInvalidTokens">Whether messages put each token of an invalid clause in quotes.</param>
    /// <param name="treeCall">The call whose filters may hold OR, if there is one.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a list of comparisons. As in MLflow, neither is a
    /// filter of blanks only.</exception>
    public static List<Clause> Parse(string filter, bool quotesInvalidTokens, string? treeCall = null)
    {
        var parser = new ClauseParser(filter, 0, filter.Length, quotesInvalidTokens, joinsByOr: false);
        if (parser._tokens.Count == 0)
            throw SearchErrors.Blank(filter);
        try
        {
            return parser.Run();
        }
        catch (LeatException exception) when (parser.AsksForTree)
        {
            throw SearchErrors.NoTree(exception, treeCall);
        }
    }

    /// <summary>Steps over a keyword if it is next.</summary>
    public bool Accept(string keyword)
    {
        if (Current is not { } token || !token.IsKeyword(keyword))
            return false;
        _at++;
        return true;
    }

    /// <summary>Steps over a parenthesis if one is next, and returns its content.</summary>
    public ClauseParser? AcceptGroup()
    {
        if (Current is not { Kind: TokenKind.List } token)
            return null;
        _at++;
        return new ClauseParser(_filter, token.Start + 1, token.Start + token.Text.Length - 1, _quotesInvalidTokens, _joinsByOr, _hasMetricParts);
    }

    /// <summary>The error for something else, or the end, where <paramref name="expected"/> should be.</summary>
    public LeatException Unexpected(string expected) =>
        SearchErrors.InvalidClause(Current is { } token ? [token.Text] : [], _quotesInvalidTokens, expected, Current, _end);

    private List<Clause> Run()
    {
        var clauses = new List<Clause>();
        while (_at < _tokens.Count)
        {
            if (IsAtBoundary)
                _at++;
            else
                clauses.Add(ReadClause());
        }

        return clauses;
    }

    private void CheckSemicolons()
    {
        for (var i = 0; i < _tokens.Count - 1; i++)
        {
            if (_tokens[i].Kind == TokenKind.Semicolon)
                throw SearchErrors.MultipleExpressions(_filter, _tokens[i]);
        }
    }

    /// <summary>Reads a comparison and steps over it.</summary>
    public Clause ReadClause()
    {
        var start = _at;
        var field = ReadField(start);
        var comparison = ReadOperator(start);
        var value = comparison.Text.EndsWith(Null, StringComparison.Ordinal) ? _tokens[_at - 1] : ReadValue(start, comparison);
        if (!IsAtBoundary)
            throw AfterClause(start);
        return new Clause(field, comparison, value);
    }

    private Token ReadField(int start)
    {
        var token = _tokens[_at++];
        if (token.Kind is TokenKind.Name or TokenKind.DoubleQuoted)
            return token;
        var isComparison = Current is { Kind: TokenKind.Symbol }
            && token.Kind is TokenKind.SingleQuoted or TokenKind.Number or TokenKind.List;
        throw isComparison
            ? SearchErrors.NotAField(token.Text, token)
            : Incomplete(start, "a field such as metrics.loss or params.lr", token);
    }

    private Token ReadOperator(int start)
    {
        if (Current is not { } token)
            throw Incomplete(start, "a comparator", null);
        _at++;
        if (token.Kind == TokenKind.Symbol || IsOperatorWord(token))
            return token;
        if (token.IsKeyword("IS"))
            return ReadPresence(start, token);
        if (token.IsKeyword("NOT") && Current is { } second && IsOperatorWord(second))
        {
            _at++;
            return token with { Text = $"{token.Text} {second.Text}" };
        }

        _at--;
        throw Incomplete(start, "a comparator (keys with other characters need backticks: metrics.`val/loss`)", token);
    }

    /// <summary>Reads what follows IS: the operator then asks for no value.</summary>
    private Token ReadPresence(int start, Token comparison)
    {
        var not = Accept("NOT") ? " NOT" : "";
        return Accept(Null)
            ? comparison with { Text = $"IS{not} {Null}" }
            : throw Incomplete(start, $"NULL{(not.Length == 0 ? " or NOT NULL" : "")} after '{comparison.Text}{not}'", Current);
    }

    private Token ReadValue(int start, Token comparison)
    {
        if (Current is not { } token || IsAtBoundary)
            throw Incomplete(start, $"a value after '{comparison.Text}'", Current);
        var isValue = token.Kind is TokenKind.Name or TokenKind.DoubleQuoted or TokenKind.SingleQuoted
            or TokenKind.Number or TokenKind.List;
        if (!isValue)
            throw Incomplete(start, $"a value after '{comparison.Text}'", token);
        if (comparison.Text.EndsWith("IN", StringComparison.OrdinalIgnoreCase) && token.Kind != TokenKind.List)
            throw Incomplete(start, $"a list such as ('a', 'b') after '{comparison.Text}'", token);
        _at++;
        return token;
    }

    private Token? TokenAt(int index) => index < _tokens.Count ? _tokens[index] : null;

    private bool BeginsClause(int index) =>
        index == 0 || _tokens[index - 1] is var before && (before.IsKeyword("AND") || before.IsKeyword("OR") || before.IsKeyword("NOT"));

    private static bool IsOperatorWord(Token token) => Array.Exists(Words, token.IsKeyword);

    private LeatException Incomplete(int start, string expected, Token? found)
    {
        var end = Math.Max(_at, start + 1);
        var tokens = _tokens.Skip(start).Take(end - start).Select(token => token.Text);
        return SearchErrors.InvalidClause(tokens, _quotesInvalidTokens, expected, found, _end);
    }

    private LeatException AfterClause(int start)
    {
        var found = Current!.Value;
        return found.Kind == TokenKind.Symbol
            ? SearchErrors.NotAField(_filter[_tokens[start].Start..found.Start].TrimEnd(), found)
            : Unexpected(_joinsByOr ? "AND, OR or the end" : "AND or the end of the filter");
    }
}
