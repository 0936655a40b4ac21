using System.Text.Json;

namespace Leat.Core;

/// <summary>A trace with those of its spans that are in the store.</summary>
/// <param name="Info">The trace.</param>
/// <param name="Spans">The root first, then by start time; empty if a client keeps them as a file.</param>
public sealed record Trace(TraceInfo Info, IReadOnlyList<Span> Spans)
{
    /// <summary>Whether all spans have arrived: at least one, and as many as the metadata announce.</summary>
    public bool IsComplete => Spans.Count > 0 && Spans.Count >= ExpectedSpans();

    private long ExpectedSpans()
    {
        if (Info.FindMetadata(TraceKeys.SizeStats) is not { } json)
            return 0;
        try
        {
            using var stats = JsonDocument.Parse(json);
            return stats.RootElement.ValueKind == JsonValueKind.Object
                && stats.RootElement.TryGetProperty("num_spans", out var count)
                && count.ValueKind == JsonValueKind.Number
                && count.TryGetInt64(out var number)
                    ? number
                    : 0;
        }
        catch (JsonException)
        {
            // The metadata come from the client: invalid JSON means unknown.
            return 0;
        }
    }
}
