using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>JSON as Python's <c>json.dumps</c> writes it: <c>{"a": [1, 2.0]}</c>, in ASCII, members in their order, integers unchanged.</summary>
public static class PythonDumps
{
    /// <summary>A value as text.</summary>
    /// <exception cref="InvalidOperationException">It contains a string that is not valid Unicode.</exception>
    public static string Of(JsonElement value) => Append(new StringBuilder(), value).ToString();

    /// <summary>Appends a value.</summary>
    /// <param name="text">What it is appended to.</param>
    /// <param name="value">Any JSON.</param>
    /// <param name="keeps">Whether a member of the value, if it is an object, is written; null for all of them.</param>
    /// <exception cref="InvalidOperationException">It contains a string that is not valid Unicode.</exception>
    public static StringBuilder Append(StringBuilder text, JsonElement value, Predicate<string>? keeps = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                PythonFormat.AppendWholeText(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(NumberOf(value));
                break;
            case JsonValueKind.Array:
                AppendArray(text, value);
                break;
            case JsonValueKind.Object:
                AppendObject(text, value, keeps);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }

        return text;
    }

    /// <summary>Appends the name of a member and what precedes its value.</summary>
    public static void AppendName(StringBuilder text, string name, bool isFirst)
    {
        ArgumentNullException.ThrowIfNull(text);
        PythonFormat.AppendWholeText(text.Append(isFirst ? "" : ", "), name);
        text.Append(": ");
    }

    private static string NumberOf(JsonElement value)
    {
        var raw = value.GetRawText();
        var isInteger = raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return isInteger || !value.TryGetDouble(out var number) || !double.IsFinite(number) ? raw : PythonFormat.OfDouble(number);
    }

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        var isFirst = true;
        foreach (var element in value.EnumerateArray())
        {
            Append(text.Append(isFirst ? "" : ", "), element);
            isFirst = false;
        }

        text.Append(']');
    }

    private static void AppendObject(StringBuilder text, JsonElement value, Predicate<string>? keeps)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var member in value.EnumerateObject())
        {
            if (keeps?.Invoke(member.Name) == false)
                continue;
            AppendName(text, member.Name, isFirst);
            Append(text, member.Value);
            isFirst = false;
        }

        text.Append('}');
    }
}
