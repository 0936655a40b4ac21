using System.Text.Json;
using System.Text.Json.Serialization;

namespace Leat.Protocol;

/// <summary>A value of an attribute in OpenTelemetry's JSON: <c>{"string_value": "x"}</c>.</summary>
/// <param name="Text">The value as JSON text; what is no JSON is a text itself.</param>
[JsonConverter(typeof(OtelValueConverter))]
public sealed record OtelValue(string Text);

/// <summary>Writes values with the name of their type. Nothing reads them.</summary>
internal sealed class OtelValueConverter : JsonConverter<OtelValue>
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = WireBody.MaxDepth };

    public override OtelValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Spans are read from protocol buffers only.");

    public override void Write(Utf8JsonWriter writer, OtelValue value, JsonSerializerOptions options)
    {
        if (TryParse(value.Text) is not { } document)
        {
            writer.WriteStartObject();
            writer.WriteString("string_value", value.Text);
            writer.WriteEndObject();
            return;
        }

        using (document)
            Write(writer, document.RootElement);
    }

    private static JsonDocument? TryParse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

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
        if (value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 && value.TryGetInt64(out var integer))
        {
            writer.WriteNumber("int_value", integer);
            return;
        }

        writer.WritePropertyName("double_value");
        WireNumbers.WriteDouble(writer, value.GetDouble());
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
