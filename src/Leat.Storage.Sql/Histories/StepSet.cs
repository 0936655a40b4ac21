using System.Numerics;
using System.Runtime.InteropServices;

namespace Leat.Storage.Sql.Histories;

/// <summary>A set of steps, stored as 64 neighbours per word: a million consecutive steps take 250 KB.</summary>
internal sealed class StepSet
{
    private const int WordBits = 6;
    private List<Word> _words = [];

    /// <summary>Number of steps.</summary>
    public long Count => _words.Sum(word => (long)BitOperations.PopCount(word.Bits));

    /// <summary>Adds ascending steps, none smaller than those already added.</summary>
    public void Append(ReadOnlySpan<long> ascending)
    {
        foreach (var step in ascending)
        {
            var number = step >> WordBits;
            if (_words.Count == 0 || _words[^1].Number != number)
                _words.Add(new Word(number, 0));
            ref var word = ref CollectionsMarshal.AsSpan(_words)[^1];
            word = word with { Bits = word.Bits | (1UL << (int)(step & 63)) };
        }
    }

    public void UnionWith(StepSet other)
    {
        var union = new List<Word>(Math.Max(_words.Count, other._words.Count));
        var (a, b) = (0, 0);
        while (a < _words.Count || b < other._words.Count)
        {
            if (b == other._words.Count || (a < _words.Count && _words[a].Number < other._words[b].Number))
                union.Add(_words[a++]);
            else if (a == _words.Count || other._words[b].Number < _words[a].Number)
                union.Add(other._words[b++]);
            else
                union.Add(new Word(_words[a].Number, _words[a++].Bits | other._words[b++].Bits));
        }

        _words = union;
    }

    /// <summary>The steps, ascending.</summary>
    public IEnumerable<long> Ascending()
    {
        foreach (var word in _words)
        {
            for (var bits = word.Bits; bits != 0; bits &= bits - 1)
                yield return (word.Number << WordBits) | (long)BitOperations.TrailingZeroCount(bits);
        }
    }

    private readonly record struct Word(long Number, ulong Bits);
}
