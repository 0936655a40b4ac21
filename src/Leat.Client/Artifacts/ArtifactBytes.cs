using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Client;

/// <summary>Contents of small artifacts, made in memory.</summary>
internal static class ArtifactBytes
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = PlainJson.Encoder };

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static MemoryStream OfText(string text) => new(Encoding.UTF8.GetBytes(text), writable: false);

    /// <summary>JSON, indented by 2.</summary>
    public static MemoryStream OfJson(JsonNode? value)
    {
        var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            if (value is null)
                writer.WriteNullValue();
            else
                value.WriteTo(writer);
        }

        stream.Position = 0;
        return stream;
    }
}
