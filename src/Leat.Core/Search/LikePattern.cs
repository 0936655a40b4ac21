namespace Leat.Core.Search;

/// <summary>A pattern of LIKE or ILIKE: <c>%</c> stands for any sequence, <c>_</c> for one character (Unicode code point), anything else
/// for itself; there is no escape. The whole text must match.</summary>
/// <remarks>
/// ILIKE folds the letters A to Z only, as SQLite does, so that every store finds the same.
/// <para>The pieces between the <c>%</c> are found one after the other, each at its first match. There is no backtracking, and a piece is
/// found in time linear in the text (<see cref="LikePiece"/>). Safe for concurrent use.</para>
/// </remarks>
public sealed class LikePattern
{
    private readonly bool _foldsCase;
    private readonly LikePiece[] _pieces;

    /// <summary>Prepares a pattern.</summary>
    /// <param name="pattern">The pattern; empty matches the empty text only.</param>
    /// <param name="ignoreCase">True for ILIKE.</param>
    public LikePattern(string pattern, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _foldsCase = ignoreCase;
        _pieces = Array.ConvertAll(Fold(pattern).Split('%'), piece => new LikePiece(piece));
    }

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(string text) => IsMatch(text.AsSpan());

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => _foldsCase && text.ContainsAnyInRange('A', 'Z')
        ? Matches(Fold(text.ToString()))
        : Matches(text);

    private bool Matches(ReadOnlySpan<char> rest)
    {
        var first = _pieces[0].LengthAtStart(rest);
        if (first < 0)
            return false;
        rest = rest[first..];
        if (_pieces.Length == 1)
            return rest.IsEmpty;
        foreach (var piece in _pieces.AsSpan(1, _pieces.Length - 2))
        {
            var end = piece.EndOfFirst(rest);
            if (end < 0)
                return false;
            rest = rest[end..];
        }

        return _pieces[^1].IsAtEnd(rest);
    }

    private string Fold(string text) => _foldsCase && text.AsSpan().ContainsAnyInRange('A', 'Z')
        ? string.Create(text.Length, text, (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++)
                folded[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        })
        : text;
}
