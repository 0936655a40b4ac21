using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Leat.Protocol;

/// <summary>Takes the literals <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which Python's JSON library writes and which are
/// no JSON, for what they mean.</summary>
/// <remarks>Runs only on bodies that strict parsing has refused. Each literal becomes a number of a form that nobody sends, so
/// that it stays a number wherever it stands.</remarks>
internal static class LiteralRepair
{
    private static ReadOnlySpan<byte> NanNumber => "0e-31536000"u8;

    private static ReadOnlySpan<byte> InfinityNumber => "9e31536000"u8;

    /// <summary>The body with its literals replaced; null if it has none.</summary>
    public static byte[]? Repair(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0)
            return null;
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        while (!json.IsEmpty)
        {
            var length = NextLength(json, out var replacement);
            output.Write(replacement);
            json = json[length..];
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>What a replaced number stood for.</summary>
    public static bool TryGetLiteral(JsonElement number, out double value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        value = raw.SequenceEqual(NanNumber) ? double.NaN
            : raw.SequenceEqual(InfinityNumber) ? double.PositiveInfinity
            : raw is [(byte)'-', .. var rest] && rest.SequenceEqual(InfinityNumber) ? double.NegativeInfinity
            : 0;
        return !double.IsFinite(value);
    }

    /// <summary>The length of the next piece (a literal, a whole string or one byte) and what to write for it.</summary>
    private static int NextLength(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> replacement)
    {
        var isNan = json.StartsWith("NaN"u8);
        if (isNan || json.StartsWith("Infinity"u8))
        {
            replacement = isNan ? NanNumber : InfinityNumber;
            return isNan ? "NaN"u8.Length : "Infinity"u8.Length;
        }

        var length = json[0] == (byte)'"' ? JsonText.StringLength(json) : 1;
        replacement = json[..length];
        return length;
    }
}
