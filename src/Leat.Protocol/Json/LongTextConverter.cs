using System.Text.Json;
using System.Text.Json.Serialization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Writes texts of any length, such as the profile of a dataset with 16 million characters, in the memory that they take.</summary>
internal sealed class LongTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => PlainJson.TryWriteText(writer, value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
