using System.Globalization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Reads and writes the spans of an ExportTraceServiceRequest, the body of OpenTelemetry's <c>POST /v1/traces</c> in protocol buffers.</summary>
/// <remarks>What a span has beyond <see cref="Span"/> (its kind, links, flags and the resource) is passed over, as MLflow does.</remarks>
internal static partial class OtlpTraces
{
    internal const string TracePrefix = "tr-";

    internal const int TraceIdLength = 16;
    internal const int SpanIdLength = 8;

    /// <summary>Reads all spans, in their order. A span that cannot be kept, for example as it has no id, is counted and passed over.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public static OtlpSpans Read(ReadOnlySpan<byte> request)
    {
        var spans = new OtlpSpans();
        var reader = new ProtobufReader(request);
        while (reader.Next())
        {
            if (reader.Field == 1)
                ReadResourceSpans(reader.ReadBytes(), spans);
            else
                reader.Skip();
        }

        return spans;
    }

    private static void ReadResourceSpans(ReadOnlySpan<byte> message, OtlpSpans spans)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
                ReadScopeSpans(reader.ReadBytes(), spans);
            else
                reader.Skip();
        }
    }

    private static void ReadScopeSpans(ReadOnlySpan<byte> message, OtlpSpans spans)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
                Add(spans, reader.ReadBytes());
            else
                reader.Skip();
        }
    }

    private static void Add(OtlpSpans spans, ReadOnlySpan<byte> message)
    {
        try
        {
            spans.Add(ReadSpan(message));
        }
        catch (Exception exception) when (exception is FormatException or LeatException)
        {
            spans.Refuse(exception.Message);
        }
    }

    private static Span ReadSpan(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> traceId = default, spanId = default, parentId = default, status = default;
        var name = "";
        ulong start = 0, end = 0;
        var attributes = new List<KeyValuePair<string, string>>();
        var events = new List<SpanEvent>();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: traceId = reader.ReadBytes(); break;
                case 2: spanId = reader.ReadBytes(); break;
                case 4: parentId = reader.ReadBytes(); break;
                case 5: name = reader.ReadString(); break;
                case 7: start = reader.ReadFixed64(); break;
                case 8: end = reader.ReadFixed64(); break;
                case 9: attributes.Add(OtlpValues.ReadAttribute(reader.ReadBytes())); break;
                case 11: events.Add(ReadEvent(reader.ReadBytes())); break;
                case 15: status = reader.ReadBytes(); break;
                default: reader.Skip(); break;
            }
        }

        var (code, why) = ReadStatus(status);
        return new Span(
            OtlpSpans.TraceIdOf(Id(traceId, TraceIdLength, "trace id"), attributes),
            Id(spanId, SpanIdLength, "span id"),
            parentId.IsEmpty || !parentId.ContainsAnyExcept((byte)0) ? null : Id(parentId, SpanIdLength, "parent span id"),
            name,
            Nanoseconds(start),
            end == 0 ? null : Nanoseconds(end),
            code,
            why,
            attributes,
            events);
    }

    private static SpanEvent ReadEvent(ReadOnlySpan<byte> message)
    {
        var name = "";
        ulong time = 0;
        var attributes = new List<KeyValuePair<string, string>>();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: time = reader.ReadFixed64(); break;
                case 2: name = reader.ReadString(); break;
                case 3: attributes.Add(OtlpValues.ReadAttribute(reader.ReadBytes())); break;
                default: reader.Skip(); break;
            }
        }

        return new SpanEvent(name, Nanoseconds(time), attributes);
    }

    private static (SpanStatus Code, string Message) ReadStatus(ReadOnlySpan<byte> message)
    {
        var (code, text) = (SpanStatus.Unset, "");
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: text = reader.ReadString(); break;
                case 3: code = reader.ReadVarint() switch { 1 => SpanStatus.Ok, 2 => SpanStatus.Error, _ => SpanStatus.Unset }; break;
                default: reader.Skip(); break;
            }
        }

        return (code, text);
    }

    /// <summary>An id in hexadecimal digits.</summary>
    internal static string Id(ReadOnlySpan<byte> bytes, int length, string what)
    {
        if (bytes.Length != length || !bytes.ContainsAnyExcept((byte)0))
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"A span's {what} must be {length} bytes that are not all zero; it has {bytes.Length}."));
        }

        return Convert.ToHexStringLower(bytes);
    }

    private static long Nanoseconds(ulong time) =>
        time <= long.MaxValue ? (long)time : throw new FormatException("A span's time lies beyond the year 2262.");
}
