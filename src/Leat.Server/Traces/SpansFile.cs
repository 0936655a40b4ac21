using System.Text.Json;
using Leat.Core;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Spans from the store, in the form of the file that clients would have uploaded.</summary>
/// <param name="Spans">The spans.</param>
internal sealed record SpansFile(IReadOnlyList<Span> Spans) : IWrittenAnswer
{
    /// <summary>The name of that file.</summary>
    public const string Name = "traces.json";

    /// <summary>The most bytes that may wait to be sent.</summary>
    private const int FlushAt = 1 << 16;

    public async Task WriteAsync(HttpContext http)
    {
        FileAnswer.SetSafetyHeaders(http.Response.Headers, Name);
        http.Response.ContentType = ResponseWriter.Json;
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, PlainJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("spans");
        foreach (var span in Spans)
        {
            SpanJson.Write(writer, span);
            if (writer.BytesPending > FlushAt)
                await writer.FlushAsync(http.RequestAborted);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
