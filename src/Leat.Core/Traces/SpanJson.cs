using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>Spans in MLflow's JSON, as the store keeps them and trace files contain them: ids in Base64, attributes of spans as JSON inside
/// strings, those of events as the values themselves.</summary>
public static class SpanJson
{
    private const string TracePrefix = "tr-";

    /// <summary>Enough for what a span has besides the values of its attributes.</summary>
    private const int LeastBuffer = 512;

    private static readonly string[] StatusNames = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    /// <summary>The text of an attribute value that is a JSON string; null for any other value, or for invalid JSON.</summary>
    public static string? TextOf(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json is not ['"', ..])
            return null;
        try
        {
            using var document = JsonTree.Parse(json);
            return JsonTree.TextOf(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The span as JSON text.</summary>
    public static string Write(Span span)
    {
        ArgumentNullException.ThrowIfNull(span);

        // A buffer that grows by doubling would leave another large one behind at each step.
        var buffer = new ArrayBufferWriter<byte>(LeastBuffer + span.Attributes.Sum(attribute => attribute.Value.Length * 9 / 8));
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
            Write(writer, span);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the span as a JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, Span span)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(span);
        writer.WriteStartObject();
        writer.WriteString("trace_id", EncodeTraceId(span.TraceId));
        writer.WriteString("span_id", EncodeId(span.SpanId));
        writer.WriteString("parent_span_id", span.ParentSpanId is null ? null : EncodeId(span.ParentSpanId));
        writer.WriteString("name", span.Name);
        writer.WriteNumber("start_time_unix_nano", span.StartUnixNano);
        if (span.EndUnixNano is { } end)
            writer.WriteNumber("end_time_unix_nano", end);
        else
            writer.WriteNull("end_time_unix_nano");
        WriteEvents(writer, span.Events);
        writer.WriteStartObject("status");
        writer.WriteString("code", WireName(span.Status));
        writer.WriteString("message", span.StatusMessage);
        writer.WriteEndObject();
        WriteAttributes(writer, span.Attributes, WriteText);
        writer.WriteEndObject();
    }

    /// <summary>Reads a span written by <see cref="Write(Span)"/>.</summary>
    /// <param name="traceId">The trace it belongs to.</param>
    /// <param name="json">The text.</param>
    public static Span Read(string traceId, string json)
    {
        using var document = JsonTree.Parse(json);
        var span = document.RootElement;
        return new Span(
            traceId,
            DecodeId(span.GetProperty("span_id").GetString()!),
            span.GetProperty("parent_span_id").GetString() is { } parent ? DecodeId(parent) : null,
            span.GetProperty("name").GetString()!,
            span.GetProperty("start_time_unix_nano").GetInt64(),
            span.GetProperty("end_time_unix_nano") is { ValueKind: JsonValueKind.Number } end ? end.GetInt64() : null,
            ParseStatus(span.GetProperty("status").GetProperty("code").GetString()),
            span.GetProperty("status").GetProperty("message").GetString()!,
            ReadAttributes(span, value => JsonTree.TextOf(value)!),
            [.. span.GetProperty("events").EnumerateArray().Select(entry => new SpanEvent(
                entry.GetProperty("name").GetString()!, entry.GetProperty("time_unix_nano").GetInt64(), ReadAttributes(entry, value => value.GetRawText())))]);
    }

    /// <summary>OpenTelemetry's trace id in Base64, from hexadecimal digits with or without <c>tr-</c>. Other ids are returned unchanged.</summary>
    public static string EncodeTraceId(string traceId)
    {
        ArgumentNullException.ThrowIfNull(traceId);
        return EncodeId(traceId.StartsWith(TracePrefix, StringComparison.Ordinal) ? traceId[TracePrefix.Length..] : traceId);
    }

    /// <summary>Hexadecimal digits in Base64.</summary>
    public static string EncodeId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Convert.ToBase64String(IsHex(id) ? Convert.FromHexString(id) : Encoding.UTF8.GetBytes(id));
    }

    /// <summary>The name on the wire, for example <c>STATUS_CODE_OK</c>.</summary>
    public static string WireName(SpanStatus status) => StatusNames[(int)status];

    /// <summary>The status with this wire name; unset for an unknown name, or none.</summary>
    public static SpanStatus ParseStatus(string? wireName) => (SpanStatus)Math.Max(Array.IndexOf(StatusNames, wireName), 0);

    /// <summary>Base64 as hexadecimal digits.</summary>
    public static string DecodeId(string base64) => Convert.ToHexStringLower(Convert.FromBase64String(base64));

    private static bool IsHex(string id) => id.Length % 2 == 0 && id.All(char.IsAsciiHexDigit);

    private static void WriteEvents(Utf8JsonWriter writer, IReadOnlyList<SpanEvent> events)
    {
        writer.WriteStartArray("events");
        foreach (var entry in events)
        {
            writer.WriteStartObject();
            writer.WriteString("name", entry.Name);
            writer.WriteNumber("time_unix_nano", entry.UnixNano);
            WriteAttributes(writer, entry.Attributes, WriteValue);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WritePropertyName(name);
        PlainJson.TryWriteText(writer, text);
    }

    /// <summary>Writes the value itself, or as a string if it is not JSON.</summary>
    private static void WriteValue(Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        if (IsJson(json))
            writer.WriteRawValue(json, skipInputValidation: true);
        else
            writer.WriteStringValue(json);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonTree.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteAttributes(
        Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> attributes, Action<Utf8JsonWriter, string, string> write)
    {
        writer.WriteStartObject("attributes");
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < attributes.Count; i++)
            last[attributes[i].Key] = i;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (last[attributes[i].Key] == i)
                write(writer, attributes[i].Key, attributes[i].Value);
        }

        writer.WriteEndObject();
    }

    private static KeyValuePair<string, string>[] ReadAttributes(JsonElement owner, Func<JsonElement, string> read) =>
        [.. owner.GetProperty("attributes").EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, read(entry.Value)))];
}
