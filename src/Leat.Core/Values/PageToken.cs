using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>Page tokens as MLflow makes them: base64 of <c>{"offset": N}</c>.</summary>
public static class PageToken
{
    private const int MaxShownLength = 200;

    /// <summary>The token that skips <paramref name="offset"/> results.</summary>
    public static string FromOffset(long offset) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{{\"offset\": {offset.ToString(CultureInfo.InvariantCulture)}}}"));

    /// <summary>How many results a token skips; 0 without one.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a token of this form.</exception>
    public static long ToOffset(string? token) => string.IsNullOrEmpty(token) ? 0 : Read(token).Offset;

    /// <summary>The token itself, if it is one.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a token of this form.</exception>
    public static string? Check(string? token)
    {
        _ = ToOffset(token);
        return token;
    }

    /// <summary>How many results a token skips, and all that it holds.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a token of this form.</exception>
    internal static (long Offset, JsonElement Token) Read(string token)
    {
        var decoded = Decode(token);
        try
        {
            using var json = JsonDocument.Parse(decoded);
            return ReadOffset(json.RootElement) is > 0 and var offset
                ? (offset, json.RootElement.Clone())
                : throw LeatException.InvalidParameter($"Invalid page token, parsed value={Cut(json.RootElement.GetRawText())}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or JSON with texts that are not Unicode.
            throw LeatException.InvalidParameter($"Invalid page token, decoded value={PythonFormat.OfBytes(decoded)}");
        }
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

    private static long? ReadOffset(JsonElement token)
    {
        if (token.ValueKind != JsonValueKind.Object || !token.TryGetProperty("offset", out var offset))
            return null;
        if (offset.ValueKind == JsonValueKind.Number)
            return offset.TryGetInt64(out var number) ? number : null;
        if (offset.ValueKind != JsonValueKind.String)
            return null;
        var text = offset.GetString()!;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw LeatException.InvalidParameter($"Invalid page token, not stringable {Cut(text)}");
    }

    private static string Cut(string text) => TextRules.Truncate(text, MaxShownLength);
}
