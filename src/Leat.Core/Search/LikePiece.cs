namespace Leat.Core.Search;

/// <summary>The piece between two <c>%</c> of a LIKE pattern: characters, and <c>_</c> for any one character.</summary>
/// <remarks>Short pieces are compared at each position of a text. For a long one that takes the product of both lengths, half a minute for
/// a few thousand values, so it is found by the Knuth-Morris-Pratt algorithm or, with <c>_</c> in it, by <see cref="WildcardFinder"/>. Safe
/// for concurrent use.</remarks>
internal sealed class LikePiece
{
    /// <summary>Up to this length, comparing at each position is faster.</summary>
    private const int MaxCompared = 32;

    private readonly string _text;
    private readonly bool _hasWildcard;

    /// <summary>For each length of a partial match, the length of the next shorter one that ends at the same position; null for short
    /// pieces.</summary>
    private readonly int[]? _shorter;

    private readonly WildcardFinder? _finder;

    /// <param name="text">The piece; may be empty.</param>
    public LikePiece(string text)
    {
        _text = text;
        _hasWildcard = text.Contains('_');
        if (text.Length <= MaxCompared)
            return;
        if (_hasWildcard)
            _finder = new WildcardFinder(text);
        else
            _shorter = ShorterMatches(text);
    }

    /// <summary>How many units the piece matches at the start of the text; −1 if it does not match there.</summary>
    public int LengthAtStart(ReadOnlySpan<char> text)
    {
        var at = 0;
        foreach (var c in _text)
        {
            if (at == text.Length || (c != '_' && text[at] != c))
                return -1;
            at += c == '_' ? CharacterLength(text, at) : 1;
        }

        return at;
    }

    /// <summary>Whether the text ends with the piece.</summary>
    public bool IsAtEnd(ReadOnlySpan<char> text)
    {
        var at = text.Length;
        for (var i = _text.Length - 1; i >= 0; i--)
        {
            if (at == 0 || (_text[i] != '_' && text[at - 1] != _text[i]))
                return false;
            at -= _text[i] == '_' && at > 1 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? 2 : 1;
        }

        return true;
    }

    /// <summary>Where the first match ends; −1 without one.</summary>
    public int EndOfFirst(ReadOnlySpan<char> text)
    {
        if (text.Length < _text.Length)
            return -1;
        if (_finder is not null)
            return _finder.EndOfFirst(text);
        if (_shorter is not null)
            return EndOfFirstLong(text, _shorter);
        if (_hasWildcard)
            return EndOfFirstCompared(text);
        var start = text.IndexOf(_text, StringComparison.Ordinal);
        return start < 0 ? -1 : start + _text.Length;
    }

    /// <summary>How many units the character at a position has.</summary>
    public static int CharacterLength(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    private static int[] ShorterMatches(string piece)
    {
        var shorter = new int[piece.Length + 1];
        for (int length = 1, match = 0; length < piece.Length; length++)
        {
            while (match > 0 && piece[match] != piece[length])
                match = shorter[match];
            if (piece[match] == piece[length])
                match++;
            shorter[length + 1] = match;
        }

        return shorter;
    }

    private int EndOfFirstLong(ReadOnlySpan<char> text, int[] shorter)
    {
        var match = 0;
        for (var at = 0; at < text.Length; at++)
        {
            while (match > 0 && _text[match] != text[at])
                match = shorter[match];
            if (_text[match] == text[at])
                match++;
            if (match == _text.Length)
                return at + 1;
        }

        return -1;
    }

    private int EndOfFirstCompared(ReadOnlySpan<char> text)
    {
        for (var start = 0; start <= text.Length - _text.Length; start += CharacterLength(text, start))
        {
            var length = LengthAtStart(text[start..]);
            if (length >= 0)
                return start + length;
        }

        return -1;
    }
}
