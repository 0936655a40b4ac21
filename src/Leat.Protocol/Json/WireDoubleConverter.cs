using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Leat.Protocol;

/// <summary>Doubles as MLflow writes them: integral ones with <c>.0</c>, NaN and infinities as strings. Reads numbers and strings.</summary>
internal sealed class WireDoubleConverter : JsonConverter<double>
{
    /// <summary>The longest double in round-trip form is 24 characters (<c>-1.2345678901234567E-308</c>); <c>.0</c> comes on top.</summary>
    private const int MaxLength = 32;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String
            ? reader.GetDouble()
            : WireNumbers.TryParseDouble(reader.GetString(), out var value)
                ? value
                : throw new JsonException("A number, \"NaN\", \"Infinity\" or \"-Infinity\" was expected.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteStringValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
            return;
        }

        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            text[length++] = (byte)'.';
            text[length++] = (byte)'0';
        }

        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
