using System.Buffers;
using System.Runtime.InteropServices;
using Leat.Core;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>A column of doubles, stored as integers: either their bits in an order that follows the numbers, or the values times a power of
/// ten if that is exact and smaller.</summary>
/// <remarks>The first byte says which: 0 for bits, otherwise one more than the number of decimals.</remarks>
internal static class ValueColumn
{
    private const byte Bits = 0;

    /// <summary>The bits of infinity; anything above is NaN.</summary>
    private const long InfinityBits = 0x7FF0_0000_0000_0000;

    /// <summary>The only NaN that is written. It is positive, like most values, so it lies above them, where a few exceptions cost least.</summary>
    private const long NanBits = 0x7FF8_0000_0000_0000;

    public static void Write(ByteWriter writer, ReadOnlySpan<MetricPoint> points)
    {
        var rented = ArrayPool<long>.Shared.Rent(points.Length);
        try
        {
            Write(writer, points, rented.AsSpan(0, points.Length));
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>Reads values until <paramref name="values"/> is full.</summary>
    public static void Read(ref ByteReader reader, scoped Span<double> values)
    {
        var kind = ReadKind(ref reader);
        var numbers = MemoryMarshal.Cast<double, long>(values);
        IntegerColumn.Read(ref reader, numbers);
        if (kind == Bits)
            FromBits(numbers, values);
        else
            ScaledValues.ToDoubles(numbers, kind - 1, values);
    }

    /// <summary>Skips a column of <paramref name="count"/> values.</summary>
    public static void Skip(ref ByteReader reader, int count)
    {
        ReadKind(ref reader);
        IntegerColumn.Skip(ref reader, count);
    }

    private static int ReadKind(ref ByteReader reader)
    {
        var kind = reader.Byte();
        if (kind > ScaledValues.MaxDecimals + 1)
            reader.Fail($"its values are of the unknown kind {kind}");
        return kind;
    }

    private static void Write(ByteWriter writer, ReadOnlySpan<MetricPoint> points, Span<long> numbers)
    {
        var start = writer.Length;
        var scaledSize = int.MaxValue;
        if (ScaledValues.TryScale(points, numbers, out var decimals))
        {
            writer.Byte((byte)(decimals + 1));
            IntegerColumn.Write(writer, numbers);
            scaledSize = writer.Length - start;
        }

        var second = writer.Length;
        ToBits(points, numbers);
        writer.Byte(Bits);
        IntegerColumn.Write(writer, numbers);
        if (writer.Length - second >= scaledSize)
            writer.Truncate(second);
        else
            writer.Remove(start, second - start);
    }

    private static void ToBits(ReadOnlySpan<MetricPoint> points, Span<long> numbers)
    {
        for (var i = 0; i < points.Length; i++)
        {
            var bits = BitConverter.DoubleToInt64Bits(points[i].Value);
            // Convert sign and magnitude to two's complement: neighbours on the number line become neighbouring integers,
            // even across 0, and trailing zero bits stay zero.
            numbers[i] = double.IsNaN(points[i].Value) ? NanBits : bits >= 0 ? bits : long.MinValue - bits;
        }
    }

    private static void FromBits(ReadOnlySpan<long> numbers, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var sign = numbers[i] >> 63;
            var magnitude = (numbers[i] ^ sign) - sign;
            values[i] = magnitude > InfinityBits
                ? double.NaN
                : BitConverter.Int64BitsToDouble(magnitude | (sign & long.MinValue));
        }
    }
}
