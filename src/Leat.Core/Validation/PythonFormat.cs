using System.Globalization;
using System.Text;

namespace Leat.Core;

/// <summary>Formats values as Python prints them, for messages that clients know from MLflow.</summary>
public static class PythonFormat
{
    // Enough to recognise a value; a message must not repeat a faulty value of several megabytes.
    private const int MaxTextLength = 1_000;

    /// <summary><c>repr</c> of a float: <c>1.0</c>, <c>0.1</c>, <c>1e+16</c>, <c>nan</c>, <c>inf</c>.</summary>
    public static string OfDouble(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        // Both print the shortest digits that round-trip; they differ in where the exponent starts.
        var (digits, point) = ShortestDigits(value);
        var sign = double.IsNegative(value) ? "-" : "";
        if (point is <= -4 or > 16)
            return sign + WithExponent(digits, point - 1);
        if (point <= 0)
            return $"{sign}0.{new string('0', -point)}{digits}";
        var whole = digits.PadRight(point, '0');
        return $"{sign}{whole[..point]}.{(whole.Length == point ? "0" : whole[point..])}";
    }

    /// <summary><c>json.dumps</c> of text: in double quotes, ASCII only.</summary>
    public static string OfText(string value)
    {
        var text = new StringBuilder();
        AppendText(text, value);
        return text.ToString();
    }

    /// <summary>Appends <c>json.dumps</c> of at most the first 1,000 characters of a text.</summary>
    public static void AppendText(StringBuilder builder, string value) =>
        AppendQuoted(builder, value.AsSpan(0, Math.Min(value.Length, MaxTextLength)));

    /// <summary>Appends <c>json.dumps</c> of the whole text, for values that are stored rather than shown.</summary>
    public static void AppendWholeText(StringBuilder builder, string value) => AppendQuoted(builder, value);

    /// <summary><c>repr</c> of at most the first 200 bytes: <c>b'\x9e\x89z'</c>.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("b'");
        foreach (var b in bytes[..Math.Min(bytes.Length, 200)])
        {
            var c = (char)b;
            if (c is '\'' or '\\')
                text.Append('\\').Append(c);
            else if (c is >= ' ' and < '\x7f')
                text.Append(c);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        }

        return text.Append('\'').ToString();
    }

    /// <summary>The digits without sign and outer zeros, and the position of the decimal point among them.</summary>
    private static (string Digits, int Point) ShortestDigits(double value)
    {
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E');
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.');
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var point = (dot < 0 ? mantissa.Length : dot) + exponent - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? ("0", 1) : (digits, point);
    }

    private static string WithExponent(string digits, int exponent)
    {
        var fraction = digits.Length == 1 ? "" : "." + digits[1..];
        var size = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{size}";
    }

    private static void AppendQuoted(StringBuilder builder, ReadOnlySpan<char> text)
    {
        builder.Append('"');
        foreach (var c in text)
            AppendCharacter(builder, c);
        builder.Append('"');
    }

    private static void AppendCharacter(StringBuilder builder, char c)
    {
        var escape = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\b' => 'b',
            '\f' => 'f',
            _ => '\0',
        };
        if (escape != '\0')
            builder.Append('\\').Append(escape);
        else if (c is >= ' ' and < '\x7f')
            builder.Append(c);
        else
            builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
    }
}
