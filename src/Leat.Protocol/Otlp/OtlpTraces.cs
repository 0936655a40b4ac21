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

    /// <summary>Finds all spans, in their order. A span that cannot be kept, for example as it has no id, is counted and passed over.</summary>
    /// <param name="request">The message; it must stay as it is until the spans have been stored.</param>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public static OtlpSpans Read(ReadOnlyMemory<byte> request)
    {
        var spans = new OtlpSpans<Range>(place => ReadSpan(request.Span[place]));
        var reader = new ProtobufReader(request.Span);
        while (reader.Next())
        {
            if (reader.Field == 1)
                ReadResourceSpans(reader.ReadBytes(), request.Span, spans);
            else
                reader.Skip();
        }

        return spans;
    }

    private static void ReadResourceSpans(ReadOnlySpan<byte> message, ReadOnlySpan<byte> request, OtlpSpans<Range> spans)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
                ReadScopeSpans(reader.ReadBytes(), request, spans);
            else
                reader.Skip();
        }
    }

    private static void ReadScopeSpans(ReadOnlySpan<byte> message, ReadOnlySpan<byte> request, OtlpSpans<Range> spans)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
                spans.Add(PlaceOf(reader.ReadBytes(), request));
            else
                reader.Skip();
        }
    }

    private static Range PlaceOf(ReadOnlySpan<byte> message, ReadOnlySpan<byte> request)
    {
        if (!request.Overlaps(message, out var offset))
            offset = 0; // An empty message lies nowhere.
        return offset..(offset + message.Length);
    }

    private static Span ReadSpan(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> traceId = default, spanId = default, parentId = default, status = default;
        var name = "";
        ulong start = 0, end = 0;
        var attributes = new List<KeyValuePair<string, string>>();
        var events = new List<SpanEvent>();
        var entries = 0;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field is 9 or 11)
                OtlpSpans.CountEntry(ref entries);
            switch (reader.Field)
            {
                case 1: traceId = reader.ReadBytes(); break;
                case 2: spanId = reader.ReadBytes(); break;
                case 4: parentId = reader.ReadBytes(); break;
                case 5: name = reader.ReadString(); break;
                case 7: start = reader.ReadFixed64(); break;
                case 8: end = reader.ReadFixed64(); break;
                case 9: attributes.Add(OtlpValues.ReadAttribute(reader.ReadBytes())); break;
                case 11: events.Add(ReadEvent(reader.ReadBytes(), ref entries)); break;
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

    private static SpanEvent ReadEvent(ReadOnlySpan<byte> message, ref int entries)
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
                case 3:
                    OtlpSpans.CountEntry(ref entries);
                    attributes.Add(OtlpValues.ReadAttribute(reader.ReadBytes()));
                    break;
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
