using System.Globalization;
using System.Text.Json;

namespace Leat.Core;

/// <summary>How many tokens language models took.</summary>
/// <param name="Input">Tokens that went in.</param>
/// <param name="Output">Tokens that came out.</param>
/// <param name="Total">All of them.</param>
public readonly record struct TokenUsage(long Input, long Output, long Total)
{
    /// <summary>What an attribute says, an object or a text that holds one; null if it says nothing that can be read.</summary>
    /// <param name="json">JSON text; null counts as nothing.</param>
    public static TokenUsage? Parse(string? json)
    {
        if (json is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.String)
            {
                using var inner = JsonDocument.Parse(document.RootElement.GetString()!);
                return Read(inner.RootElement);
            }

            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The form of the metadata of a trace.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture, $$"""{"input_tokens": {{Input}}, "output_tokens": {{Output}}, "total_tokens": {{Total}}}""");

    private static TokenUsage? Read(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
            return null;
        var (input, output) = (Number("input_tokens") ?? 0, Number("output_tokens") ?? 0);
        return new TokenUsage(input, output, Number("total_tokens") ?? (input + output));

        // Sums of them must fit as well.
        long? Number(string name) =>
            usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
                ? (long)Math.Clamp(number, 0, 1e12)
                : null;
    }
}
