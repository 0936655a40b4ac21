namespace Leat.Core.Search;

/// <summary>Reads the texts of a list such as <c>('a', "b")</c>; a comma may follow the last.</summary>
internal static class ListReader
{
    private const string Beginning = "While parsing a list in the query, expected ";

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: empty, or not a list of quoted texts.</exception>
    public static IReadOnlyList<string> Read(Token list)
    {
        var tokens = Tokenizer.Tokenize(list.Text[1..^1]);
        if (tokens.Count == 0)
        {
            throw SearchErrors.BadValue(
                Beginning + "a non-empty list of string values, but got empty list", list);
        }

        CheckKinds(tokens, list);
        return ReadTexts(tokens, list);
    }

    private static void CheckKinds(IReadOnlyList<Token> tokens, Token list)
    {
        foreach (var token in tokens)
        {
            if (token.Kind is not (TokenKind.SingleQuoted or TokenKind.DoubleQuoted or TokenKind.Comma))
            {
                throw SearchErrors.BadValue(
                    Beginning + "string value, punctuation, or whitespace, but got different type in list: "
                    + SearchErrors.Clip(list.Text),
                    token with { Start = list.Start + 1 + token.Start });
            }
        }
    }

    private static string[] ReadTexts(IReadOnlyList<Token> tokens, Token list)
    {
        var values = new string[(tokens.Count + 1) / 2];
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Comma != (i % 2 == 1))
            {
                throw SearchErrors.BadValue(
                    Beginning + "a non-empty list of string values, but got ill-formed list",
                    tokens[i] with { Start = list.Start + 1 + tokens[i].Start });
            }

            if (i % 2 == 0)
                values[i / 2] = tokens[i].Unquoted;
        }

        return values;
    }
}
