using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Reads the spans of an ExportTraceServiceRequest in OTLP's JSON: ids in hexadecimal digits, 64-bit integers as texts or numbers.</summary>
internal static class OtlpJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Finds all spans, in their order. A span that cannot be kept, for example as it has no id, is counted and passed over.</summary>
    /// <param name="request">The text; it must stay as it is until the spans have been stored.</param>
    /// <exception cref="InvalidDataException">The text is no such message.</exception>
    public static OtlpSpans Read(ReadOnlyMemory<byte> request)
    {
        var document = Parse(request);
        var spans = new OtlpSpans<JsonElement>(ReadSpan, document);
        foreach (var span in Items(document.RootElement, "resourceSpans").SelectMany(resource => Items(resource, "scopeSpans"))
                     .SelectMany(scope => Items(scope, "spans")))
        {
            spans.Add(span);
        }

        return spans;
    }

    private static JsonTree Parse(ReadOnlyMemory<byte> request)
    {
        try
        {
            return JsonTree.Parse(request, Options);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static Span ReadSpan(JsonElement span)
    {
        var entries = 0;
        var attributes = ReadAttributes(span, ref entries);
        var status = Member(span, "status");
        var parent = Text(span, "parentSpanId").Trim('0');
        return new Span(
            OtlpSpans.TraceIdOf(Id(span, "traceId", OtlpTraces.TraceIdLength, "trace id"), attributes),
            Id(span, "spanId", OtlpTraces.SpanIdLength, "span id"),
            parent.Length == 0 ? null : Id(span, "parentSpanId", OtlpTraces.SpanIdLength, "parent span id"),
            Text(span, "name"),
            Integer(Member(span, "startTimeUnixNano")) ?? 0,
            Integer(Member(span, "endTimeUnixNano")) is { } end and not 0 ? end : null,
            ReadStatus(status),
            Text(status, "message"),
            attributes,
            ReadEvents(span, ref entries));
    }

    private static List<SpanEvent> ReadEvents(JsonElement span, ref int entries)
    {
        var events = new List<SpanEvent>();
        foreach (var entry in Items(span, "events"))
        {
            OtlpSpans.CountEntry(ref entries);
            events.Add(new SpanEvent(
                Text(entry, "name"), Integer(Member(entry, "timeUnixNano")) ?? 0, ReadAttributes(entry, ref entries)));
        }

        return events;
    }

    private static SpanStatus ReadStatus(JsonElement status) => Member(status, "code") switch
    {
        { ValueKind: JsonValueKind.String } name => SpanJson.ParseStatus(name.GetString()),
        { ValueKind: JsonValueKind.Number } number => number.GetInt32() switch { 1 => SpanStatus.Ok, 2 => SpanStatus.Error, _ => SpanStatus.Unset },
        _ => SpanStatus.Unset,
    };

    private static string Id(JsonElement owner, string name, int length, string what) =>
        OtlpTraces.Id(Convert.FromHexString(Text(owner, name)), length, what);

    private static List<KeyValuePair<string, string>> ReadAttributes(JsonElement owner, ref int entries)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        foreach (var attribute in Items(owner, "attributes"))
        {
            OtlpSpans.CountEntry(ref entries);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
                Write(Member(attribute, "value"), writer);
            attributes.Add(new(Text(attribute, "key"), Encoding.UTF8.GetString(buffer.WrittenSpan)));
        }

        return attributes;
    }

    /// <summary>Writes an AnyValue as the JSON that it stands for.</summary>
    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any())
        {
            writer.WriteNullValue();
            return;
        }

        var kind = value.EnumerateObject().Last();
        switch (kind.Name)
        {
            case "stringValue" or "string_value" or "bytesValue" or "bytes_value":
                OtlpValues.WriteText(writer, JsonTree.TextOf(kind.Value));
                break;
            case "boolValue" or "bool_value":
                writer.WriteBooleanValue(kind.Value.GetBoolean());
                break;
            case "intValue" or "int_value":
                writer.WriteNumberValue(Integer(kind.Value) ?? 0);
                break;
            case "doubleValue" or "double_value":
                OtlpValues.WriteDouble(writer, Double(kind.Value));
                break;
            case "arrayValue" or "array_value":
                writer.WriteStartArray();
                foreach (var item in Items(kind.Value, "values"))
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            case "kvlistValue" or "kvlist_value":
                writer.WriteStartObject();
                foreach (var item in Items(kind.Value, "values"))
                {
                    writer.WritePropertyName(Text(item, "key"));
                    Write(Member(item, "value"), writer);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new FormatException($"A value is of the unknown kind '{TextRules.Truncate(kind.Name, 40)}'.");
        }
    }

    private static double Double(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A 64-bit integer, as a number or in a text; null if it is missing.</summary>
    private static long? Integer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number : throw OutOfRange(value.GetRawText()),
        JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw OutOfRange(value.GetString()!),
        _ => null,
    };

    private static FormatException OutOfRange(string value) => new($"'{TextRules.Truncate(value, 40)}' is not a 64-bit integer.");

    private static string Text(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } text ? text.GetString()! : "";

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name)
    {
        if (Member(owner, name) is not { ValueKind: JsonValueKind.Array } items)
            yield break;
        foreach (var item in items.EnumerateArray())
            yield return item;
    }

    /// <summary>A member by its name in JSON or by that of the protocol buffer, which readers have to take too.</summary>
    private static JsonElement Member(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object)
            return default;
        return owner.TryGetProperty(name, out var value) || owner.TryGetProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), out value)
            ? value
            : default;
    }
}
