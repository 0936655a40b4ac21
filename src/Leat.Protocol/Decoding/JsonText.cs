namespace Leat.Protocol;

/// <summary>Examines text that a JSON parser has rejected.</summary>
internal static class JsonText
{
    /// <summary>The length of the string that starts here, including quotes; the rest of the text if it does not end.</summary>
    public static int StringLength(ReadOnlySpan<byte> json)
    {
        for (var i = 1; i < json.Length; i++)
        {
            if (json[i] == (byte)'"')
                return i + 1;
            if (json[i] == (byte)'\\')
                i++;
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
