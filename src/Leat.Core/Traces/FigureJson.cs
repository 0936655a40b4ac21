using System.Text.Json;

namespace Leat.Core;

/// <summary>Reads attributes of spans that hold several numbers: an object, or a string that contains one.</summary>
internal static class FigureJson
{
    /// <summary>What such an attribute says; null if it is unreadable.</summary>
    /// <param name="json">JSON text; may be null.</param>
    /// <param name="read">Reads the object.</param>
    public static T? Read<T>(string? json, Func<JsonElement, T?> read)
        where T : struct
    {
        if (json is null)
            return null;
        try
        {
            using var document = JsonTree.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.String)
                return ReadObject(document.RootElement, read);
            using var inner = JsonTree.Parse(document.RootElement.GetString()!);
            return ReadObject(inner.RootElement, read);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A finite number of an object; null if it is missing or something else.</summary>
    public static double? Number(JsonElement figures, string name) =>
        figures.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static T? ReadObject<T>(JsonElement figures, Func<JsonElement, T?> read)
        where T : struct =>
        figures.ValueKind == JsonValueKind.Object ? read(figures) : null;
}
