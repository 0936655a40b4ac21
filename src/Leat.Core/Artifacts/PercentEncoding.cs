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

    /// <summary>
    /// Writes control characters as <c>%0a</c>-like text, so that no file name holds one. The C1 range gets its UTF-8
    /// form (<c>%c2%85</c>; MLflow writes <c>%85</c>), because only that decodes back to the same name.
    /// </summary>
    public static string EscapeControlCharacters(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (!char.IsControl(c))
                result.Append(c);
            else if (c < 0x80)
                result.Append(CultureInfo.InvariantCulture, $"%{(int)c:x2}");
            else
                result.Append(CultureInfo.InvariantCulture, $"%c2%{(int)c:x2}");
        }

        return result.ToString();
    }

    private static int CountEscapes(string text, int start)
    {
        var count = 0;
        for (var i = start; i + 2 < text.Length && text[i] == '%'
            && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]); i += 3)
            count++;
        return count;
    }

    private static bool TryAppendUtf8(StringBuilder result, ReadOnlySpan<char> escapes)
    {
        var bytes = new byte[escapes.Length / 3];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = byte.Parse(escapes.Slice((i * 3) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        try
        {
            result.Append(StrictUtf8.GetString(bytes));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
