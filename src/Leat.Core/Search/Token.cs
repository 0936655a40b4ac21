namespace Leat.Core.Search;

/// <summary>What a token is, before anything is known about its place in a clause.</summary>
internal enum TokenKind
{
    /// <summary>A word, a name in backticks, or a dotted field: <c>AND</c>, <c>status</c>, <c>metrics.`val/loss`</c>.</summary>
    Name,

    /// <summary><c>"…"</c>: a name on the left of a comparator, a text on its right.</summary>
    DoubleQuoted,

    /// <summary><c>'…'</c>: a text.</summary>
    SingleQuoted,

    /// <summary>A number, sign and exponent included.</summary>
    Number,

    /// <summary>A run of the characters <c>&lt; &gt; = ! ~</c>, whether or not it is a comparator we know.</summary>
    Symbol,

    /// <summary><c>(</c> to its closing <c>)</c>, whatever is in between.</summary>
    List,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>A semicolon.</summary>
    Semicolon,

    /// <summary>A character that begins no token, such as a quote or parenthesis that is never closed.</summary>
    Other,
}

/// <summary>A piece of a filter or order term.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was written, quotes included.</param>
/// <param name="Start">Where it begins, in UTF-16 units from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    /// <summary>Whether this is the given keyword, in any case.</summary>
    public bool IsKeyword(string keyword) =>
        Kind == TokenKind.Name && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text without its outer pair of quotes. Nothing is unescaped: two quotes inside stay two.</summary>
    public string Unquoted => WithoutQuotes(Text);

    /// <summary>The parts of a field: the entity before the first dot (null without one) and the key.</summary>
    public (string? Entity, string Key) AsField()
    {
        var (entity, rest) = Parts;
        return entity is null ? (null, Unquoted) : (entity[0] == '`' ? WithoutQuotes(entity) : entity, WithoutQuotes(rest));
    }

    /// <summary>The metric that a field names, and which part of it; null if it names none.</summary>
    public MetricName? AsMetric() => MetricName.Read(Parts.Key);

    private (string? Entity, string Key) Parts
    {
        get
        {
            var length = Text[0] is '"' or '`' or '\'' ? Tokenizer.QuotedLength(Text, 0) : Text.IndexOf('.');
            return length < 0 || length == Text.Length ? (null, Text) : (Text[..length], Text[(length + 1)..]);
        }
    }

    private static string WithoutQuotes(string text) =>
        text.Length >= 2 && text[0] is ('\'' or '"' or '`') ? text[1..^1] : text;
}
