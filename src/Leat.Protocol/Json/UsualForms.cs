using System.Text.Json;

namespace Leat.Protocol;

/// <summary>Reads values in the form that clients usually send. Returns false for any other form; the reader is then no longer usable.</summary>
internal static class UsualForms
{
    public static bool TryReadText(this ref Utf8JsonReader reader, out string? text)
    {
        text = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null;
    }

    public static bool TryReadInt64(this ref Utf8JsonReader reader, out long number)
    {
        number = 0;
        return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number);
    }

    /// <summary>Reads numbers, and the three words that MLflow's clients send for values JSON has no number for.</summary>
    public static bool TryReadDouble(this ref Utf8JsonReader reader, out double number)
    {
        number = 0;
        if (!reader.Read())
            return false;
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetDouble(out number);
        if (reader.TokenType != JsonTokenType.String)
            return false;
        number = reader.ValueTextEquals("NaN"u8) ? double.NaN
            : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return !double.IsFinite(number);
    }
}
