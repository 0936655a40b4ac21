using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Leat.Protocol;

/// <summary>Reads and writes numbers as text.</summary>
internal static class WireNumbers
{
    private const NumberStyles FloatStyle =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Maximum size of a double as JSON. The longest round-trip form has 24 characters (<c>-1.2345678901234567E-308</c>), plus
    /// <c>.0</c>.</summary>
    public const int MaxDoubleLength = 32;

    private static readonly SearchValues<char> FloatCharacters = SearchValues.Create("+-.0123456789eE");

    /// <summary>Reads what Python's <c>float()</c> reads, except digit separators and Unicode digits. Overflow gives an infinity.</summary>
    public static bool TryParseDouble(string? text, out double value)
    {
        value = 0;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var trimmed = text.AsSpan().Trim();
        if (TryParseSpecial(trimmed, out value))
            return true;
        // double.TryParse would also accept "Infinity", "∞" and "NaN", which are handled above or not accepted by MLflow.
        return !trimmed.ContainsAnyExcept(FloatCharacters)
            && double.TryParse(trimmed, FloatStyle, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Writes a double as a JSON value, in the form of <see cref="FormatDouble"/>.</summary>
    public static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        Span<byte> text = stackalloc byte[MaxDoubleLength];
        writer.WriteRawValue(text[..FormatDouble(value, text)], skipInputValidation: true);
    }

    /// <summary>Writes a double as MLflow does: integral values with <c>.0</c>, NaN and infinities as quoted words.</summary>
    /// <param name="value">Any double.</param>
    /// <param name="utf8">At least <see cref="MaxDoubleLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int FormatDouble(double value, Span<byte> utf8)
    {
        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8;
            word.CopyTo(utf8);
            return word.Length;
        }

        value.TryFormat(utf8, out var length, provider: CultureInfo.InvariantCulture);
        if (utf8[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            utf8[length++] = (byte)'.';
            utf8[length++] = (byte)'0';
        }

        return length;
    }

    private static bool TryParseSpecial(ReadOnlySpan<char> text, out double value)
    {
        var negative = text[0] == '-';
        var word = text[0] is '-' or '+' ? text[1..] : text;
        value = double.NaN;
        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return true;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return word.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || word.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }
}
