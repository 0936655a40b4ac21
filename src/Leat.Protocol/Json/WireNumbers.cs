using System.Buffers;
using System.Globalization;

namespace Leat.Protocol;

/// <summary>Numbers that stand in strings.</summary>
internal static class WireNumbers
{
    private const NumberStyles FloatStyle =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<char> FloatCharacters = SearchValues.Create("+-.0123456789eE");

    /// <summary>Reads what Python's <c>float()</c> reads, digit separators and Unicode digits left out. Overflow gives an infinity.</summary>
    public static bool TryParseDouble(string? text, out double value)
    {
        value = 0;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var trimmed = text.AsSpan().Trim();
        if (TryParseSpecial(trimmed, out value))
            return true;
        // double.TryParse would take "Infinity", "∞" and "NaN" too, all handled above or not MLflow's.
        return !trimmed.ContainsAnyExcept(FloatCharacters)
            && double.TryParse(trimmed, FloatStyle, CultureInfo.InvariantCulture, out value);
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
