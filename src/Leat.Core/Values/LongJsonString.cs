using System.Text.Json;

namespace Leat.Core;

/// <summary>Unescapes long JSON strings piece by piece: the parser takes a buffer as large as the whole from the shared pool.</summary>
internal static class LongJsonString
{
    /// <summary>In bytes.</summary>
    private const int MostPiece = 4 * 1024;

    /// <summary>The text of a valid JSON string.</summary>
    /// <param name="content">What is between its quotes.</param>
    /// <exception cref="InvalidOperationException">Its escapes are no text.</exception>
    public static string TextOf(ReadOnlySpan<byte> content)
    {
        Span<char> piece = stackalloc char[MostPiece];
        var length = 0;
        for (var rest = content; rest.Length > 0;)
            length += TakePiece(ref rest, piece);
        return string.Create(length, content, static (text, rest) =>
        {
            while (rest.Length > 0)
                text = text[TakePiece(ref rest, text)..];
        });
    }

    /// <summary>Unescapes the beginning of a string, and returns how many characters that gave.</summary>
    private static int TakePiece(ref ReadOnlySpan<byte> content, scoped Span<char> text)
    {
        var length = WholeCharacters(content);
        Span<byte> quoted = stackalloc byte[MostPiece + 2];
        quoted[0] = quoted[length + 1] = (byte)'"';
        content[..length].CopyTo(quoted[1..]);
        content = content[length..];
        var reader = new Utf8JsonReader(quoted[..(length + 2)]);
        reader.Read();
        return reader.CopyString(text);
    }

    /// <summary>The length of the longest piece that ends behind a whole character, escaped or not.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> content)
    {
        var end = 0;
        while (end < content.Length && end + LengthOfFirst(content[end..]) is var next && next <= MostPiece)
            end = next;
        return Math.Min(end, content.Length);
    }

    private static int LengthOfFirst(ReadOnlySpan<byte> content) => content switch
    {
        // Half of a character beyond the basic plane, which its other half follows.
        [(byte)'\\', (byte)'u', (byte)'d' or (byte)'D', (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B', ..] => 12,
        [(byte)'\\', (byte)'u', ..] => 6,
        [(byte)'\\', ..] => 2,
        [< 0x80, ..] => 1,
        [< 0xE0, ..] => 2,
        [< 0xF0, ..] => 3,
        _ => 4,
    };
}
