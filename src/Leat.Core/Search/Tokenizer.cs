using System.Buffers;
using System.Globalization;
using System.Text;

namespace Leat.Core.Search;

/// <summary>Splits a filter or order term into tokens. Never fails: what it cannot read becomes <see cref="TokenKind.Other"/>.</summary>
internal sealed class Tokenizer
{
    private static readonly SearchValues<char> Symbols = SearchValues.Create("<>=!~");

    private readonly string _source;
    private readonly bool _hasMetricParts;
    private readonly List<Token> _tokens = [];
    private int _at;

    // Once a parenthesis has turned out never to be closed, later ones are not followed either: the text is wrong anyway, and following
    // each would take quadratic time.
    private bool _listsAreOpen;

    private Tokenizer(string source, bool hasMetricParts)
    {
        _source = source;
        _hasMetricParts = hasMetricParts;
    }

    /// <param name="source">The text.</param>
    /// <param name="hasMetricParts">Whether a part of a metric may follow a quoted key: <c>metrics.`val/loss`.min</c>.</param>
    public static IReadOnlyList<Token> Tokenize(string source, bool hasMetricParts = false) => new Tokenizer(source, hasMetricParts).Run();

    private List<Token> Run()
    {
        while (_at < _source.Length)
        {
            if (char.IsWhiteSpace(_source[_at]))
                _at++;
            else
                ReadToken();
        }

        return _tokens;
    }

    private void ReadToken()
    {
        var c = _source[_at];
        if (NumberLength(_source, _at) is var number and > 0)
            Add(TokenKind.Number, number);
        else if (c is '\'' or '"' or '`')
            ReadQuoted(c);
        else if (WordLength(_source, _at) > 0)
            ReadName(WordLength(_source, _at));
        else if (Symbols.Contains(c))
            Add(TokenKind.Symbol, SymbolLength());
        else if (c == '(')
            ReadList();
        else
            Add(c switch { ',' => TokenKind.Comma, ';' => TokenKind.Semicolon, _ => TokenKind.Other }, CharacterLength(_source, _at));
    }

    private void ReadQuoted(char quote)
    {
        var length = QuotedLength(_source, _at);
        if (length == 0)
            Add(TokenKind.Other, 1);
        else if (quote == '\'')
            Add(TokenKind.SingleQuoted, length);
        else
            ReadName(length);
    }

    /// <summary>A name may continue after a dot: with one quoted key, or with words and further dots.</summary>
    private void ReadName(int firstLength)
    {
        var end = _at + firstLength;
        var keyEnd = QuotedKeyEnd(end);
        if (keyEnd == end)
            keyEnd = WordsEnd(end);
        var isBareText = keyEnd == end && _source[_at] == '"';
        Add(isBareText ? TokenKind.DoubleQuoted : TokenKind.Name, keyEnd - _at);
    }

    private int QuotedKeyEnd(int dot)
    {
        var isQuotedKey = dot + 1 < _source.Length && _source[dot] == '.' && _source[dot + 1] is '\'' or '"' or '`';
        if (!isQuotedKey || QuotedLength(_source, dot + 1) is not (var length and > 0))
            return dot;
        var end = dot + 1 + length;
        return _hasMetricParts ? end + MetricName.PartLength(_source, end) : end;
    }

    private int WordsEnd(int dot)
    {
        var end = dot;
        while (end + 1 < _source.Length && _source[end] == '.' && WordLength(_source, end + 1) is var length and > 0)
            end += 1 + length;
        return end;
    }

    private void ReadList()
    {
        var length = _listsAreOpen ? 0 : ListLength();
        _listsAreOpen = length == 0;
        Add(length == 0 ? TokenKind.Other : TokenKind.List, Math.Max(length, 1));
    }

    private int ListLength()
    {
        var depth = 0;
        for (var i = _at; i < _source.Length; i++)
        {
            var c = _source[i];
            if (c == '(')
                depth++;
            else if (c == ')' && --depth == 0)
                return i + 1 - _at;
            else if (c is '\'' or '"' or '`')
                i += Math.Max(QuotedLength(_source, i), 1) - 1;
        }

        return 0;
    }

    private int SymbolLength()
    {
        var end = _source.AsSpan(_at).IndexOfAnyExcept(Symbols);
        return end < 0 ? _source.Length - _at : end;
    }

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _source.Substring(_at, length), _at));
        _at += length;
    }

    /// <summary>Length of the quoted text that begins here, quotes included; 0 if it never closes. A doubled quote does not close it.</summary>
    internal static int QuotedLength(string source, int start)
    {
        var quote = source[start];
        for (var i = start + 1; i < source.Length; i++)
        {
            if (source[i] != quote)
                continue;
            if (i + 1 == source.Length || source[i + 1] != quote)
                return i + 1 - start;
            i++;
        }

        return 0;
    }

    /// <summary>Whether a word begins here.</summary>
    internal static bool IsWord(string source, int start) => WordLength(source, start) > 0;

    /// <summary>Letters of any script, digits, underscores; after the first also <c>$</c> and <c>#</c>.</summary>
    private static int WordLength(string source, int start)
    {
        var i = start;
        while (i < source.Length && Rune.DecodeFromUtf16(source.AsSpan(i), out var rune, out var length) == OperationStatus.Done)
        {
            if (!IsWordCharacter(rune) && !(i > start && rune.Value is '$' or '#'))
                break;
            i += length;
        }

        return i - start;
    }

    private static bool IsWordCharacter(Rune rune) =>
        rune.Value == '_' || Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Length of the number that begins here; 0 if none does, or if letters follow it directly.</summary>
    private static int NumberLength(string source, int start)
    {
        var i = start;
        if (source[i] == '-')
            i++;
        var whole = DigitCount(source, i);
        i += whole;
        var fraction = 0;
        if (i < source.Length && source[i] == '.')
        {
            fraction = DigitCount(source, i + 1);
            i += whole + fraction > 0 ? 1 + fraction : 0;
        }

        if (whole + fraction == 0)
            return 0;
        i += ExponentLength(source, i);
        return i < source.Length && WordLength(source, i) > 0 ? 0 : i - start;
    }

    private static int ExponentLength(string source, int start)
    {
        if (start >= source.Length || source[start] is not ('e' or 'E'))
            return 0;
        var sign = start + 1 < source.Length && source[start + 1] is '+' or '-' ? 1 : 0;
        var digits = DigitCount(source, start + 1 + sign);
        return digits == 0 ? 0 : 1 + sign + digits;
    }

    private static int DigitCount(string source, int start)
    {
        var i = start;
        while (i < source.Length && char.IsAsciiDigit(source[i]))
            i++;
        return i - start;
    }

    private static int CharacterLength(string source, int at) =>
        at + 1 < source.Length && char.IsSurrogatePair(source[at], source[at + 1]) ? 2 : 1;
}
