using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

internal static partial class OtlpTraces
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = WireBody.MaxDepth };

    /// <summary>Writes spans, in their order, so that <see cref="Read"/> gives them back.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an id that OpenTelemetry has no bytes for.</exception>
    public static byte[] Write(IReadOnlyList<Span> spans)
    {
        var scope = new ProtobufWriter();
        foreach (var span in spans)
            scope.WriteBytes(2, ToMessage(span));
        var resource = new ProtobufWriter();
        resource.WriteBytes(2, scope.Message);
        var request = new ProtobufWriter();
        request.WriteBytes(1, resource.Message);
        return request.Message.ToArray();
    }

    /// <summary>An ExportTraceServiceResponse; of no bytes if all was taken.</summary>
    public static byte[] WriteAnswer(OtlpSpans taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        if (taken.Refused == 0)
            return [];
        var partial = new ProtobufWriter();
        partial.WriteVarint(1, (ulong)taken.Refused);
        partial.WriteString(2, taken.FirstReason!);
        var answer = new ProtobufWriter();
        answer.WriteBytes(1, partial.Message);
        return answer.Message.ToArray();
    }

    private static ReadOnlySpan<byte> ToMessage(Span span)
    {
        var message = new ProtobufWriter();
        message.WriteBytes(1, IdBytes(span.TraceId.StartsWith(TracePrefix, StringComparison.Ordinal) ? span.TraceId[TracePrefix.Length..] : span.TraceId));
        message.WriteBytes(2, IdBytes(span.SpanId));
        if (span.ParentSpanId is { } parent)
            message.WriteBytes(4, IdBytes(parent));
        message.WriteString(5, span.Name);
        message.WriteFixed64(7, (ulong)span.StartUnixNano);
        if (span.EndUnixNano is { } end)
            message.WriteFixed64(8, (ulong)end);
        WriteAttributes(message, 9, span.Attributes);
        foreach (var entry in span.Events)
            message.WriteBytes(11, ToMessage(entry));
        message.WriteBytes(15, ToStatus(span));
        return message.Message;
    }

    private static ReadOnlySpan<byte> ToMessage(SpanEvent entry)
    {
        var message = new ProtobufWriter();
        message.WriteFixed64(1, (ulong)entry.UnixNano);
        message.WriteString(2, entry.Name);
        WriteAttributes(message, 3, entry.Attributes);
        return message.Message;
    }

    private static ReadOnlySpan<byte> ToStatus(Span span)
    {
        var status = new ProtobufWriter();
        status.WriteString(2, span.StatusMessage);
        status.WriteVarint(3, span.Status switch { SpanStatus.Ok => 1, SpanStatus.Error => 2, _ => 0 });
        return status.Message;
    }

    private static void WriteAttributes(ProtobufWriter message, int field, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        foreach (var (name, json) in attributes)
            message.WriteBytes(field, ToAttribute(name, json));
    }

    /// <summary>A value that is no JSON is a text itself, as in answers.</summary>
    private static ReadOnlySpan<byte> ToAttribute(string name, string json)
    {
        using var value = LiteralRepair.TryParse(json, JsonOptions);
        return value is null ? OtlpValues.ToAttribute(name, json) : OtlpValues.ToAttribute(name, value.RootElement);
    }

    private static byte[] IdBytes(string hex)
    {
        try
        {
            return Convert.FromHexString(hex);
        }
        catch (FormatException exception)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue,
                $"Invalid id {PythonFormat.OfText(TextRules.Truncate(hex, 64))} of a span or trace: hexadecimal digits are wanted.",
                exception);
        }
    }
}
