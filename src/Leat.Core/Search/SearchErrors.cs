namespace Leat.Core.Search;

/// <summary>The messages of the search language. Each begins with MLflow's own words, which clients know, and continues
/// with the position, what was found and what would be right.</summary>
internal static class SearchErrors
{
    // A filter may be a megabyte; a message that repeats it helps nobody.
    private const int MaxQuotedLength = 200;

    public static LeatException Blank(string filter) => LeatException.InvalidParameter(
        $"Invalid filter '{Clip(filter)}'. Could not be parsed: it holds nothing but blanks. Leave it out to find everything.")
        .At(new FaultPlace(0, filter.Length));

    /// <summary>What the filter asks for is not in the language of this call.</summary>
    /// <param name="fault">What MLflow says.</param>
    /// <param name="call">The call that supports it, if there is one.</param>
    public static LeatException NoTree(LeatException fault, string? call) => new(
        fault.Code,
        $"{fault.Message} " + (call is null
            ? "This search joins comparisons by AND only: for alternatives, search once for each."
            : $"OR, NOT and parentheses are understood by {call}, which takes the same fields."),
        fault)
    {
        Place = fault.Place,
    };

    public static LeatException MultipleExpressions(string filter, Token semicolon) => At(
        semicolon,
        $"Search filter contained multiple expression '{Clip(filter)}'. Provide AND-ed expression list.",
        "expected AND, found ';'");

    public static LeatException InvalidClause(
        IEnumerable<string> tokens, bool quoted, string expected, Token? found, int end)
    {
        var list = string.Join(", ", tokens.Select(token => quoted ? $"'{token}'" : token));
        return At(
            found is { } token ? PlaceOf(token) : new FaultPlace(end, 0),
            $"Invalid clause(s) in filter string: {Clip(list)}.",
            $"expected {expected}, found {Describe(found)}");
    }

    public static LeatException NotAField(string text, Token at) => At(
        at,
        $"Invalid comparison clause. Expected 'Identifier' found '{Clip(text)}'.",
        "each comparison is a field, a comparator and a value, joined to the next by AND");

    public static LeatException UnknownEntity(string name, string validEntities, Token at) =>
        At(at, $"Invalid entity type '{Clip(name)}'. {validEntities}.", "choose one of these, or quote a key that holds dots with backticks");

    public static LeatException UnknownKey(string entity, string key, IEnumerable<string> valid, Token at) => At(
        at,
        $"Invalid {entity} key '{Clip(key)}' specified. Valid keys are '{Set(valid)}'.",
        $"found {Describe(at)}");

    public static LeatException BadValue(string message, Token at) =>
        At(at, message + (message.EndsWith('.') ? "" : "."), $"found {Describe(at)}");

    public static LeatException BadComparator(string message, IEnumerable<string> valid, Token at) =>
        At(at, message + ".", $"expected {string.Join(", ", valid)}, found {Describe(at)}");

    public static LeatException At(Token at, string message, string help) => At(PlaceOf(at), message, help);

    public static LeatException At(FaultPlace place, string message, string help) =>
        LeatException.InvalidParameter($"{message} At position {place.Position + 1}: {help}.").At(place);

    private static FaultPlace PlaceOf(Token token) => new(token.Start, token.Text.Length);

    public static string Clip(string text) =>
        text.Length <= MaxQuotedLength ? text : string.Concat(TextRules.Truncate(text, MaxQuotedLength), "…");

    public static string Describe(Token? token) => token switch
    {
        null => "the end",
        { Kind: TokenKind.Other, Text: "'" or "\"" or "`" } => $"a quote {token.Value.Text} that is never closed",
        { Kind: TokenKind.Other, Text: "(" } => "a parenthesis that is never closed",
        { Kind: TokenKind.SingleQuoted or TokenKind.DoubleQuoted } => Clip(token.Value.Text),
        _ => $"'{Clip(token.Value.Text)}'",
    };

    public static string Set(IEnumerable<string> values) =>
        "{" + string.Join(", ", values.Select(value => $"'{value}'")) + "}";
}
