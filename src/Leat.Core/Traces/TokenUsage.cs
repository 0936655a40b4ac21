using System.Globalization;
using System.Text.Json;

namespace Leat.Core;

/// <summary>The number of tokens that language models used.</summary>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens.</param>
/// <param name="Total">All tokens.</param>
public readonly record struct TokenUsage(long Input, long Output, long Total)
{
    /// <summary>Input tokens that were read from a cache; null if not told.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Input tokens that a cache was made of; null if not told.</summary>
    public long? CacheCreation { get; init; }

    /// <summary>The sum of two.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => Add(left, right);

    /// <summary>The sum of two; what neither tells stays untold.</summary>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => new(left.Input + right.Input, left.Output + right.Output, left.Total + right.Total)
    {
        CacheRead = Sum(left.CacheRead, right.CacheRead),
        CacheCreation = Sum(left.CacheCreation, right.CacheCreation),
    };

    /// <summary>Reads an attribute, which is an object or a string that contains one; null if it is unreadable.</summary>
    /// <param name="json">JSON text; may be null.</param>
    public static TokenUsage? Parse(string? json) => FigureJson.Read(json, Read);

    /// <summary>The form used in trace metadata.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"input_tokens\": {Input}, \"output_tokens\": {Output}, \"total_tokens\": {Total}{Member("cache_read_input_tokens", CacheRead)}"
        + $"{Member("cache_creation_input_tokens", CacheCreation)}}}");

    private static TokenUsage? Read(JsonElement usage)
    {
        var (input, output) = (Number("input_tokens") ?? 0, Number("output_tokens") ?? 0);
        return new TokenUsage(input, output, Number("total_tokens") ?? (input + output))
        {
            CacheRead = Number("cache_read_input_tokens"),
            CacheCreation = Number("cache_creation_input_tokens"),
        };

        // Small enough that sums also fit.
        long? Number(string name) => FigureJson.Number(usage, name) is { } number ? (long)Math.Clamp(number, 0, 1e12) : null;
    }

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);

    private static string Member(string name, long? value) =>
        value is null ? "" : string.Create(CultureInfo.InvariantCulture, $", \"{name}\": {value}");
}
