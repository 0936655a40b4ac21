using System.Text;

namespace Leat.Storage.Specification;

/// <summary>Texts that some collation treats as equal, all different to Leat.</summary>
internal static class Twins
{
    /// <summary>Valid in keys: letters, with blanks between or after them.</summary>
    public static IReadOnlyList<string> Letters { get; } =
    [
        "a", "a ", "a  ", "A", "a a", "\u00e1", "\u00c1", "\u00e5", "\u00c5", "\u212b", "\u00aa", "\uff41",
        "ss", "SS", "\u00df", "\u1e9e", "fi", "\ufb01", "i", "I", "\u0131", "\u0130", "\u03c3", "\u03c2", "\u03a3",
        "\u0436", "\u0416", "\u3042", "\u30a2", "\u3041", "\ud83a\udd00", "\ud83a\udd22", "\ud803\udc80",
    ];

    /// <summary>The letters, plus what only values and names may contain.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        .. Letters, " ", "  ", "\t", "\n", "a\t", "a\n", " a", "a\u00a0", "a\u0301", "a\u00ad", "a\u200b", "a\ufe0f", "\ufeffa", "\ufffd", "\uffee",
        "\ud83d\ude80", "\ud83d\ude81", "\ud83d\udc69\u200d\ud83d\udcbb", "\u0001", "\u007f", "%", "_", "\\", "\\\\", "'", "''", "\"", "`", "|", "||", "{}",
    ];

    /// <summary>The order of every database: by UTF-8 bytes, not by UTF-16 units.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> texts) =>
        texts.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
}
