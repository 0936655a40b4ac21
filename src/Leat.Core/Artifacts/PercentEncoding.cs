using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Leat.Core.Artifacts;

/// <summary>Percent-encoding as Python's <c>urllib</c> reads it, except that text which is not UTF-8 is refused.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes one round; a <c>%</c> without two hex digits stays as it is.</summary>
    /// <returns>False if an escaped sequence is not UTF-8: over-long forms, surrogates, stray bytes.</returns>
    public static bool TryDecode(string text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = text;
        if (!text.Contains('%'))
            return true;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var escapes = CountEscapes(text, i);
            if (escapes == 0)
            {
                result.Append(text[i++]);
                continue;
            }

            if (!TryAppendUtf8(result, text.AsSpan(i, escapes * 3)))
                return false;
            i += escapes * 3;
        }

        decoded = result.ToString();
        return true;
    }

    /// <summary>Decodes one round as MLflow's HTTP client reads the address it makes of a location: a text with a <c>%</c> that
    /// begins no escape counts as not encoded.</summary>
    /// <returns>False if an escaped sequence is not UTF-8.</returns>
    public static bool TryDecodeUri(string text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = text;
        return !IsEncoded(text) || TryDecode(text, out decoded);
    }

    /// <summary>Decodes one round as the most careless reader would: over-long forms become the character they stand for, and
    /// bytes that are not UTF-8 become U+FFFD. Never fails; only for checks.</summary>
    public static string DecodeLoosely(string text)
    {
        if (!text.Contains('%'))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var escapes = CountEscapes(text, i);
            if (escapes == 0)
            {
                result.Append(text[i++]);
                continue;
            }

            AppendLoosely(result, BytesOf(text.AsSpan(i, escapes * 3)));
            i += escapes * 3;
        }

        return result.ToString();
    }

    private static bool IsEncoded(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && !IsEscape(text, i))
                return false;
        }

        return true;
    }

    private static int CountEscapes(string text, int start)
    {
        var count = 0;
        for (var i = start; IsEscape(text, i); i += 3)
            count++;
        return count;
    }

    private static bool IsEscape(string text, int at) => at + 2 < text.Length && text[at] == '%'
        && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static bool TryAppendUtf8(StringBuilder result, ReadOnlySpan<char> escapes)
    {
        try
        {
            result.Append(StrictUtf8.GetString(BytesOf(escapes)));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static byte[] BytesOf(ReadOnlySpan<char> escapes)
    {
        var bytes = new byte[escapes.Length / 3];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = byte.Parse(escapes.Slice((i * 3) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return bytes;
    }

    private static void AppendLoosely(StringBuilder result, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var length = LengthOfSequence(bytes[0]);
            var value = length == 1 ? bytes[0] : bytes[0] & (0x7F >> length);
            var taken = 1;
            while (taken < length && taken < bytes.Length && (bytes[taken] & 0xC0) == 0x80)
                value = (value << 6) | (bytes[taken++] & 0x3F);
            result.Append((taken == length && Rune.TryCreate(value, out var rune) ? rune : Rune.ReplacementChar).ToString());
            bytes = bytes[taken..];
        }
    }

    /// <summary>The length that the first byte announces; 0 if it begins no sequence.</summary>
    private static int LengthOfSequence(byte first) => first switch
    {
        < 0x80 => 1,
        < 0xC0 => 0,
        >= 0xF0 => 4,
        >= 0xE0 => 3,
        _ => 2,
    };
}
