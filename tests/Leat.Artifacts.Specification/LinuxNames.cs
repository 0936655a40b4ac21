using System.Text;
using CsCheck;

namespace Leat.Artifacts.Specification;

/// <summary>Names that a file of Linux can have, above all those that a path, an address or a decoder could misread.</summary>
public static class LinuxNames
{
    private const int MaxBytes = 255;

    private static readonly string[] Pieces =
    [
        "%", "%20", "%2e", "%2f", "%5c", "%00", "%23", "%ff", "%80", "%c3%a9", "%252e", "%0a", "%41", "%e0%80%af", "?", "+", "&", "=", ";",
        ":", "\\", "'", "\"", "<", "*", "|", "~", "`", "$", " ", ".", "..", "a", "C", "file:", "\n", "\r", "\t", "\u0001", "\u007f", "\u0085",
        "\u00e9", "e\u0301", "\u202e", "\ufeff", "\ud83d\ude80", "\u65e5\u672c", "step%23%", "-", "--x", "tmp",
    ];

    private static readonly Gen<string> Composed =
        Gen.Int[0, Pieces.Length - 1].Array[1, 9].Select(indexes => string.Concat(indexes.Select(i => Pieces[i])));

    private static readonly Gen<string> Long =
        Gen.Select(Gen.Int[1, MaxBytes], Gen.Int[0, 3], (count, letter) => string.Concat(Enumerable.Repeat("n\u00e9%\u65e5"[letter], count)));

    private static readonly Gen<string> Anything =
        Gen.Int[1, 0x24f].Where(letter => letter is not ('/' or '#')).Array[1, 40].Select(letters => string.Concat(letters.Select(letter => (char)letter)));

    /// <summary>All but those that climb, as they are or for somebody who decodes them further, those that Windows would take for a path with a
    /// drive, and those with <c>#</c>: these the protocol refuses.</summary>
    public static Gen<string> Any { get; } = Gen.OneOf(Composed, Long, Anything).Where(IsHarmless);

    private static bool IsHarmless(string name)
    {
        if (name is "." or ".." or [_, ':', '\\', ..] || Encoding.UTF8.GetByteCount(name) > MaxBytes)
            return false;
        for (var decoded = name; ; decoded = Decode(decoded))
        {
            if (decoded.Split('/', '\\') is { Length: > 1 } pieces && (pieces.Contains("..") || pieces is ["", "", ..]))
                return false;
            if (Decode(decoded) == decoded)
                return true;
        }
    }

    /// <summary>One round, in which over-long slashes and dots count for what they stand for.</summary>
    private static string Decode(string name) => Uri.UnescapeDataString(
        name.Replace("%e0%80%af", "/", StringComparison.OrdinalIgnoreCase).Replace("%c0%ae", ".", StringComparison.OrdinalIgnoreCase));
}
