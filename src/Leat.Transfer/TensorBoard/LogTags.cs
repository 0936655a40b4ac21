using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Leat.Transfer.TensorBoard;

/// <summary>The tags of a run, found by their bytes: a name is made of them once, not for each value.</summary>
internal sealed class LogTags
{
    /// <summary>More are not taken: each is a metric with some hundred bytes here.</summary>
    private const int MostTags = 100_000;

    private const int LongestTag = 4_096;

    private readonly Dictionary<byte[], LogTag>.AlternateLookup<ReadOnlySpan<byte>> _byName =
        new Dictionary<byte[], LogTag>(BytesComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    private readonly List<LogTag> _all = [];

    /// <summary>In the order in which they appear.</summary>
    public IReadOnlyList<LogTag> All => _all;

    /// <summary>How many values were not taken, since there are too many tags or theirs is too long.</summary>
    public long Refused { get; private set; }

    public bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out LogTag? tag) => _byName.TryGetValue(name, out tag);

    /// <summary>Finds or adds a tag; null if it is not taken.</summary>
    public LogTag? Get(ReadOnlySpan<byte> name)
    {
        if (_byName.TryGetValue(name, out var tag))
            return tag;
        if (_all.Count == MostTags || name.Length > LongestTag)
        {
            Refused++;
            return null;
        }

        tag = new LogTag(Encoding.UTF8.GetString(name));
        _all.Add(tag);
        _byName[name] = tag;
        return tag;
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static BytesComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
