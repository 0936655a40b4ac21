using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>An attribute value in OpenTelemetry's JSON: <c>{"string_value": "x"}</c>.</summary>
/// <param name="Text">The value as JSON text; invalid JSON counts as a plain string.</param>
[JsonConverter(typeof(OtelValueConverter))]
internal sealed record OtelValue(string Text);

/// <summary>Writes and reads values with the name of their type.</summary>
internal sealed class OtelValueConverter : JsonConverter<OtelValue>
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = WireBody.MaxDepth };
    public override OtelValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
            WritePlain(writer, document.RootElement);
        return new OtelValue(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public override void Write(Utf8JsonWriter writer, OtelValue value, JsonSerializerOptions options)
    {
        if (LiteralRepair.TryParse(value.Text, Options) is not { } document)
        {
            writer.WriteStartObject();
            writer.WriteString("string_value", value.Text);
            writer.WriteEndObject();
            return;
        }

        using (document)
            Write(writer, document.RootElement);
    }

    /// <summary>Writes a value without the names of types, as JSON that is usual. A value of no type is null.</summary>
    private static void WritePlain(Utf8JsonWriter writer, JsonElement value)
    {
        var (type, content) = value.EnumerateObject().Select(member => (member.Name, member.Value)).FirstOrDefault();
        switch (type)
        {
            case null:
                writer.WriteNullValue();
                break;
            case "array_value":
                writer.WriteStartArray();
                foreach (var element in Elements(content))
                    WritePlain(writer, element);
                writer.WriteEndArray();
                break;
            case "kvlist_value":
                writer.WriteStartObject();
                foreach (var member in Elements(content))
                {
                    writer.WritePropertyName(member.GetProperty("key").GetString()!);
                    WritePlain(writer, member.GetProperty("value"));
                }

                writer.WriteEndObject();
                break;
            case "double_value" when content.ValueKind == JsonValueKind.String && WireNumbers.TryParseDouble(content.GetString(), out var special):
                OtlpValues.WriteDouble(writer, special);
                break;
            default:
                content.WriteTo(writer);
                break;
        }
    }

    /// <summary>The elements of a list or map, which is left out when it is empty.</summary>
    private static JsonElement.ArrayEnumerator Elements(JsonElement list) =>
        list.TryGetProperty("values", out var values) ? values.EnumerateArray() : default;

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        writer.WriteStartObject();
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                writer.WritePropertyName("string_value");
                value.WriteTo(writer);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean("bool_value", value.GetBoolean());
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            case JsonValueKind.Array:
                writer.WriteStartObject("array_value");
                writer.WriteStartArray("values");
                foreach (var element in value.EnumerateArray())
                    Write(writer, element);
                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            case JsonValueKind.Object:
                WriteObject(writer, value);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonElement value)
    {
        if (OtlpValues.IsInteger(value, out var integer))
        {
            writer.WriteNumber("int_value", integer);
            return;
        }

        writer.WritePropertyName("double_value");
        WireNumbers.WriteDouble(writer, LiteralRepair.TryGetLiteral(value, out var literal) ? literal : value.GetDouble());
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement value)
    {
        writer.WriteStartObject("kvlist_value");
        writer.WriteStartArray("values");
        foreach (var member in value.EnumerateObject())
        {
            writer.WriteStartObject();
            writer.WriteString("key", member.Name);
            writer.WritePropertyName("value");
            Write(writer, member.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
