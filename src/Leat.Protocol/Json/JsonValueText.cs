using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>JSON as MLflow stores it: the output of Python's <c>json.dumps</c> after a round trip through a protocol buffer, in which every
/// number is a double.</summary>
internal static class JsonValueText
{
    /// <summary>The text; null if it contains a number that is not finite.</summary>
    /// <exception cref="InvalidOperationException">It contains a string that is not valid Unicode.</exception>
    public static string? Of(JsonElement value)
    {
        var text = new StringBuilder();
        return TryAppend(text, value) ? text.ToString() : null;
    }

    /// <summary>A JSON text in the same form, but with its integers unchanged; null if it is not JSON.</summary>
    public static string? Normalise(string json)
    {
        try
        {
            using var document = JsonTree.Parse(json, new JsonDocumentOptions { MaxDepth = WireBody.MaxDepth });
            return PythonDumps.Of(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool TryAppend(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                PythonFormat.AppendWholeText(text, value.GetString()!);
                return true;
            case JsonValueKind.Number:
                return TryAppendNumber(text, value);
            case JsonValueKind.Array:
                return TryAppendArray(text, value);
            case JsonValueKind.Object:
                return TryAppendObject(text, value);
            default:
                text.Append(value.GetRawText());
                return true;
        }
    }

    private static bool TryAppendNumber(StringBuilder text, JsonElement value)
    {
        if (LiteralRepair.TryGetLiteral(value, out _) || !value.TryGetDouble(out var number) || !double.IsFinite(number))
            return false;
        text.Append(number == Math.Floor(number)
            ? new BigInteger(number).ToString(CultureInfo.InvariantCulture)
            : PythonFormat.OfDouble(number));
        return true;
    }

    private static bool TryAppendArray(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        var isFirst = true;
        foreach (var element in value.EnumerateArray())
        {
            text.Append(isFirst ? "" : ", ");
            isFirst = false;
            if (!TryAppend(text, element))
                return false;
        }

        text.Append(']');
        return true;
    }

    private static bool TryAppendObject(StringBuilder text, JsonElement value)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var member in value.EnumerateObject())
        {
            text.Append(isFirst ? "" : ", ");
            isFirst = false;
            PythonFormat.AppendWholeText(text, member.Name);
            text.Append(": ");
            if (!TryAppend(text, member.Value))
                return false;
        }

        text.Append('}');
        return true;
    }
}
