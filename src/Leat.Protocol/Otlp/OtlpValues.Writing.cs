using System.Text.Json;

namespace Leat.Protocol;

internal static partial class OtlpValues
{
    /// <summary>A KeyValue message of a text.</summary>
    public static ReadOnlySpan<byte> ToAttribute(string key, string text)
    {
        var value = new ProtobufWriter();
        value.WriteString(1, text);
        return Join(key, value.Message);
    }

    /// <summary>A KeyValue message of any JSON.</summary>
    public static ReadOnlySpan<byte> ToAttribute(string key, JsonElement value) => Join(key, ToValue(value));

    /// <summary>Whether a number is one without decimals, as it is written, that fits 64 bits.</summary>
    public static bool IsInteger(JsonElement number, out long integer)
    {
        integer = 0;
        return number.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 && number.TryGetInt64(out integer);
    }

    private static ReadOnlySpan<byte> Join(string key, ReadOnlySpan<byte> value)
    {
        var attribute = new ProtobufWriter();
        attribute.WriteString(1, key);
        attribute.WriteBytes(2, value);
        return attribute.Message;
    }

    /// <summary>An AnyValue message; an empty one for null.</summary>
    private static ReadOnlySpan<byte> ToValue(JsonElement json)
    {
        var value = new ProtobufWriter();
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                value.WriteString(1, json.GetString()!);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                value.WriteVarint(2, json.GetBoolean() ? 1UL : 0);
                break;
            case JsonValueKind.Number when IsInteger(json, out var integer):
                value.WriteVarint(3, (ulong)integer);
                break;
            case JsonValueKind.Number:
                value.WriteFixed64(4, BitConverter.DoubleToUInt64Bits(LiteralRepair.TryGetLiteral(json, out var literal) ? literal : json.GetDouble()));
                break;
            case JsonValueKind.Array:
                value.WriteBytes(5, ToList(json));
                break;
            case JsonValueKind.Object:
                value.WriteBytes(6, ToMap(json));
                break;
        }

        return value.Message;
    }

    private static ReadOnlySpan<byte> ToList(JsonElement json)
    {
        var list = new ProtobufWriter();
        foreach (var element in json.EnumerateArray())
            list.WriteBytes(1, ToValue(element));
        return list.Message;
    }

    private static ReadOnlySpan<byte> ToMap(JsonElement json)
    {
        var map = new ProtobufWriter();
        foreach (var member in json.EnumerateObject())
            map.WriteBytes(1, ToAttribute(member.Name, member.Value));
        return map.Message;
    }
}
