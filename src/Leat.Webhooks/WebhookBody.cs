using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Webhooks;

/// <summary>What webhooks are sent.</summary>
internal static class WebhookBody
{
    /// <summary>The body, JSON.</summary>
    /// <param name="e">What happened.</param>
    /// <param name="time">When.</param>
    /// <param name="data">To what.</param>
    /// <param name="workspace">In which workspace; null where there are none.</param>
    public static byte[] Write(WebhookEvent e, DateTimeOffset time, JsonObject data, string? workspace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("entity", e.EntityName);
            json.WriteString("action", e.ActionName);
            json.WriteString("timestamp", time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
            json.WritePropertyName("data");
            data.WriteTo(json);
            if (workspace is not null)
                json.WriteString("workspace", workspace);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
