using System.Runtime.InteropServices;

namespace Leat.Core.Search;

/// <summary>Finds a long pattern in which <c>_</c> stands for any one character, by the Shift-And algorithm: each character of the text
/// takes one step per 64 positions of the pattern. Safe for concurrent use.</summary>
internal sealed class WildcardFinder
{
    private const int WordBits = 64;

    /// <summary>The positions of <c>_</c>, which every character matches.</summary>
    private readonly ulong[] _anywhere;

    /// <summary>The positions that a character matches.</summary>
    private readonly Dictionary<int, Places> _places = [];

    private readonly int _last;

    /// <param name="sought">Not empty.</param>
    public WildcardFinder(string sought)
    {
        var characters = new List<int>(sought.Length);
        for (var at = 0; at < sought.Length; at += LikePiece.CharacterLength(sought, at))
            characters.Add(CharacterAt(sought, at));
        _last = characters.Count - 1;
        _anywhere = new ulong[(_last / WordBits) + 1];
        for (var place = 0; place < characters.Count; place++)
        {
            if (characters[place] == '_')
                Set(_anywhere, place);
            else
                CollectionsMarshal.GetValueRefOrAddDefault(_places, characters[place], out _).Add(place, _anywhere.Length);
        }
    }

    /// <summary>Where the first match in a text ends; −1 without one.</summary>
    public int EndOfFirst(ReadOnlySpan<char> text)
    {
        // Bit p is set if the text so far ends with a match of the first p + 1 characters.
        var matched = new ulong[_anywhere.Length];
        var next = new ulong[_anywhere.Length];
        for (var at = 0; at < text.Length;)
        {
            var character = CharacterAt(text, at);
            at += LikePiece.CharacterLength(text, at);
            ShiftIn(matched);
            Keep(matched, next, _places.GetValueOrDefault(character));
            (matched, next) = (next, matched);
            if ((matched[_last / WordBits] >> (_last % WordBits) & 1) != 0)
                return at;
        }

        return -1;
    }

    /// <summary>Each match may continue by one character, and another may begin.</summary>
    private static void ShiftIn(ulong[] matched)
    {
        var carry = 1UL;
        for (var i = 0; i < matched.Length; i++)
        {
            var word = matched[i];
            matched[i] = (word << 1) | carry;
            carry = word >> (WordBits - 1);
        }
    }

    private void Keep(ulong[] matched, ulong[] next, in Places places)
    {
        if (places.Mask is { } mask)
        {
            for (var i = 0; i < next.Length; i++)
                next[i] = matched[i] & (_anywhere[i] | mask[i]);
            return;
        }

        for (var i = 0; i < next.Length; i++)
            next[i] = matched[i] & _anywhere[i];
        foreach (var place in CollectionsMarshal.AsSpan(places.Few))
            next[place / WordBits] |= matched[place / WordBits] & (1UL << (place % WordBits));
    }

    private static void Set(ulong[] places, int place) => places[place / WordBits] |= 1UL << (place % WordBits);

    private static int CharacterAt(ReadOnlySpan<char> text, int at) =>
        LikePiece.CharacterLength(text, at) == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];

    /// <summary>The positions of one character: a list while it is no longer than a mask in words, so that all characters together take
    /// only a few bytes and steps per position.</summary>
    private struct Places
    {
        public List<int>? Few { get; private set; }

        public ulong[]? Mask { get; private set; }

        public void Add(int place, int words)
        {
            if (Mask is null)
            {
                Few ??= [];
                Few.Add(place);
                if (Few.Count <= words)
                    return;
                Mask = new ulong[words];
                foreach (var earlier in Few)
                    Set(Mask, earlier);
                Few = null;
            }

            Set(Mask, place);
        }
    }
}
