using System.Numerics;

namespace Leat.Storage.Sql.Tables;

/// <summary>A set of runs by their numbers, one bit each: numbers are given in order, so that a million runs take some hundred kilobytes.</summary>
internal sealed class RunSet
{
    private const int WordSize = 64;

    private ulong[] _words = [];

    /// <summary>How many runs are in it.</summary>
    public long Count => _words.Sum(word => (long)BitOperations.PopCount(word));

    public void Add(long run)
    {
        var (word, bit) = Math.DivRem(run, WordSize);
        if (word >= _words.Length)
            Array.Resize(ref _words, (int)Math.Max(word + 1, 2L * _words.Length));
        _words[word] |= 1UL << (int)bit;
    }

    public RunSet Copy() => new() { _words = [.. _words] };

    public void UnionWith(RunSet other)
    {
        if (other._words.Length > _words.Length)
            Array.Resize(ref _words, other._words.Length);
        for (var i = 0; i < other._words.Length; i++)
            _words[i] |= other._words[i];
    }

    public void IntersectWith(RunSet other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= i < other._words.Length ? other._words[i] : 0;
    }

    public void ExceptWith(RunSet other)
    {
        for (var i = 0; i < Math.Min(_words.Length, other._words.Length); i++)
            _words[i] &= ~other._words[i];
    }
}
