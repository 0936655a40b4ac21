using System.Globalization;
using System.Text.Json;

namespace Leat.Core;

/// <summary>The number of tokens that language models used.</summary>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens.</param>
/// <param name="Total">All tokens.</param>
public readonly record struct TokenUsage(long Input, long Output, long Total)
{
    /// <summary>Reads an attribute, which is an object or a string that contains one; null if it is unreadable.</summary>
    /// <param name="json">JSON text; may be null.</param>
    public static TokenUsage? Parse(string? json)
    {
        if (json is null)
            return null;
        try
        {
            using var document = JsonTree.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.String)
            {
                using var inner = JsonTree.Parse(document.RootElement.GetString()!);
                return Read(inner.RootElement);
            }

            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The form used in trace metadata.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture, $$"""{"input_tokens": {{Input}}, "output_tokens": {{Output}}, "total_tokens": {{Total}}}""");

    private static TokenUsage? Read(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
            return null;
        var (input, output) = (Number("input_tokens") ?? 0, Number("output_tokens") ?? 0);
        return new TokenUsage(input, output, Number("total_tokens") ?? (input + output));

        // Small enough that sums also fit.
        long? Number(string name) =>
            usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
                ? (long)Math.Clamp(number, 0, 1e12)
                : null;
    }
}
