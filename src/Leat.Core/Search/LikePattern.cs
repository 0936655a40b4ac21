namespace Leat.Core.Search;

/// <summary>A pattern of LIKE or ILIKE: <c>%</c> stands for any sequence, <c>_</c> for one character (Unicode code point),
/// all else for itself; there is no escape. The whole text must match.</summary>
/// <remarks>
/// ILIKE folds the letters A to Z only, as SQLite does, so that every store finds the same.
/// <para>The pieces between the <c>%</c> are found one after the other, each at its first place. There is no backtracking:
/// the work is bounded by the length of the text times the longest piece. Safe for concurrent use.</para>
/// </remarks>
public sealed class LikePattern
{
    private readonly bool _foldsCase;
    private readonly string[] _pieces;

    /// <summary>Prepares a pattern.</summary>
    /// <param name="pattern">The pattern; empty matches the empty text only.</param>
    /// <param name="ignoreCase">True for ILIKE.</param>
    public LikePattern(string pattern, bool ignoreCase = false)
    {
        _foldsCase = ignoreCase;
        _pieces = Fold(pattern).Split('%');
    }

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(string text)
    {
        var rest = Fold(text).AsSpan();
        var first = PrefixLength(rest, _pieces[0]);
        if (first < 0)
            return false;
        rest = rest[first..];
        if (_pieces.Length == 1)
            return rest.IsEmpty;
        foreach (var piece in _pieces.AsSpan(1, _pieces.Length - 2))
        {
            var end = EndOfFirst(rest, piece);
            if (end < 0)
                return false;
            rest = rest[end..];
        }

        return EndsWith(rest, _pieces[^1]);
    }

    private string Fold(string text) => _foldsCase && text.AsSpan().ContainsAnyInRange('A', 'Z')
        ? string.Create(text.Length, text, (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++)
                folded[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        })
        : text;

    /// <summary>Where the first match of a piece ends; −1 without one.</summary>
    private static int EndOfFirst(ReadOnlySpan<char> text, string piece)
    {
        if (!piece.Contains('_'))
        {
            var start = text.IndexOf(piece, StringComparison.Ordinal);
            return start < 0 ? -1 : start + piece.Length;
        }

        for (var start = 0; start <= text.Length; start += start < text.Length ? CharacterLength(text, start) : 1)
        {
            var length = PrefixLength(text[start..], piece);
            if (length >= 0)
                return start + length;
        }

        return -1;
    }

    /// <summary>How much of the text's beginning a piece takes; −1 if it does not match there.</summary>
    private static int PrefixLength(ReadOnlySpan<char> text, string piece)
    {
        var at = 0;
        foreach (var c in piece)
        {
            if (at == text.Length || (c != '_' && text[at] != c))
                return -1;
            at += c == '_' ? CharacterLength(text, at) : 1;
        }

        return at;
    }

    private static bool EndsWith(ReadOnlySpan<char> text, string piece)
    {
        var at = text.Length;
        for (var i = piece.Length - 1; i >= 0; i--)
        {
            if (at == 0 || (piece[i] != '_' && text[at - 1] != piece[i]))
                return false;
            at -= piece[i] == '_' && at > 1 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? 2 : 1;
        }

        return true;
    }

    private static int CharacterLength(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}
