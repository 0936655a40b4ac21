namespace Leat.Storage.Specification.Search;

/// <summary>Reads the fields of a load line: <c>key=value</c>, keys with <c>`…`</c> parts, values bare or in quotes.</summary>
internal static class FieldParser
{
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(int number, string text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (at < text.Length)
        {
            var key = ReadKey(number, text, ref at);
            fields.Add(new(key, ReadValue(number, text, ref at)));
            while (at < text.Length && text[at] == ' ')
                at++;
        }

        return fields;
    }

    private static string ReadKey(int number, string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] != '=')
        {
            if (text[at] == '`')
                at = ClosingQuote(number, text, at);
            at++;
        }

        return at < text.Length
            ? text[start..at++].Replace("`", "", StringComparison.Ordinal)
            : throw ScriptParser.Bad(number, text);
    }

    private static string ReadValue(int number, string text, ref int at)
    {
        var start = at;
        if (at < text.Length && text[at] is '\'' or '"')
        {
            at = ClosingQuote(number, text, at) + 1;
            return text[(start + 1)..(at - 1)];
        }

        var end = text.IndexOf(' ', at);
        at = end < 0 ? text.Length : end;
        return text[start..at];
    }

    private static int ClosingQuote(int number, string text, int at)
    {
        var closing = text.IndexOf(text[at], at + 1);
        return closing < 0 ? throw ScriptParser.Bad(number, text) : closing;
    }
}
