using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Writes the answer of <c>metrics/get-history</c> as its points come, byte for byte as a serialized
/// <see cref="GetMetricHistoryResponse"/> would be.</summary>
/// <remarks>By hand, as a history may have millions of points: the key is escaped once, and no object is made for a point. Not
/// safe for concurrent use.</remarks>
/// <param name="output">Where the UTF-8 goes.</param>
/// <param name="key">The metric's name.</param>
internal sealed class MetricHistoryWriter(IBufferWriter<byte> output, string key)
{
    /// <summary>The longest 64-bit integer has 20 characters.</summary>
    private const int MaxIntegerLength = 20;

    private const int PointsPerSpan = 64;

    private readonly byte[] _beforeValue = [.. "{\"key\":\""u8, .. JsonEncodedText.Encode(key, PlainJson.Encoder).EncodedUtf8Bytes, .. "\",\"value\":"u8];
    private bool _any;

    private static ReadOnlySpan<byte> BeforeTimestamp => ",\"timestamp\":"u8;

    private static ReadOnlySpan<byte> BeforeStep => ",\"step\":"u8;

    /// <summary>The most bytes that a point takes, with the comma before it and the brace after it.</summary>
    private int MaxPointLength =>
        2 + _beforeValue.Length + WireNumbers.MaxDoubleLength + BeforeTimestamp.Length + BeforeStep.Length + (2 * MaxIntegerLength);

    /// <summary>Writes some points.</summary>
    /// <param name="points">In the order of the history.</param>
    public void Write(ReadOnlySpan<MetricPoint> points)
    {
        if (points.Length > 0 && !_any)
            output.Write("{\"metrics\":["u8);
        while (points.Length > 0)
        {
            var some = points[..Math.Min(points.Length, PointsPerSpan)];
            var span = output.GetSpan(some.Length * MaxPointLength);
            var length = 0;
            foreach (ref readonly var point in some)
                length += Write(point, span[length..]);
            output.Advance(length);
            points = points[some.Length..];
        }
    }

    /// <summary>Ends the answer.</summary>
    /// <param name="nextPageToken">Fetches what follows; null when nothing does.</param>
    public void End(string? nextPageToken)
    {
        output.Write(_any ? "]"u8 : "{"u8);
        if (nextPageToken is not null)
        {
            output.Write(_any ? ",\"next_page_token\":\""u8 : "\"next_page_token\":\""u8);
            output.Write(JsonEncodedText.Encode(nextPageToken, PlainJson.Encoder).EncodedUtf8Bytes);
            output.Write("\""u8);
        }

        output.Write("}"u8);
    }

    private int Write(in MetricPoint point, Span<byte> into)
    {
        var at = 0;
        if (_any)
            into[at++] = (byte)',';
        _any = true;
        at += Copy(_beforeValue, into[at..]);
        at += WireNumbers.FormatDouble(point.Value, into[at..]);
        at += Copy(BeforeTimestamp, into[at..]);
        Utf8Formatter.TryFormat(point.TimestampMs, into[at..], out var length);
        at += length;
        at += Copy(BeforeStep, into[at..]);
        Utf8Formatter.TryFormat(point.Step, into[at..], out length);
        at += length;
        into[at++] = (byte)'}';
        return at;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> into)
    {
        text.CopyTo(into);
        return text.Length;
    }
}
