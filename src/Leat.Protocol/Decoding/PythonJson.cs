using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Values as written by Python's <c>json.dumps(value, sort_keys=True, separators=(",", ":"))</c>, for messages.</summary>
internal static class PythonJson
{
    /// <summary>Enough to recognise a value; a message must not repeat a faulty body of several megabytes.</summary>
    private const int MaxLength = 1_000;

    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return Cut(text);
    }

    public static string Of(string value)
    {
        var text = new StringBuilder();
        AppendString(text, value);
        return Cut(text);
    }

    public static string Of(IReadOnlyList<string> values)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < values.Count && text.Length <= MaxLength; i++)
            AppendString(i == 0 ? text : text.Append(','), values[i]);
        return Cut(text.Append(']'));
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        if (text.Length > MaxLength)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                AppendJsonString(text, value);
                break;
            case JsonValueKind.Number:
                AppendNumber(text, value);
                break;
            case JsonValueKind.Array:
                AppendArray(text, value);
                break;
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            default:
                text.Append(value.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" });
                break;
        }
    }

    private static void AppendNumber(StringBuilder text, JsonElement value)
    {
        var raw = value.GetRawText();
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
            text.Append(raw);
        else if (LiteralRepair.TryGetLiteral(value, out var number) || value.TryGetDouble(out number))
            text.Append(OfDouble(number));
    }

    private static string OfDouble(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity"
        : PythonFormat.OfDouble(number);

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        var first = true;
        foreach (var element in value.EnumerateArray())
        {
            Append(first ? text : text.Append(','), element);
            first = false;
            if (text.Length > MaxLength)
                return;
        }

        text.Append(']');
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            members[NameOf(member)] = member.Value;
        text.Append('{');
        var first = true;
        foreach (var (name, element) in members)
        {
            AppendString(first ? text : text.Append(','), name);
            Append(text.Append(':'), element);
            first = false;
            if (text.Length > MaxLength)
                return;
        }

        text.Append('}');
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    private static void AppendJsonString(StringBuilder text, JsonElement value)
    {
        try
        {
            AppendString(text, value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Not Unicode: show what was sent, in ASCII.
            foreach (var b in JsonMarshal.GetRawUtf8Value(value))
                text.Append(b is >= (byte)' ' and < 0x7f ? (char)b : '?');
        }
    }

    private static void AppendString(StringBuilder text, string value) => PythonFormat.AppendText(text, value);

    private static string Cut(StringBuilder text) =>
        text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength) + "...";
}
