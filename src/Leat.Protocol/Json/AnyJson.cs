using System.Text.Json.Serialization;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Any JSON inside a message. Numbers are written as doubles, the only kind of number that protocol buffers have here.</summary>
/// <param name="Text">JSON text.</param>
[JsonConverter(typeof(AnyJsonConverter))]
internal sealed record AnyJson(string Text);

/// <summary>Writes the given JSON, and reads any JSON.</summary>
internal sealed class AnyJsonConverter : JsonConverter<AnyJson>
{
    public override AnyJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new AnyJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, AnyJson value, JsonSerializerOptions options)
    {
        using var document = JsonTree.Parse(value.Text, new JsonDocumentOptions { MaxDepth = WireBody.MaxDepth });
        Write(writer, document.RootElement);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when value.TryGetDouble(out var number):
                WireNumbers.WriteDouble(writer, number);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    Write(writer, element);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
