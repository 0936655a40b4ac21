using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>Page tokens as MLflow makes them: base64 of <c>{"offset": N}</c>.</summary>
public static class PageToken
{
    /// <summary>The token that skips <paramref name="offset"/> results.</summary>
    public static string FromOffset(long offset) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{{\"offset\": {offset.ToString(CultureInfo.InvariantCulture)}}}"));

    /// <summary>How many results a token skips; 0 without one.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a token of this form.</exception>
    public static long ToOffset(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return 0;
        var decoded = Decode(token);
        try
        {
            using var json = JsonDocument.Parse(decoded);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("offset", out var offset)
                && TryReadOffset(offset, out var value)
                && value > 0)
                return value;
        }
        catch (JsonException)
        {
            throw LeatException.InvalidParameter($"Invalid page token, decoded value={Printable(decoded)}");
        }

        throw LeatException.InvalidParameter($"Invalid page token, parsed value={Printable(decoded)}");
    }

    /// <summary>Python's decoder discards characters outside the alphabet before it looks at the padding.</summary>
    private static byte[] Decode(string token)
    {
        var kept = new string(token.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=').ToArray());
        try
        {
            return Convert.FromBase64String(kept);
        }
        catch (FormatException)
        {
            throw LeatException.InvalidParameter("Invalid page token, could not base64-decode");
        }
    }

    private static bool TryReadOffset(JsonElement element, out long offset)
    {
        offset = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out offset),
            JsonValueKind.String => long.TryParse(element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out offset),
            _ => false,
        };
    }

    private static string Printable(byte[] bytes) =>
        new(Encoding.Latin1.GetString(bytes).Take(200).Select(c => char.IsControl(c) ? '?' : c).ToArray());
}
