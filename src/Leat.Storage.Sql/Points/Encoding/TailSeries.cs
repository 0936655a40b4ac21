using System.Runtime.InteropServices;
using Leat.Core;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>The points of one series in a tail row. Steps and timestamps are differences from the previous point, or from the row's base
/// for the first point.</summary>
internal readonly struct TailSeries(long baseStep, long baseTimestampMs)
{
    public void Write(ByteWriter writer, long nameId, ReadOnlySpan<MetricPoint> points)
    {
        var (layout, size) = Plan(points);
        new TailSeriesHeader(nameId, points.Length, layout, size).Write(writer);
        var (step, timestampMs, bits) = (baseStep, baseTimestampMs, 0UL);
        foreach (var point in points)
        {
            if (!layout.HasFlag(TailSeriesLayout.BaseStep))
                writer.ZigZag(point.Step - step);
            if (!layout.HasFlag(TailSeriesLayout.BaseTimestamp))
                writer.ZigZag(point.TimestampMs - timestampMs);
            var own = BitConverter.DoubleToUInt64Bits(point.Value);
            if (layout.HasFlag(TailSeriesLayout.WholeValues))
                writer.UInt64(own);
            else
                ShortDouble.Write(writer, own ^ bits);
            (step, timestampMs, bits) = (point.Step, point.TimestampMs, own);
        }
    }

    /// <summary>Appends the points that follow <paramref name="header"/>.</summary>
    public void Read(ref ByteReader reader, in TailSeriesHeader header, List<MetricPoint> into)
    {
        var before = reader.Left;
        var start = into.Count;
        CollectionsMarshal.SetCount(into, start + header.Count);
        Read(ref reader, header.Layout, CollectionsMarshal.AsSpan(into)[start..]);
        if (header.Count > 1 && before - reader.Left != header.Size)
            reader.Fail($"a series claims {header.Size} bytes and has {before - reader.Left}");
    }

    public void Skip(ref ByteReader reader, in TailSeriesHeader header)
    {
        if (header.Count > 1)
            reader.Bytes(header.Size);
        else
            Read(ref reader, header.Layout, [default]);
    }

    private void Read(ref ByteReader reader, TailSeriesLayout layout, scoped Span<MetricPoint> points)
    {
        var (step, timestampMs, bits) = (baseStep, baseTimestampMs, 0UL);
        foreach (ref var point in points)
        {
            if (!layout.HasFlag(TailSeriesLayout.BaseStep))
                step += reader.ZigZag();
            if (!layout.HasFlag(TailSeriesLayout.BaseTimestamp))
                timestampMs += reader.ZigZag();
            bits = layout.HasFlag(TailSeriesLayout.WholeValues) ? reader.UInt64() : bits ^ ShortDouble.Read(ref reader);
            point = new MetricPoint(step, timestampMs, BitConverter.UInt64BitsToDouble(bits));
        }
    }

    private (TailSeriesLayout Layout, int Size) Plan(ReadOnlySpan<MetricPoint> points)
    {
        var (stepBytes, timestampBytes, valueBytes) = (0, 0, 0);
        var (sameStep, sameTimestamp) = (true, true);
        var (step, timestampMs, bits) = (baseStep, baseTimestampMs, 0UL);
        foreach (var point in points)
        {
            sameStep &= point.Step == baseStep;
            sameTimestamp &= point.TimestampMs == baseTimestampMs;
            stepBytes += VarintMath.SizeOf(VarintMath.ZigZag(point.Step - step));
            timestampBytes += VarintMath.SizeOf(VarintMath.ZigZag(point.TimestampMs - timestampMs));
            var own = BitConverter.DoubleToUInt64Bits(point.Value);
            valueBytes += ShortDouble.SizeOf(own ^ bits);
            (step, timestampMs, bits) = (point.Step, point.TimestampMs, own);
        }

        var whole = points.Length * sizeof(double);
        var layout = (sameStep ? TailSeriesLayout.BaseStep : 0)
            | (sameTimestamp ? TailSeriesLayout.BaseTimestamp : 0)
            | (whole <= valueBytes ? TailSeriesLayout.WholeValues : 0);
        return (layout, (sameStep ? 0 : stepBytes) + (sameTimestamp ? 0 : timestampBytes) + Math.Min(whole, valueBytes));
    }
}
