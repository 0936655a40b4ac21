using System.Text.Json;
using System.Text.Json.Serialization;

namespace Leat.Protocol;

/// <summary>Doubles as MLflow writes them: integral values with <c>.0</c>, NaN and infinities as strings. Reads numbers and strings.</summary>
internal sealed class WireDoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String
            ? reader.GetDouble()
            : WireNumbers.TryParseDouble(reader.GetString(), out var value)
                ? value
                : throw new JsonException("A number, \"NaN\", \"Infinity\" or \"-Infinity\" was expected.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => WireNumbers.WriteDouble(writer, value);
}
