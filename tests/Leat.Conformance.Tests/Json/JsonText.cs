using System.Globalization;
using System.Text;

namespace Leat.Conformance.Tests.Json;

/// <summary>Writes JSON in the recorder's form: <c>", "</c> and <c>": "</c> as separators, <c>1.0</c> stays <c>1.0</c>.</summary>
internal static class JsonText
{
    /// <param name="value">What to write.</param>
    /// <param name="ascii">Escapes everything beyond ASCII.</param>
    /// <param name="sorted">Sorts members by name instead of keeping their order.</param>
    public static string Write(JsonValue value, bool ascii = false, bool sorted = false)
    {
        var text = new StringBuilder();
        Append(text, value, ascii, sorted);
        return text.ToString();
    }

    /// <summary>A value as part of a text: strings unchanged, numbers and words as Python's <c>str</c> prints them.</summary>
    public static string Plain(JsonValue value) => value switch
    {
        JsonString s => s.Value,
        JsonNull => "None",
        JsonBool b => b.Value ? "True" : "False",
        JsonReal r when !double.IsFinite(r.Value) => double.IsNaN(r.Value) ? "nan" : r.Value > 0 ? "inf" : "-inf",
        _ => Write(value),
    };

    private static void Append(StringBuilder text, JsonValue value, bool ascii, bool sorted)
    {
        switch (value)
        {
            case JsonString s:
                AppendString(text, s.Value, ascii);
                break;
            case JsonArray array:
                AppendList(text, '[', ']', array.Items, item => Append(text, item, ascii, sorted));
                break;
            case JsonObject o:
                AppendObject(text, o, ascii, sorted);
                break;
            default:
                text.Append(Scalar(value));
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject o, bool ascii, bool sorted)
    {
        var members = sorted ? o.Members.OrderBy(member => member.Key, StringComparer.Ordinal) : o.Members.AsEnumerable();
        AppendList(text, '{', '}', members, member =>
        {
            AppendString(text, member.Key, ascii);
            text.Append(": ");
            Append(text, member.Value, ascii, sorted);
        });
    }

    private static void AppendList<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator);
            append(item);
            separator = ", ";
        }

        text.Append(close);
    }

    private static string Scalar(JsonValue value) => value switch
    {
        JsonNull => "null",
        JsonBool b => b.Value ? "true" : "false",
        JsonInteger i => i.Value.ToString(CultureInfo.InvariantCulture),
        JsonReal r => Real(r.Value),
        _ => throw new ArgumentException("unknown kind of value", nameof(value)),
    };

    private static string Real(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        if (value == 0)
            return double.IsNegative(value) ? "-0.0" : "0.0";
        return Math.Abs(value) is >= 1e-4 and < 1e16 ? Positional(value) : Scientific(value);
    }

    private static string Positional(double value)
    {
        // A decimal holds the 17 digits that a double may need, and prints them without an exponent.
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var text = shortest.Contains('E', StringComparison.Ordinal)
            ? decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : shortest;
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static string Scientific(double value)
    {
        // 17 digits are exact but seldom the shortest: use the first length that reads back as the same number.
        var digits = Enumerable.Range(0, 17)
            .Select(decimals => value.ToString("E" + decimals, CultureInfo.InvariantCulture))
            .First(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == value);
        var parts = digits.Split('E');
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture, $"{parts[0]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static void AppendString(StringBuilder text, string value, bool ascii)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => AppendEscape(text, c),
                > '~' when ascii => AppendEscape(text, c),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static StringBuilder AppendEscape(StringBuilder text, char c) =>
        text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
