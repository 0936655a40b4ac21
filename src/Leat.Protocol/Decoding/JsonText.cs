using System.Buffers;

namespace Leat.Protocol;

/// <summary>Examines text before a JSON parser makes something of it, or after it has rejected it.</summary>
internal static class JsonText
{
    /// <summary>The most values, names of fields among them, that one text may hold. The parser notes 12 bytes for each, and what is made of
    /// them is several times larger: 30 MB of nothing but numbers would take 400 MB.</summary>
    public const int MaxValues = 2_000_000;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("\",:[{"u8);

    /// <summary>Whether a text holds more values than <see cref="MaxValues"/>. Where it is no JSON, the answer is about the same.</summary>
    public static bool HoldsTooMuch(ReadOnlySpan<byte> json)
    {
        // Each value takes two bytes, with what divides it from the next.
        if (json.Length < 2 * MaxValues)
            return false;
        var values = 0;
        while (json.IndexOfAny(Marks) is var mark and >= 0)
        {
            var isText = json[mark] == (byte)'"';
            json = json[(mark + (isText ? StringLength(json[mark..]) : 1))..];
            if (!isText && ++values > MaxValues)
                return true;
        }

        return false;
    }

    /// <summary>The length of the string that starts here, including quotes; the rest of the text if it does not end.</summary>
    public static int StringLength(ReadOnlySpan<byte> json)
    {
        for (var i = 1; i < json.Length; i += 2)
        {
            var next = json[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                break;
            i += next;
            if (json[i] == (byte)'"')
                return i + 1;
        }

        return json.Length;
    }

    /// <summary>Whether objects and arrays are nested more deeply than the limit.</summary>
    public static bool IsDeeperThan(int limit, ReadOnlySpan<byte> json)
    {
        var depth = 0;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c == (byte)'"')
                i += StringLength(json[i..]) - 1;
            else if (c is (byte)'{' or (byte)'[' && ++depth > limit)
                return true;
            else if (c is (byte)'}' or (byte)']')
                depth--;
        }

        return false;
    }

    /// <summary>What the first bytes of packed data and of text that is not UTF-8 say it is; null if they say nothing.</summary>
    public static string? OtherForm(ReadOnlySpan<byte> data) => data switch
    {
        [0x1f, 0x8b, ..] => "gzip",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "Zstandard",
        [0x78, 0x01 or 0x5e or 0x9c or 0xda, ..] => "zlib",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, _, ..] or [_, 0, ..] => "UTF-16 or UTF-32",
        _ => null,
    };
}
