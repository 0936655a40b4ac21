using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Interprets the literals <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which Python's JSON library writes although they are
/// not valid JSON.</summary>
/// <remarks>Runs only on texts that strict parsing has rejected. Each literal is replaced by a number in a form that nobody sends, so it
/// remains a number wherever it occurs.</remarks>
internal static class LiteralRepair
{
    private static readonly byte[] NanNumber = Encoding.ASCII.GetBytes(EvaluationJson.NaN);

    private static readonly byte[] InfinityNumber = Encoding.ASCII.GetBytes(EvaluationJson.Infinity);

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

    /// <summary>Parses a JSON text that may have literals; null if it is none.</summary>
    public static JsonTree? TryParse(string json, JsonDocumentOptions options)
    {
        try
        {
            return JsonTree.Parse(json, options);
        }
        catch (JsonException)
        {
            return Repair(Encoding.UTF8.GetBytes(json)) is { } repaired ? TryParse(repaired, options) : null;
        }
    }

    /// <summary>Puts the literals back in place of the numbers that represent them; strings are unchanged.</summary>
    public static string Restore(string json)
    {
        if (!json.Contains(EvaluationJson.NaN, StringComparison.Ordinal) && !json.Contains(EvaluationJson.Infinity, StringComparison.Ordinal))
            return json;
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            var rest = json.AsSpan(i);
            if (LiteralAt(json, i) is { } found)
            {
                text.Append(found.Literal);
                i += found.Length;
                continue;
            }

            var length = json[i] == '"' ? StringLength(rest) : 1;
            text.Append(rest[..length]);
            i += length;
        }

        return text.ToString();
    }

    /// <summary>The value that a replaced number represents.</summary>
    public static bool TryGetLiteral(JsonElement number, out double value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        value = raw.SequenceEqual(NanNumber) ? double.NaN
            : raw.SequenceEqual(InfinityNumber) ? double.PositiveInfinity
            : raw is [(byte)'-', .. var rest] && rest.SequenceEqual(InfinityNumber) ? double.NegativeInfinity
            : 0;
        return !double.IsFinite(value);
    }

    private static JsonTree? TryParse(byte[] repaired, JsonDocumentOptions options)
    {
        try
        {
            return JsonTree.Parse(repaired, options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The length of the next piece (a literal, a whole string or one byte) and what to write instead.</summary>
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

    /// <summary>The literal whose number starts here, and the number's length; null if there is none or if it is part of a longer
    /// number.</summary>
    private static (string Literal, int Length)? LiteralAt(string json, int at)
    {
        var isNan = json.AsSpan(at).StartsWith(EvaluationJson.NaN);
        if (!isNan && !json.AsSpan(at).StartsWith(EvaluationJson.Infinity))
            return null;
        var length = isNan ? EvaluationJson.NaN.Length : EvaluationJson.Infinity.Length;
        var before = at == 0 ? ' ' : json[at - 1];
        var after = at + length == json.Length ? ' ' : json[at + length];
        if (char.IsAsciiDigit(after) || char.IsAsciiDigit(before) || before == '.' || (isNan && before == '-'))
            return null;
        return (isNan ? "NaN" : "Infinity", length);
    }

    private static int StringLength(ReadOnlySpan<char> json)
    {
        for (var i = 1; i < json.Length; i++)
        {
            if (json[i] == '"')
                return i + 1;
            if (json[i] == '\\')
                i++;
        }

        return json.Length;
    }
}
